"""The texts of charts that are declared nowhere else."""

OF_CHARTS = {
    # ------------------------------------------------------------------------- charts of a run
    "distribution_title": (
        "{outcome}: half of the lives of {whom} have at most {median} {unit}, one in twenty more than {p95}"
    ),
    "distribution_subtitle": (
        "Mean {mean}{interval}; 5 of 100 lives at most {p5}. Above the bars: the middle nine tenths, the middle half, "
        "the median (line) and the mean (diamond) with its interval.{beyond}"
    ),
    "interval": " ({low} to {high} with 95 % confidence)",
    "beyond": " The last bar holds every life above {amount}.",
    "distribution_flag_title": "{outcome}: {share} of the lives of {whom}",
    "distribution_flag_subtitle": "Share of lives of each person, with its 95 % interval.",
    "fan_title": (
        "{outcome} of {whom}: {median} {unit} in the middle life of {year}, between {p5} and {p95} in nine of ten"
    ),
    "fan_one_title": "{outcome} of {whom}: {median} {unit} in {year}",
    "fan_in_year": (
        "In each calendar year. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
        "dashed: mean."
    ),
    "fan_at_end": (
        "At each year's end. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
        "dashed: mean."
    ),
    "fan_one": "The only life there is.",
    "uncovered_title": "{whom}: without benefits in {share} of months",
    "uncovered_none_title": "{whom}: benefits in every month",
    "uncovered_subtitle": (
        "Share of the months of each year that are not covered on their last day, over all lives, by reason. {never}"
    ),
    "never_uncovered": "Always covered: {people}.",
    "cover_title": "{whom} is least often covered at the age of {age}: in {share} of lives",
    "cover_subtitle": (
        "Share of lives by what holds at the end of a month, by the age reached in the calendar year; only while they "
        "live. {never}"
    ),
    "age_reached": "age reached in the year",
    "payers_title": "Of 100 yuan of care the pool pays {pool} and the family {own} in cash",
    "payers_subtitle": (
        "Who pays the bills of whom: yuan over the whole run, mean over all lives; what the pool settled later is the "
        "pool's."
    ),
    "no_care_title": "Nobody has a bill",
    "flows_title": "The family and its employers bring in {paid} yuan; care costs {care}",
    "flows_subtitle": (
        "Money between places over the whole run, yuan, mean over all lives. From left to right: who brings it in, the "
        "pool, the family's accounts and wallets, and where it ends."
    ),
    "place_opening": "balances at the start",
    "place_pocket": "the family's cash",
    "place_others": "other members' pool",
    "place_pool": "pool",
    "place_accounts": "accounts",
    "place_care": "care",
    "place_cash_back": "back to cash",
    "place_kept_by_pool": "kept by the pool",
    "place_balances": "balances at the end",
    "reimbursement_title": "The pool pays {share} of the cost of {kind} care of {whom}",
    "reimbursement_subtitle": (
        "Share of the cost of care that the pool paid in a life, with the 95 % interval of its mean; only lives with "
        "such care."
    ),
    "cost_share": "share of the cost, %",
    "months_share": "share of months",
    # ------------------------------------------------------------------------- charts of a comparison
    "difference": "difference",
    "p_holm": "p, adjusted by Holm",
    "more": "more",
    "less": "less",
    "chance": "may be chance",
    "same": "the same",
    "unchanged": "unchanged",
    "better_low": "better, 95 % from",
    "better_high": "better, 95 % to",
    "worse_low": "worse, 95 % from",
    "worse_high": "worse, 95 % to",
    "gain": "mean change of those better off",
    "loss": "mean change of those worse off",
    "grouped_by": "grouped by",
    "quintile": "fifth of the lives, from the lowest",
    "best": "probability of the best mean",
    "best_in": "share of lives in which it is the best",
    "probability": "probability",
    "points": "percentage points",
    "of_lives": "% of lives",
    "mean_of": "mean ",
    "whose": "{outcome} ({whom})",
    "whose_baseline": "{outcome} ({whom}, baseline)",
    "within": " ({low} to {high})",
    "change": "{outcome}: {direction} by {amount} {unit}{interval} under {variant}",
    "all_certain": "; all {cases} differences are more than chance",
    "some_certain": "; {certain} of {cases} differences are more than chance",
    "all_chance": "{outcome}: chance alone may explain every difference",
    "no_difference": "{outcome}: none of {lives} lives differs under any variant (at most {share} of lives do)",
    "no_difference_in_one": "{outcome}: the same under every variant",
    "no_year": "{outcome}: no difference in any year",
    "no_groups": "{outcome}: the lives do not differ in what they earn or pay, so there are no groups",
    "nobody_has": "{outcome}: it does not arise in any life",
    "differences_subtitle": (
        "Mean of the paired differences, variant less baseline, over the same {lives} lives; line: its 95 % interval. "
        "Grey: chance alone may explain it (Holm's step-down)."
    ),
    "differences_one": "Variant less baseline, in the {lives} life there is.",
    "winners_title": "{outcome}: {first} in {better} of lives under {variant}, {second} in {worse}",
    "winners_subtitle": (
        "Share of lives: {first}, the same or {second} than in the baseline. Lines: 95 % intervals; figures: {first}, "
        "then {second}."
    ),
    "in_year": "{change} in {year}",
    "in_year_subtitle": "Mean difference from the baseline in each calendar year.",
    "at_end_subtitle": "Mean difference from the baseline at each year's end.",
    "band": " Band or thin line: 95 % interval.",
    "quintiles_title": (
        "{outcome}: {first} {unit} under {variant} in the lowest fifth of lives by {by}, {last} in the highest"
    ),
    "quintiles_subtitle": (
        "Mean difference from the baseline by fifths of the lives of this household, grouped by what the family had in "
        "the baseline: {groups}. Lines: 95 % intervals."
    ),
    "levels_title": "{outcome}: {mean}{low} {unit} under {lowest}, {high} under {highest}",
    "levels_alike_title": "{outcome}: {mean}{low} {unit} under baseline and every variant",
    "levels_subtitle": (
        "Each case by itself. Thin: the middle nine tenths of the lives; thick: the middle half; line across: median; "
        "diamond: mean, with its 95 % interval."
    ),
    "levels_flag_subtitle": "Share of lives, with its 95 % interval.",
    "only_life": "The only life there is.",
    "best_title": "{outcome}: {variants} has the best mean with a probability of {share}",
    "best_alike_title": "{outcome}: {variants} are alike, each with a probability of {share} of the best mean",
    "best_subtitle": (
        "Bar: probability, whatever lives are drawn, that the mean is the best of all {cases}; line across: share of "
        "lives in which it is the best."
    ),
    # ------------------------------------------------------------------------- charts of a population
    "everybody": "everybody",
    "a_household": "a household",
    "group": "group",
    "counted": "persons, or households",
    "effective": "effective number of households",
    "groups_title": "{outcome}: {mean}{all} {unit} over everybody{within}, {least} in {lowest} and {most} in {highest}",
    "groups_one_title": "{outcome}: {mean}{all} {unit} over everybody{within}",
    "groups_subtitle": (
        "Weighted, over persons and over households, and over the persons of each group. Lines: 95 % intervals over "
        "households."
    ),
    "no_difference_of_population": "{outcome}: the same in every household",
    "population_differences_subtitle": (
        "Weighted mean of the paired differences, variant less baseline, over persons, over households, and over the "
        "persons of each group; line: its 95 % interval. Grey: chance alone may explain it (Holm's step-down)."
    ),
    "into_pool": "into the pools",
    "out_of_pool": "out of the pools",
    "weighted_total": "weighted total",
    "million_yuan": "million yuan",
    "pool_in_year": "In {year} the pools take in {into} {unit} and give out {out}",
    "pool_difference": "{variant} against {baseline}: {into} {unit} into the pools in {year}, {out} out of them",
    "totals_subtitle": "Weighted totals of all regions in each calendar year.",
    # ------------------------------------------------------------------------- charts of a sweep
    "case": "case",
    "row_value": "value of the first path",
    "column_value": "value of the second path",
    "p_better": "probability of a better mean",
    "value_low": "low value",
    "value_high": "high value",
    "mean_low": "mean at the low value",
    "mean_high": "mean at the high value",
    "effect_from": "effect, 95 % from",
    "effect_to": "effect, 95 % to",
    "spread": "highest mean less lowest",
    "fit": " The line explains {share} of the variance between points (R²).",
    "r_squared": "R²",
    "first": "its own",
    "first_from": "its own, 95 % from",
    "first_to": "its own, 95 % to",
    "total": "with interactions",
    "total_from": "with interactions, 95 % from",
    "total_to": "with interactions, 95 % to",
    "mu": "μ",
    "mu_star": "μ*",
    "mu_star_from": "μ*, 95 % from",
    "mu_star_to": "μ*, 95 % to",
    "sigma": "σ",
    "assumed": "assumed",
    "willingness_to_pay": "worth of a unit of the effect, yuan",
    "net_benefit": "net benefit, yuan",
    "net_benefit_from": "net benefit, 95 % from",
    "net_benefit_to": "net benefit, 95 % to",
    "best_from": "probability, 95 % from",
    "best_to": "probability, 95 % to",
    "unmoved": "{outcome}: the same at every point",
    "few_points": "{outcome}: fewer than two points have it, so there is nothing to compare",
    "only_point": "{outcome}: {mean}{low} {unit} at the only point",
    "along": "{outcome}: {mean}{low} {unit} at {path} {start}, {high} at {end}",
    "breaks_even": "; {variant} breaks even at {value}{within}",
    "lines_subtitle": "Mean at each point of the grid.",
    "on_average": " The title is about averages over the values of the other path.",
    "lines_one_subtitle": "Mean at each value of a path, the others as written.",
    "crossing": " Dashed: where a variant equals the baseline on average.",
    "less_baseline": "{variant} less baseline",
    "heat_title": "{outcome}: {mean}{low} {unit} at {lowest}, {high} at {highest}",
    "heat_subtitle": "Mean by {down} (down) and {across} (across).",
    "heat_better_worse": (
        " Then how far each variant is from it: green better, red worse. * certain, whatever lives are drawn."
    ),
    "heat_more_less": (
        " Then how far each variant is from it: blue more, violet less. * certain, whatever lives are drawn."
    ),
    "tornado_title": "{outcome}: {path} moves it furthest, by {effect} {unit} from {start} to {end}",
    "over_others": "Mean at the high value of a path less that at its low value, over all values of the others.",
    "others_as_written": "Mean at the high value of a path less that at its low value, the others as written.",
    "on_a_line": "Mean at the high value of a path less that at its low value, on a straight line through all points.",
    "effect_interval": " Thin lines: 95 % intervals.",
    "without_effect": " Without effect: {paths}.",
    "many_without_effect": " {paths} paths have no effect.",
    "further_paths": " {paths} more with a smaller effect are in the table.",
    "sobol_title": (
        "{outcome}: {path} alone explains {first} of the variance between points, {total} with its interactions"
    ),
    "sobol_subtitle": (
        "Sobol' indices: the share of the variance between points that is a path's alone, and in which it has a part."
    ),
    "index_interval": " Thin lines: 95 % intervals.",
    "share_of_variance": "share of the variance",
    "no_indices": "{outcome}: no Sobol' indices; they need every point, and several samples",
    "screening_title": "{outcome}: {path} has the largest elementary effects, {size} {unit} on average (σ {sigma})",
    "screening_subtitle": (
        "μ*: mean size of a path's elementary effects, with its 95 % interval; σ: their standard deviation, 0 where "
        "the effect is the same whatever the others are."
    ),
    "assumptions_title": "{outcome}: {moving} of {tried} assumptions tried move it, {path} furthest ({effect} {unit})",
    "no_assumption": "{outcome}: none of the {tried} assumptions tried moves it",
    "assumptions_subtitle": (
        "Mean at the high value that was tried less that at the low one, everything else as assumed."
    ),
    "one_choice": (
        "{variant} has the highest mean net benefit whatever a unit is worth, at {low} to {high} of the points"
    ),
    "choice_from": "{variant} from {worth} yuan",
    "choices": "Highest mean net benefit: {choices} a unit",
    "no_choice": "Fewer than two points could be simulated under all variants",
    "acceptability_subtitle": (
        "Share of points at which each variant has the highest net benefit: what the effect ({effect}) is worth, less "
        "the cost ({cost}). Bands: 95 % intervals."
    ),
}
