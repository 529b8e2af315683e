"""The texts of the page about a study that are declared nowhere else."""

OF_PAGE = {
    # ------------------------------------------------------------------------- what was studied
    "page_of_run": "A simulation of {file}",
    "page_of_comparison": "A comparison of {file}",
    "page_of_population": "A simulation of the population of {file}",
    "page_of_population_comparison": "A comparison of the population of {file}",
    "page_of_population_sweep": "A sweep of the population of {file}",
    "population_studied": (
        "{kind}: {households} households with {persons} people, {period} from {start}, under the law of {regions}."
    ),
    "lives_of_each": "Lives drawn of each household: {lives}, with seed {seed}; every figure is weighted.",
    "synthetic": "The rows are synthetic: they were drawn from assumptions, and say nothing about anybody.",
    "left_out": "Left out: {number} {why}.",
    "page_of_sweep": "A sweep of {file}",
    "studied": "{kind}: {people}, {period} from {start}, under the law of {regions}.",
    "variant_studied": "The file's variant {variant}.",
    "number_of_people": "{number} people",
    "one_person": "one person",
    "number_of_years": "{number} years",
    "one_year": "one year",
    "number_of_days": "{number} days",
    "drawn": (
        "{lives} lives were drawn, with seed {seed}: in each, what the file leaves to chance falls out differently."
    ),
    "nothing_by_chance": "Nothing is left to chance, so there is one life.",
    "one_drawn": "One life was drawn, with seed {seed}: it says nothing of how lives differ.",
    "until_reached": "Lives were added until the intervals of {of} were as narrow as ± {width}.",
    "until_not_reached": "Lives were added, but the intervals of {of} are still wider than ± {width}.",
    "compared": (
        "The same lives were simulated under {baseline} and under {variants}, and each is compared with itself."
    ),
    "swept": "The same lives were simulated at {points} points of {paths}{under}.",
    "many_paths": "{number} paths",
    "in_region": "{what} ({region})",
    "projected": "{what}, projected",
    "swept_under": ", as written and under {variants}",
    "points_failed": "{failed} of {points} points could not be simulated: {why}.",
    "refused": "What the law refused",
    "refused_in": "What the law refused in {variant}",
    "not_by_law": "Not by the law alone: the extension {file} {does}.",
    "replaces": "replaces {names}",
    "adds": "adds the process {names}",
    # ------------------------------------------------------------------------- the finding
    "found_mean": (
        "{outcome}: {mean} {unit} on average for {whom} over {period}{interval}. Half of the lives have at most "
        "{median}, one in twenty more than {p95}."
    ),
    "found_shares": "{outcome}, in what share of lives: {shares}.",
    "found_share": "{whom} {share}{interval}",
    "between": " ({low} to {high})",
    "found_value": "{outcome}: {value} {unit} for {whom} over {period}.",
    "found_yes_no": "{outcome}: {answers}.",
    "yes": "yes",
    "no": "no",
    "found_none": "{outcome}: nobody has any.",
    "found_difference": (
        "{variant} against {baseline}, {outcome}: {amount} {unit} {way} on average for {whom}{interval}; "
        "{better} of the lives are {better_word}, {worse} {worse_word}."
    ),
    "found_difference_one": "{variant} against {baseline}, {outcome}: {amount} {unit} {way} for {whom}.",
    "found_same": "{variant} against {baseline}, {outcome}: the same in every life.",
    "found_same_one": "{variant} against {baseline}, {outcome}: the same.",
    "may_be_chance": " Chance alone may explain it.",
    "lower": "lower",
    "higher": "higher",
    "better_off": "better off",
    "worse_off": "worse off",
    "have_more": "have more",
    "have_less": "have less",
    "points_of_share": "percentage points",
    "found_sweep": (
        "{outcome}: for {whom} between {least} and {most} {unit} on average over the points. {path} moves it "
        "furthest, by {effect} from {low_value} to {high_value}{interval}."
    ),
    "found_sweep_same": "{outcome}: for {whom} the same at every point.",
    # ------------------------------------------------------------------------- its parts
    "skip": "To the finding",
    "contents": "On this page",
    "finding": "The finding",
    "what_was_studied": "What was studied",
    "outcomes": "The outcomes",
    "charts": "Charts",
    "numbers_of": "The numbers behind it",
    "csv": "CSV",
    "csv_of": "Download the table as CSV: {title}",
    "first_rows": "The first {shown} of {rows} rows; the CSV has all.",
    "outcomes_of_run": (
        "The outcomes that the scenario reports, of the family (yes and no: of each person): means with their 95 % "
        "intervals, and quantiles over the lives."
    ),
    "outcomes_of_comparison": (
        "Each variant less the baseline, life by life: the mean difference with its 95 % interval, and the share of "
        "lives that are better and worse off (of outcomes that are neither: that have more and less)."
    ),
    "outcomes_of_one_life": "The outcomes that the scenario reports, in the only life there is.",
    "outcomes_of_population": (
        "The outcomes that the scenario reports, over persons and over households: weighted means with their 95 % "
        "intervals over households, and quantiles over lives."
    ),
    "outcomes_of_population_comparison": (
        "Each variant less the baseline, household by household: weighted mean differences with their 95 % intervals, "
        "and the weighted shares better and worse off (of outcomes that are neither: that have more and less)."
    ),
    "by_group": "By group",
    "inequality": "Inequality and burden, over households",
    "of_whom": "over",
    "persons": "persons",
    "households": "households",
    "measure": "measure",
    "outcomes_of_population_sweep": (
        "How far each swept value moves the weighted means of the baseline, from its low to its high end, over persons "
        "and over households: the largest first, with their 95 % intervals over households."
    ),
    "a_person": "a person",
    "sentence": "{text}.",
    "outcomes_of_sweep": (
        "How far each swept value moves the outcomes of the baseline, from its low to its high end, the largest first; "
        "those without effect are left out."
    ),
    "of_each_person": "Of each person",
    "outcome": "outcome",
    "unit": "unit",
    "variant": "variant",
    "baseline": "baseline",
    "better": "better",
    "worse": "worse",
    "path": "path",
    "low_end": "low end",
    "high_end": "high end",
    "effect": "effect",
    # ------------------------------------------------------------------------- the household
    "household": "The household",
    "household_intro": (
        "On the first day: age, sex, how each is insured, where; grey lines are kin, violet arrows who pays for whom."
    ),
    "household_text": "The household on the first day: {people}. {payers}",
    "pays_for": "{payer} pays for {patient} from {day}{until}{limit}.",
    "until_day": " until {day}",
    "at_most": ", at most {limit}",
    "age": "{age} years old",
    "born_on": "born {day}",
    "may_be_born": "may be born",
    "male": "male",
    "female": "female",
    # ------------------------------------------------------------------------- one life
    "one_life": "One life",
    "lives_intro": (
        "Simulated again with everything that happens in it. A tick stands for a bill, as high as it cost (on a log "
        "scale), in the colours of who paid it; a click on one leads to its lines."
    ),
    "gap_because": "{gap}: {why}",
    "choose_life": "Which life",
    "life_worst": "The worst: life {number}",
    "life_median": "The median: life {number}",
    "life_best": "The best: life {number}",
    "life_by_number": "Life {number}",
    "chosen_as": "chosen as {words}",
    "more_lives": "Others: gongji report {name} --life NUMBER, or --life median:OUTCOME.",
    "life_only": "The only life: {number}",
    "worst_life": "worst of {lives} by {outcome}: {amount}",
    "median_life": "median of {lives} by {outcome}: {amount}",
    "best_life": "best of {lives} by {outcome}: {amount}",
    "worst_difference": "the one that fares worst, of {lives} lives that differ, by {outcome}: {amount}",
    "median_difference": "the median, of {lives} lives that differ, by {outcome}: {amount}",
    "best_difference": "the one that fares best, of {lives} lives that differ, by {outcome}: {amount}",
    "no_life_of_a_sweep": "A sweep keeps no single lives; gongji replay shows one of the file.",
    "no_life_extensions": (
        "No life is shown, since a page runs no code of extensions; gongji replay shows one of the file."
    ),
    "no_life_of_others": (
        "No life is shown: the result was made by another version of the program or of its policy files, which may "
        "simulate other lives."
    ),
    "no_life_faults": "No life is shown: the recorded scenario cannot be read again: {why}",
    "life_title": "Care costs {cost} yuan, {cash} of it in cash; {without}",
    "without_benefits": "without benefits: {people}",
    "months_of": "{who} {number} months",
    "one_month_of": "{who} one month",
    "always_covered": "benefits in every month",
    "never_part": "The two never part: every event is the same.",
    "parted_on": "The two part on {day}. Only under {only}",
    "nothing": "nothing",
    "was_refused": "{who}: {what} is refused",
    "dead": "dead",
    "not_born": "not born",
    "abroad": "abroad",
    "year_title": "{year}: care {cost} yuan, pool {pool}, cash {cash}; {without}",
    "years_at_a_glance": "Year by year, bill by bill",
    "covered": "months covered",
    "without": "months without",
    "contributed": "contributed",
    "cost": "cost of care",
    "account": "account",
    "account_left": "account at year's end",
    "gap_title": "{who}, {first} to {last}: {status}",
    "other_bills": "{number} smaller bills, {cost} yuan in all",
    "by_rule": "by rule {rule} of the law",
    "would_have_changed": "What would have changed it",
    "values_read": "Values of the law that these lives rest on",
    "value_of_law": "{parameter} ({what}) in {region} is {value}{since}",
    "since": " since {day}",
    "timeline_text": (
        "Timeline of a life: for each person work, insurance, benefits, bills and account over the years; the same "
        "year by year in the list below."
    ),
    "ticks_drawn": "The {drawn} costliest of {bills} bills are drawn.",
    "work": "Work",
    "has_a_job": "has a job",
    "insured_as": "Insured as",
    "benefits": "Benefits",
    "bills": "Bills",
    "yuan_log": "yuan, log",
    "one_month_without": "one month",
    "months_without": "{number} months",
    "bill_text": "{day} {who}, {kind}: {cost} yuan; {payers}",
    "account_text": "Account: at most {most} yuan, in the end {last}",
    "law_changes": "law: {number} changes",
    "law_change": "law changes",
    "parting": "the two part",
    "parting_text": "{day}: here the two lives part",
    "is_born": "{who} is born",
    "dies": "{who} dies",
    "retires": "{who} retires",
    "moves": "{who} moves to {to}",
    "legend": "Legend",
    # ------------------------------------------------------------------------- what it rests on
    "rests_on": "What it rests on",
    "assumptions": "Assumptions",
    "assumptions_intro": "{number} values have no published figure and were assumed.",
    "assumptions_tried": "gongji sweep FILE --assumptions tries others in their place and says which of them matter.",
    "no_assumptions": "No value was assumed.",
    "parameter": "parameter",
    "region": "region",
    "name": "name",
    "reason_for": "reason",
    "sources": "Sources",
    "sources_intro": (
        "Grades of the values in use: {grades}. A is a government page or official newspaper, B a page that quotes "
        "one, C any other page, K no source found. Addresses open in the browser; the page itself "
        "fetches nothing."
    ),
    "source": "source",
    "grade": "grade",
    "assumption": "assumption",
    "scenario": "the scenario's",
    "looked_up": "The figures were last looked up on {day}; the run goes beyond that day.",
    "again": "To run it again",
    "again_intro": (
        "The same program, seeds and libraries give the same figures to the fen. gongji verify compares a result "
        "with its record."
    ),
    "again_of_text": "The file itself is needed: {file}.",
    "versions": "Made with",
    "limits": "Limits of the model",
    "limit_intervals": "The intervals say how far chance alone moves the figures. They say nothing of the assumptions.",
    "limit_of_sample": (
        "The intervals are about other households drawn alike and other lives of theirs. They know nothing of the "
        "strata of a survey, nor of the assumptions."
    ),
    "limit_illness": (
        "Illness that lasts over years is not in the model: the bills of one year say nothing of those of the next."
    ),
    "limit_price": "Nobody seeks more or less care because it is cheaper or dearer.",
    "limit_deaths": "Nobody dies by chance: deaths are those that the file names.",
    "limit_law": "The law of coming years is the law in force, with the projections named under assumptions.",
    "limit_advice": "This is a simulation of rules, not advice of an insurance office.",
    "made_by": "Made by Gongji {version} from the result {name}.",
}
