"""Every text of charts and pages that is declared nowhere else, in English and in Chinese."""

from typing import Literal, NamedTuple

from sim.words.outcomes import Outcome
from sim.words.units import Unit

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Text(NamedTuple):
    en: str
    zh: str


TEXTS = {
    # ------------------------------------------------------------------------- words
    "family": Text("the family", "全家"),
    "person": Text("person", "人员"),
    "people": Text("people", "人员"),
    "year": Text("year", "年份"),
    "years": Text("years", "年"),
    "lives": Text("lives", "模拟次数"),
    "share": Text("share of lives", "占比"),
    "mean": Text("mean", "均值"),
    "median": Text("median", "中位数"),
    "low": Text("95 % from", "95% 区间下限"),
    "high": Text("95 % to", "95% 区间上限"),
    "p5": Text("p5", "第5百分位"),
    "p25": Text("p25", "第25百分位"),
    "p75": Text("p75", "第75百分位"),
    "p95": Text("p95", "第95百分位"),
    "from": Text("from", "起"),
    "to": Text("to", "止"),
    "amount": Text("yuan", "元"),
    "value": Text("value", "取值"),
    "kind": Text("kind of care", "就医类型"),
    "outpatient": Text("outpatient", "门诊"),
    "inpatient": Text("inpatient", "住院"),
    "reason": Text("status", "状态"),
    "payer": Text("who pays", "支付方"),
    # ------------------------------------------------------------------------- units
    "yuan": Text("yuan", "元"),
    "%": Text("%", "%"),
    "months": Text("months", "月"),
    "number": Text("number", "次"),
    "yes/no": Text("share of lives", "占比"),
    # ------------------------------------------------------------------------- who pays
    "pool": Text("pool", "统筹基金"),
    "accounts": Text("own account", "个人账户"),
    "relatives": Text("relatives", "亲属共济"),
    "cash": Text("cash", "现金"),
    "employer": Text("employer", "用人单位"),
    "government": Text("government", "财政"),
    # ------------------------------------------------------------------------- statuses
    "stopped": Text("stopped", "停保"),
    "waiting": Text("waiting", "等待期"),
    "none": Text("not insured", "未参保"),
    # ------------------------------------------------------------------------- charts of a run
    "distribution_title": Text(
        "{outcome}: half of the lives of {whom} have at most {median} {unit}, one in twenty more than {p95}",
        "{outcome}：{whom}半数模拟不超过 {median} {unit}，二十分之一超过 {p95}",
    ),
    "distribution_subtitle": Text(
        "Mean {mean}{interval}; 5 of 100 lives at most {p5}. Above the bars: the middle nine tenths, the middle half, "
        "the median (line) and the mean (diamond) with its interval.{beyond}",
        "均值 {mean}{interval}；百分之五的模拟不超过 {p5}。"
        "柱上方：中间九成、中间一半、中位数（竖线）与均值（菱形）及其区间。{beyond}",
    ),
    "interval": Text(" ({low} to {high} with 95 % confidence)", "（95% 置信区间 {low} 至 {high}）"),
    "beyond": Text(" The last bar holds every life above {amount}.", " 最后一柱为超过 {amount} 的全部模拟。"),
    "distribution_flag_title": Text("{outcome}: {share} of the lives of {whom}", "{outcome}：{whom}的 {share} 模拟"),
    "distribution_flag_subtitle": Text(
        "Share of lives of each person, with its 95 % interval.", "各人员的模拟占比及 95% 区间。"
    ),
    "fan_title": Text(
        "{outcome} of {whom}: {median} {unit} in the middle life of {year}, between {p5} and {p95} in nine of ten",
        "{whom}的{outcome}：{year} 年中位数 {median} {unit}，九成模拟在 {p5} 至 {p95} 之间",
    ),
    "fan_one_title": Text(
        "{outcome} of {whom}: {median} {unit} in {year}", "{whom}的{outcome}：{year} 年 {median} {unit}"
    ),
    "fan_in_year": Text(
        "In each calendar year. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
        "dashed: mean.",
        "按自然年。实线：中位数；深色：中间一半；浅色：中间九成；虚线：均值。",
    ),
    "fan_at_end": Text(
        "At each year's end. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
        "dashed: mean.",
        "每年年末。实线：中位数；深色：中间一半；浅色：中间九成；虚线：均值。",
    ),
    "fan_one": Text("The only life there is.", "唯一的一次模拟。"),
    "uncovered_title": Text("{whom}: without benefits in {share} of months", "{whom}：{share} 的月份没有待遇"),
    "uncovered_none_title": Text("{whom}: benefits in every month", "{whom}：每个月都享受待遇"),
    "uncovered_subtitle": Text(
        "Share of the months of each year that are not covered on their last day, over all lives, by reason. {never}",
        "各年度月末未享受待遇的月份占比（全部模拟），按原因。{never}",
    ),
    "never_uncovered": Text("Always covered: {people}.", "始终享受待遇：{people}。"),
    "payers_title": Text(
        "Of 100 yuan of care the pool pays {pool} and the family {own} in cash",
        "每 100 元医疗费用，统筹基金支付 {pool} 元，家庭现金支付 {own} 元",
    ),
    "payers_subtitle": Text(
        "Who pays the bills of whom: yuan over the whole run, mean over all lives; what the pool settled later is the "
        "pool's.",
        "谁为谁的医疗费用付款：整个模拟期的金额（元），全部模拟的均值；事后报销计入统筹基金。",
    ),
    "no_care_title": Text("Nobody has a bill", "没有医疗费用"),
    "flows_title": Text(
        "The family and its employers bring in {paid} yuan; care costs {care}",
        "家庭与用人单位共投入 {paid} 元；医疗总费用 {care} 元",
    ),
    "flows_subtitle": Text(
        "Money between places over the whole run, yuan, mean over all lives. From left to right: who brings it in, the "
        "pool, the family's accounts and wallets, and where it ends.",
        "整个模拟期各处之间的资金（元），全部模拟的均值。从左到右：来源、统筹基金、家庭的账户与钱包、去向。",
    ),
    "place_opening": Text("balances at the start", "期初余额"),
    "place_pocket": Text("the family's cash", "家庭现金"),
    "place_others": Text("other members' pool", "其他参保人的统筹"),
    "place_pool": Text("pool", "统筹基金"),
    "place_accounts": Text("accounts", "个人账户"),
    "place_care": Text("care", "医疗机构"),
    "place_cash_back": Text("back to cash", "返还现金"),
    "place_kept_by_pool": Text("kept by the pool", "统筹结余"),
    "place_balances": Text("balances at the end", "期末余额"),
    "reimbursement_title": Text(
        "The pool pays {share} of the cost of {kind} care of {whom}", "统筹基金支付{whom}{kind}费用的 {share}"
    ),
    "reimbursement_subtitle": Text(
        "Share of the cost of care that the pool paid in a life, with the 95 % interval of its mean; only lives with "
        "such care.",
        "每次模拟中统筹支付占医疗费用的比例，均值及其 95% 区间；仅含发生该类就医的模拟。",
    ),
    "cost_share": Text("share of the cost, %", "占费用的比例，%"),
    "months_share": Text("share of months", "月份占比"),
    # ------------------------------------------------------------------------- the page: what was studied
    "page_of_run": Text("A simulation of {file}", "{file} 的模拟"),
    "page_of_comparison": Text("A comparison of {file}", "{file} 的方案对比"),
    "page_of_sweep": Text("A sweep of {file}", "{file} 的参数扫描"),
    "studied": Text(
        "{kind}: {people}, {period} from {start}, under the law of {regions}.",
        "{kind}：{people}，自 {start} 起 {period}，适用{regions}的规定。",
    ),
    "variant_studied": Text("The file's variant {variant}.", "文件中的方案 {variant}。"),
    "number_of_people": Text("{number} people", "{number} 人"),
    "one_person": Text("one person", "1 人"),
    "number_of_years": Text("{number} years", "{number} 年"),
    "one_year": Text("one year", "1 年"),
    "number_of_days": Text("{number} days", "{number} 天"),
    "drawn": Text(
        "{lives} lives were drawn, with seed {seed}: in each, what the file leaves to chance falls out differently.",
        "共模拟 {lives} 次人生，随机种子 {seed}：每一次中，文件交给偶然的事情各不相同。",
    ),
    "nothing_by_chance": Text(
        "Nothing is left to chance, so there is one life.", "没有任何随机因素，因此只有一种结果。"
    ),
    "one_drawn": Text(
        "One life was drawn, with seed {seed}: it says nothing of how lives differ.",
        "只模拟了 1 次人生，随机种子 {seed}：看不出各次模拟之间的差别。",
    ),
    "until_reached": Text(
        "Lives were added until the intervals of {of} were as narrow as ± {width}.",
        "不断增加模拟次数，直到 {of} 的区间达到 ± {width}。",
    ),
    "until_not_reached": Text(
        "Lives were added, but the intervals of {of} are still wider than ± {width}.",
        "不断增加模拟次数，但 {of} 的区间仍宽于 ± {width}。",
    ),
    "compared": Text(
        "The same lives were simulated under {baseline} and under {variants}, and each is compared with itself.",
        "同样的人生分别在 {baseline} 与 {variants} 下模拟，逐一与自身比较。",
    ),
    "swept": Text(
        "The same lives were simulated at {points} points of {paths}{under}.",
        "同样的人生在 {paths} 的 {points} 个取值点上模拟{under}。",
    ),
    "swept_under": Text(", as written and under {variants}", "，包括原方案与 {variants}"),
    "points_failed": Text(
        "{failed} of {points} points could not be simulated: {why}.",
        "{points} 个取值点中有 {failed} 个无法模拟：{why}。",
    ),
    "refused": Text("What the law refused", "不被规定允许的事项"),
    "refused_in": Text("What the law refused in {variant}", "{variant} 中不被规定允许的事项"),
    "not_by_law": Text(
        "Not by the law alone: the extension {file} {does}.", "并非全部依照规定：扩展文件 {file} {does}。"
    ),
    "replaces": Text("replaces {names}", "替换了 {names}"),
    "adds": Text("adds the process {names}", "增加了过程 {names}"),
    # ------------------------------------------------------------------------- the page: the finding
    "found_mean": Text(
        "{outcome}: {mean} {unit} on average for {whom} over {period}{interval}. Half of the lives have at most "
        "{median}, one in twenty more than {p95}.",
        "{outcome}：{whom}在 {period}内平均 {mean} {unit}{interval}。半数模拟不超过 {median}，二十分之一超过 {p95}。",
    ),
    "found_shares": Text("{outcome}, in what share of lives: {shares}.", "{outcome}的模拟占比：{shares}。"),
    "found_share": Text("{whom} {share}{interval}", "{whom} {share}{interval}"),
    "between": Text(" ({low} to {high})", "（{low} 至 {high}）"),
    "found_value": Text(
        "{outcome}: {value} {unit} for {whom} over {period}.", "{outcome}：{whom}在 {period}内 {value} {unit}。"
    ),
    "found_yes_no": Text("{outcome}: {answers}.", "{outcome}：{answers}。"),
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
    "found_none": Text("{outcome}: nobody has any.", "{outcome}：无人发生。"),
    "found_difference": Text(
        "{variant} against {baseline}, {outcome}: {amount} {unit} {way} on average for {whom}{interval}; "
        "{better} of the lives are {better_word}, {worse} {worse_word}.",
        "{variant} 与 {baseline} 相比，{outcome}：{whom}平均{way} {amount} {unit}{interval}；"
        "{better} 的模拟{better_word}，{worse} {worse_word}。",
    ),
    "found_difference_one": Text(
        "{variant} against {baseline}, {outcome}: {amount} {unit} {way} for {whom}.",
        "{variant} 与 {baseline} 相比，{outcome}：{whom}{way} {amount} {unit}。",
    ),
    "found_same": Text(
        "{variant} against {baseline}, {outcome}: the same in every life.",
        "{variant} 与 {baseline} 相比，{outcome}：每次模拟都相同。",
    ),
    "may_be_chance": Text(" Chance alone may explain it.", " 也可能只是偶然。"),
    "lower": Text("lower", "减少"),
    "higher": Text("higher", "增加"),
    "better_off": Text("better off", "更好"),
    "worse_off": Text("worse off", "更差"),
    "have_more": Text("have more", "更多"),
    "have_less": Text("have less", "更少"),
    "points_of_share": Text("percentage points", "个百分点"),
    "found_sweep": Text(
        "{outcome}: for {whom} between {least} and {most} {unit} on average over the points. {path} moves it "
        "furthest, by {effect} from {low_value} to {high_value}{interval}.",
        "{outcome}：{whom}在各取值点的均值介于 {least} 至 {most} {unit}。{path} 的影响最大："
        "由 {low_value} 变为 {high_value} 时变化 {effect}{interval}。",
    ),
    "found_sweep_same": Text("{outcome}: for {whom} the same at every point.", "{outcome}：{whom}在每个取值点都相同。"),
    # ------------------------------------------------------------------------- the page: its parts
    "skip": Text("To the finding", "直接看结论"),
    "contents": Text("On this page", "本页内容"),
    "finding": Text("The finding", "结论"),
    "what_was_studied": Text("What was studied", "研究内容"),
    "outcomes": Text("The outcomes", "结果"),
    "charts": Text("Charts", "图表"),
    "numbers_of": Text("The numbers behind it", "图中数据"),
    "csv": Text("CSV", "CSV"),
    "csv_of": Text("Download the table as CSV: {title}", "下载 CSV 表格：{title}"),
    "first_rows": Text(
        "The first {shown} of {rows} rows; the CSV has all.", "仅列前 {shown} 行，共 {rows} 行；CSV 中有全部。"
    ),
    "outcomes_of_run": Text(
        "The outcomes that the scenario reports, of the family (yes and no: of each person): means with their 95 % "
        "intervals, and quantiles over the lives.",
        "情景所报告的全家结果（是与否按人员）：均值及其 95% 区间，以及各次模拟的分位数。",
    ),
    "outcomes_of_comparison": Text(
        "Each variant less the baseline, life by life: the mean difference with its 95 % interval, and the share of "
        "lives that are better and worse off (of outcomes that are neither: that have more and less).",
        "各方案减去基准，逐次模拟比较：平均差异及其 95% 区间，以及更好、更差（无好坏之分者：更多、更少）的模拟占比。",
    ),
    "outcomes_of_sweep": Text(
        "How far each swept value moves the outcomes of the baseline, from its low to its high end, the largest first.",
        "各扫描参数由低端到高端时，基准结果的变化，按大小排列。",
    ),
    "of_each_person": Text("Of each person", "按人员"),
    "outcome": Text("outcome", "结果"),
    "unit": Text("unit", "单位"),
    "variant": Text("variant", "方案"),
    "baseline": Text("baseline", "基准"),
    "better": Text("better", "更好"),
    "worse": Text("worse", "更差"),
    "path": Text("path", "扫描参数"),
    "low_end": Text("low end", "低端"),
    "high_end": Text("high end", "高端"),
    "effect": Text("effect", "影响"),
    # ------------------------------------------------------------------------- the page: the household
    "household": Text("The household", "家庭"),
    "household_intro": Text(
        "On the first day: age, sex, how each is insured, where; grey lines are kin, violet arrows who pays for whom.",
        "起始日：年龄、性别、参保身份、地区；灰线为亲属关系，紫色箭头为共济支付。",
    ),
    "household_text": Text("The household on the first day: {people}. {payers}", "起始日的家庭：{people}。{payers}"),
    "pays_for": Text(
        "{payer} pays for {patient} from {day}{until}{limit}.",
        "{payer} 自 {day} 起为 {patient} 共济支付{until}{limit}。",
    ),
    "until_day": Text(" until {day}", "，至 {day} 止"),
    "at_most": Text(", at most {limit}", "，限额 {limit}"),
    "age": Text("{age} years old", "{age} 岁"),
    "born_on": Text("born {day}", "{day} 出生"),
    "may_be_born": Text("may be born", "可能出生"),
    "male": Text("male", "男"),
    "female": Text("female", "女"),
    # ------------------------------------------------------------------------- the page: one life
    "one_life": Text("One life", "一次人生"),
    "lives_intro": Text(
        "Simulated again with everything that happens in it. A tick stands for a bill, as high as it cost (on a log "
        "scale), in the colours of who paid it; a click on one leads to its lines.",
        "重新模拟并记录其中发生的一切。每一竖条为一笔费用，高度为金额（对数刻度），颜色为支付方；点击可看明细。",
    ),
    "in_english": Text("Causes are in English with the Chinese terms.", "原因的说明为英文，附中文术语。"),
    "choose_life": Text("Which life", "选择一次人生"),
    "life_worst": Text("The worst: life {number}", "最差：第 {number} 次"),
    "life_median": Text("The median: life {number}", "居中：第 {number} 次"),
    "life_best": Text("The best: life {number}", "最好：第 {number} 次"),
    "life_only": Text("The only life: {number}", "唯一一次：第 {number} 次"),
    "worst_life": Text("worst of {lives} by {outcome}: {amount}", "{lives} 次中{outcome}最差：{amount}"),
    "median_life": Text("median of {lives} by {outcome}: {amount}", "{lives} 次中{outcome}居中：{amount}"),
    "best_life": Text("best of {lives} by {outcome}: {amount}", "{lives} 次中{outcome}最好：{amount}"),
    "worst_difference": Text(
        "the one that fares worst, of {lives} lives that differ, by {outcome}: {amount}",
        "有差异的 {lives} 次中{outcome}变化最不利：{amount}",
    ),
    "median_difference": Text(
        "the median, of {lives} lives that differ, by {outcome}: {amount}",
        "有差异的 {lives} 次中{outcome}变化居中：{amount}",
    ),
    "best_difference": Text(
        "the one that fares best, of {lives} lives that differ, by {outcome}: {amount}",
        "有差异的 {lives} 次中{outcome}变化最有利：{amount}",
    ),
    "no_life_of_a_sweep": Text(
        "A sweep keeps no single lives; gongji replay shows one of the file.",
        "扫描不保留单次人生；可用 gongji replay 查看文件中的一次。",
    ),
    "no_life_extensions": Text(
        "No life is shown, since a page runs no code of extensions; gongji replay shows one of the file.",
        "未显示单次人生：网页不运行扩展代码；可用 gongji replay 查看文件中的一次。",
    ),
    "no_life_of_others": Text(
        "No life is shown: the result was made by another version of the program or of its policy files, which may "
        "simulate other lives.",
        "未显示单次人生：结果由另一版本的程序或政策文件生成，重新模拟可能不同。",
    ),
    "no_life_faults": Text(
        "No life is shown: the recorded scenario cannot be read again: {why}",
        "未显示单次人生：记录中的情景无法再次读取：{why}",
    ),
    "life_title": Text(
        "Care costs {cost} yuan, {cash} of it in cash; {without}", "医疗费用 {cost} 元，其中现金 {cash} 元；{without}"
    ),
    "without_benefits": Text("without benefits: {people}", "未享受待遇：{people}"),
    "months_of": Text("{who} {number} months", "{who} {number} 个月"),
    "one_month_of": Text("{who} one month", "{who} 1 个月"),
    "always_covered": Text("benefits in every month", "每个月都享受待遇"),
    "never_part": Text("The two never part: every event is the same.", "两者从未分开：所有事件都相同。"),
    "parted_on": Text("The two part on {day}. Only under {only}", "两者于 {day} 分开。仅在 {only}"),
    "nothing": Text("nothing", "无"),
    "was_refused": Text("{who}: {what} is refused", "{who}：{what}不被允许"),
    "dead": Text("dead", "死亡"),
    "not_born": Text("not born", "未出生"),
    "abroad": Text("abroad", "出国定居"),
    "year_title": Text(
        "{year}: care {cost} yuan, pool {pool}, cash {cash}; {without}",
        "{year} 年：医疗费用 {cost} 元，统筹支付 {pool} 元，现金 {cash} 元；{without}",
    ),
    "years_at_a_glance": Text("Year by year, bill by bill", "逐年逐笔"),
    "covered": Text("months covered", "享受待遇月数"),
    "without": Text("months without", "无待遇月数"),
    "contributed": Text("contributed", "缴费"),
    "cost": Text("cost of care", "医疗费用"),
    "account": Text("account", "个人账户"),
    "account_left": Text("account at year's end", "年末账户余额"),
    "gap_title": Text("{who}, {first} to {last}: {status}", "{who}，{first} 至 {last}：{status}"),
    "other_bills": Text("{number} smaller bills, {cost} yuan in all", "另有 {number} 笔较小费用，共 {cost} 元"),
    "by_rule": Text("by rule {rule} of the law", "依规则 {rule}"),
    "would_have_changed": Text("What would have changed it", "怎样会不同"),
    "values_read": Text("Values of the law that these lives rest on", "这些人生所依据的规定数值"),
    "value_of_law": Text(
        "{parameter} ({what}) in {region} is {value}{since}", "{region} {parameter}（{what}）为 {value}{since}"
    ),
    "since": Text(" since {day}", "，自 {day} 起"),
    "timeline_text": Text(
        "Timeline of a life: for each person work, insurance, benefits, bills and account over the years; the same "
        "year by year in the list below.",
        "一次人生的时间轴：各人历年的工作、参保身份、待遇、费用与账户；下方列表逐年列出同样内容。",
    ),
    "ticks_drawn": Text(
        "The {drawn} costliest of {bills} bills are drawn.", "仅画出 {bills} 笔费用中最高的 {drawn} 笔。"
    ),
    "work": Text("Work", "工作"),
    "has_a_job": Text("has a job", "在职"),
    "insured_as": Text("Insured as", "参保身份"),
    "benefits": Text("Benefits", "待遇"),
    "bills": Text("Bills", "费用"),
    "yuan_log": Text("yuan, log", "元，对数"),
    "one_month_without": Text("one month", "1 个月"),
    "months_without": Text("{number} months", "{number} 个月"),
    "bill_text": Text("{day} {who}, {kind}: {cost} yuan; {payers}", "{day} {who}，{kind}：{cost} 元；{payers}"),
    "account_text": Text("Account: at most {most} yuan, in the end {last}", "个人账户：最高 {most} 元，期末 {last} 元"),
    "law_changes": Text("law: {number} changes", "规定：{number} 项变更"),
    "law_change": Text("law changes", "规定变更"),
    "parting": Text("the two part", "两者分开"),
    "parting_text": Text("{day}: here the two lives part", "{day}：两者自此分开"),
    "is_born": Text("{who} is born", "{who} 出生"),
    "dies": Text("{who} dies", "{who} 去世"),
    "retires": Text("{who} retires", "{who} 退休"),
    "moves": Text("{who} moves to {to}", "{who} 迁往 {to}"),
    "legend": Text("Legend", "图例"),
    # ------------------------------------------------------------------------- the page: what it rests on
    "rests_on": Text("What it rests on", "依据"),
    "assumptions": Text("Assumptions", "假设"),
    "assumptions_intro": Text(
        "{number} values have no published figure and were assumed. gongji sweep FILE --assumptions tries others in "
        "their place and says which of them matter.",
        "有 {number} 个数值没有公布的数字，采用假设值。gongji sweep FILE --assumptions 会换用其他取值，看哪些有影响。",
    ),
    "no_assumptions": Text("No value was assumed.", "没有假设任何数值。"),
    "parameter": Text("parameter", "参数"),
    "region": Text("region", "地区"),
    "name": Text("name", "名称"),
    "reason_for": Text("reason", "理由"),
    "sources": Text("Sources", "来源"),
    "sources_intro": Text(
        "Grades of the values in use: {grades}. A is a government page or official newspaper, B a page that quotes "
        "one, C any other page, K one that was not found again. Addresses open in the browser; the page itself "
        "fetches nothing.",
        "所用数值的等级：{grades}。A 为政府网站或官方报纸，B 为转引官方文本的网页，C 为其他网页，"
        "K 为未能再次找到的网页。链接在浏览器中打开，本页自身不联网。",
    ),
    "source": Text("source", "来源"),
    "grade": Text("grade", "等级"),
    "assumption": Text("assumption", "假设"),
    "scenario": Text("the scenario's", "情景设定"),
    "looked_up": Text(
        "The figures were last looked up on {day}; the run goes beyond that day.",
        "数字最后核对于 {day}；模拟期超过该日。",
    ),
    "again": Text("To run it again", "如何重新运行"),
    "again_intro": Text(
        "The same program, seeds and libraries give the same figures to the fen. gongji verify compares a result "
        "with its record.",
        "同样的程序、种子文件和库会得到分毫不差的结果。gongji verify 将结果与其记录核对。",
    ),
    "again_of_text": Text("The file itself is needed: {file}.", "需要原文件：{file}。"),
    "versions": Text("Made with", "版本"),
    "limits": Text("Limits of the model", "模型的局限"),
    "limit_intervals": Text(
        "The intervals say how far chance alone moves the figures. They say nothing of the assumptions.",
        "区间只反映抽样的偶然性，不涉及假设。",
    ),
    "limit_illness": Text(
        "Illness that lasts over years is not in the model: the bills of one year say nothing of those of the next.",
        "模型不含跨年的长期疾病：一年的费用与下一年无关。",
    ),
    "limit_price": Text("Nobody seeks more or less care because it is cheaper or dearer.", "就医多少不随价格变化。"),
    "limit_deaths": Text(
        "Nobody dies by chance: deaths are those that the file names.", "没有随机死亡：只有文件写明的死亡。"
    ),
    "limit_law": Text(
        "The law of coming years is the law in force, with the projections named under assumptions.",
        "未来年份适用现行规定，并按假设中所列的方式推算。",
    ),
    "limit_advice": Text(
        "This is a simulation of rules, not advice of an insurance office.", "这是对规则的模拟，不是经办机构的答复。"
    ),
    "made_by": Text("Made by Gongji {version} from the result {name}.", "由 Gongji {version} 根据结果 {name} 生成。"),
    # ------------------------------------------------------------------------- charts of a comparison
    "difference": Text("difference", "差值"),
    "p_holm": Text("p, adjusted by Holm", "Holm 校正 p 值"),
    "more": Text("more", "增加"),
    "less": Text("less", "减少"),
    "chance": Text("may be chance", "可能出于偶然"),
    "same": Text("the same", "不变"),
    "unchanged": Text("unchanged", "不变占比"),
    "better_low": Text("better, 95 % from", "更好占比 95% 下限"),
    "better_high": Text("better, 95 % to", "更好占比 95% 上限"),
    "worse_low": Text("worse, 95 % from", "更差占比 95% 下限"),
    "worse_high": Text("worse, 95 % to", "更差占比 95% 上限"),
    "gain": Text("mean change of those better off", "受益者平均变化"),
    "loss": Text("mean change of those worse off", "受损者平均变化"),
    "grouped_by": Text("grouped by", "分组依据"),
    "quintile": Text("fifth of the lives, from the lowest", "五等分组（由低到高）"),
    "best": Text("probability of the best mean", "均值最优的概率"),
    "best_in": Text("share of lives in which it is the best", "最优的模拟占比"),
    "probability": Text("probability", "概率"),
    "points": Text("percentage points", "个百分点"),
    "of_lives": Text("% of lives", "% 的模拟"),
    "whose": Text("{outcome} ({whom})", "{whom}的{outcome}"),
    "within": Text(" ({low} to {high})", "（{low} 至 {high}）"),
    "change": Text(
        "{outcome}: {direction} by {amount} {unit}{interval} under {variant}",
        "{outcome}：{variant}下{direction} {amount} {unit}{interval}",
    ),
    "all_certain": Text("; all {cases} differences are more than chance", "；{cases} 项差异均非偶然"),
    "some_certain": Text(
        "; {certain} of {cases} differences are more than chance", "；{cases} 项差异中 {certain} 项并非偶然"
    ),
    "all_chance": Text("{outcome}: chance alone may explain every difference", "{outcome}：所有差异都可能出于偶然"),
    "no_difference": Text(
        "{outcome}: none of {lives} lives differs under any variant (at most {share} of lives do)",
        "{outcome}：{lives} 次模拟在各方案下均无差异（有差异的至多占 {share}）",
    ),
    "no_difference_in_one": Text("{outcome}: the same under every variant", "{outcome}：各方案下相同"),
    "no_year": Text("{outcome}: no difference in any year", "{outcome}：各年均无差异"),
    "no_groups": Text(
        "{outcome}: the lives do not differ in what they earn or pay, so there are no groups",
        "{outcome}：各次模拟的收入与自付相同，无法分组",
    ),
    "nobody_has": Text("{outcome}: it does not arise in any life", "{outcome}：任何一次模拟中都不出现"),
    "differences_subtitle": Text(
        "Mean of the paired differences, variant less baseline, over the same {lives} lives; line: its 95 % interval. "
        "Grey: chance alone may explain it (Holm's step-down).",
        "同样的 {lives} 次模拟中方案减基准的配对差均值；横线：95% 区间。灰色：可能出于偶然（Holm 校正）。",
    ),
    "differences_one": Text(
        "Variant less baseline, in the {lives} life there is.", "唯一的 {lives} 次模拟中方案减基准。"
    ),
    "winners_title": Text(
        "{outcome}: {first} in {better} of lives under {variant}, {second} in {worse}",
        "{outcome}：{variant}下 {better} 的模拟{first}，{worse} {second}",
    ),
    "winners_subtitle": Text(
        "Share of lives in which a variant is {first}, the same or {second} than the baseline. Lines: 95 % intervals; "
        "figures: {first}, then {second}.",
        "与基准相比{first}、不变或{second}的模拟占比。横线：95% 区间；数字：先{first}，后{second}。",
    ),
    "in_year": Text("{change} in {year}", "{change}（{year} 年）"),
    "in_year_subtitle": Text("Mean difference from the baseline in each calendar year.", "各自然年与基准之差的均值。"),
    "at_end_subtitle": Text("Mean difference from the baseline at each year's end.", "各年末与基准之差的均值。"),
    "band": Text(" Band or thin line: 95 % interval.", "色带或细线：95% 区间。"),
    "quintiles_title": Text(
        "{outcome}: {first} {unit} under {variant} in the lowest fifth of lives by {by}, {last} in the highest",
        "{outcome}：{variant}下按{by}最低五分之一 {first} {unit}，最高五分之一 {last} {unit}",
    ),
    "quintiles_subtitle": Text(
        "Mean difference from the baseline by fifths of the lives of this household, grouped by what the family had in "
        "the baseline: {groups}. Lines: 95 % intervals.",
        "按基准下全家的取值把本家庭的各次模拟五等分（{groups}），各组与基准之差的均值。竖线：95% 区间。",
    ),
    "levels_title": Text(
        "{outcome}: mean {low} {unit} under {lowest}, {high} under {highest}",
        "{outcome}：{lowest}下均值 {low} {unit}，{highest}下 {high} {unit}",
    ),
    "levels_alike_title": Text(
        "{outcome}: mean {low} {unit} under baseline and every variant",
        "{outcome}：基准与各方案下均值都是 {low} {unit}",
    ),
    "levels_one_title": Text(
        "{outcome}: {low} {unit} under {lowest}, {high} under {highest}",
        "{outcome}：{lowest}下 {low} {unit}，{highest}下 {high} {unit}",
    ),
    "levels_one_alike_title": Text(
        "{outcome}: {low} {unit} under baseline and every variant", "{outcome}：基准与各方案下都是 {low} {unit}"
    ),
    "levels_subtitle": Text(
        "Each case by itself. Thin: the middle nine tenths of the lives; thick: the middle half; line across: median; "
        "diamond: mean, with its 95 % interval.",
        "各方案自身的分布。细线：中间九成；粗线：中间一半；短竖线：中位数；菱形：均值及其 95% 区间。",
    ),
    "levels_flag_subtitle": Text("Share of lives, with its 95 % interval.", "模拟占比及其 95% 区间。"),
    "only_life": Text("The only life there is.", "唯一的一次模拟。"),
    "best_title": Text(
        "{outcome}: {variants} has the best mean with a probability of {share}",
        "{outcome}：{variants}均值最优的概率为 {share}",
    ),
    "best_alike_title": Text(
        "{outcome}: {variants} are alike, each with a probability of {share} of the best mean",
        "{outcome}：{variants}不分高下，均值最优的概率各为 {share}",
    ),
    "best_subtitle": Text(
        "Bar: probability, whatever lives are drawn, that the mean is the best of all {cases}; line across: share of "
        "lives in which it is the best.",
        "条形：无论抽到哪些模拟，其均值在 {cases} 个方案中最优的概率；短竖线：最优的模拟占比。",
    ),
    # ------------------------------------------------------------------------- charts of a sweep
    "case": Text("case", "方案"),
    "row_value": Text("value of the first path", "第一个参数取值"),
    "column_value": Text("value of the second path", "第二个参数取值"),
    "p_better": Text("probability of a better mean", "均值更优的概率"),
    "value_low": Text("low value", "低值"),
    "value_high": Text("high value", "高值"),
    "mean_low": Text("mean at the low value", "低值处均值"),
    "mean_high": Text("mean at the high value", "高值处均值"),
    "effect_from": Text("effect, 95 % from", "影响的 95% 下限"),
    "effect_to": Text("effect, 95 % to", "影响的 95% 上限"),
    "spread": Text("highest mean less lowest", "最高与最低均值之差"),
    "fit": Text(
        " The line explains {share} of the variance between points (R²).", "直线解释了点间方差的 {share}（R²）。"
    ),
    "r_squared": Text("R²", "R²"),
    "first": Text("its own", "自身"),
    "first_from": Text("its own, 95 % from", "自身的 95% 下限"),
    "first_to": Text("its own, 95 % to", "自身的 95% 上限"),
    "total": Text("with interactions", "含交互"),
    "total_from": Text("with interactions, 95 % from", "含交互的 95% 下限"),
    "total_to": Text("with interactions, 95 % to", "含交互的 95% 上限"),
    "mu": Text("μ", "μ"),
    "mu_star": Text("μ*", "μ*"),
    "mu_star_from": Text("μ*, 95 % from", "μ* 的 95% 下限"),
    "mu_star_to": Text("μ*, 95 % to", "μ* 的 95% 上限"),
    "sigma": Text("σ", "σ"),
    "assumed": Text("assumed", "假设值"),
    "willingness_to_pay": Text("worth of a unit of the effect, yuan", "每单位效果的价值，元"),
    "net_benefit": Text("net benefit, yuan", "净效益，元"),
    "net_benefit_from": Text("net benefit, 95 % from", "净效益的 95% 下限"),
    "net_benefit_to": Text("net benefit, 95 % to", "净效益的 95% 上限"),
    "best_from": Text("probability, 95 % from", "概率的 95% 下限"),
    "best_to": Text("probability, 95 % to", "概率的 95% 上限"),
    "unmoved": Text("{outcome}: the same at every point", "{outcome}：各点相同"),
    "only_point": Text("{outcome}: mean {mean} {unit} at the only point", "{outcome}：唯一的点上均值 {mean} {unit}"),
    "along": Text(
        "{outcome}: mean {low} {unit} at {path} {start}, {high} at {end}",
        "{outcome}：{path} 为 {start} 时均值 {low} {unit}，为 {end} 时 {high} {unit}",
    ),
    "breaks_even": Text("; {variant} breaks even at {value}{within}", "；{variant}在 {value}{within} 处与基准持平"),
    "lines_subtitle": Text("Mean at each point of the grid.", "网格各点的均值。"),
    "lines_one_subtitle": Text(
        "Mean at each value of a path, the others as written.", "各参数逐一变化、其余不变时的均值。"
    ),
    "crossing": Text(" Dashed: where a variant equals the baseline on average.", "虚线：方案与基准平均持平之处。"),
    "less_baseline": Text("{variant} less baseline", "{variant}减基准"),
    "heat_title": Text(
        "{outcome}: mean {low} {unit} at {lowest}, {high} at {highest}",
        "{outcome}：{lowest} 时均值 {low} {unit}，{highest} 时 {high} {unit}",
    ),
    "heat_subtitle": Text("Mean by {down} (down) and {across} (across).", "按 {down}（纵）与 {across}（横）的均值。"),
    "heat_variants": Text(
        " Below, how far variants are from the baseline: green better, red worse (blue less, violet more of what is "
        "neither). * certain, whatever lives are drawn.",
        "其余各图为方案与基准之差：绿色更好，红色更差（无好坏者蓝色减少，紫色增加）。* 无论抽到哪些模拟都成立。",
    ),
    "tornado_title": Text(
        "{outcome}: {path} moves it furthest, by {effect} {unit} from {start} to {end}",
        "{outcome}：{path} 影响最大，从 {start} 到 {end} 变化 {effect} {unit}",
    ),
    "over_others": Text(
        "Mean at the high value of a path less that at its low value, over all values of the others.",
        "各参数高值与低值处的均值之差，对其余参数的所有取值平均。",
    ),
    "others_as_written": Text(
        "Mean at the high value of a path less that at its low value, the others as written.",
        "各参数高值与低值处的均值之差，其余参数不变。",
    ),
    "on_a_line": Text(
        "Mean at the high value of a path less that at its low value, on a straight line through all points.",
        "各参数高值与低值处的均值之差，取过所有点的拟合直线。",
    ),
    "effect_interval": Text(" Thin lines: 95 % intervals.", "细线：95% 区间。"),
    "without_effect": Text(" Without effect: {paths}.", "无影响：{paths}。"),
    "many_without_effect": Text(" {paths} paths have no effect.", "另有 {paths} 个参数无影响。"),
    "further_paths": Text(
        " {paths} more with a smaller effect are in the table.", "另有 {paths} 个影响更小，见数据表。"
    ),
    "sobol_title": Text(
        "{outcome}: {path} alone explains {first} of the variance between points, {total} with its interactions",
        "{outcome}：{path} 单独解释点间方差的 {first}，含交互为 {total}",
    ),
    "sobol_subtitle": Text(
        "Sobol' indices: the share of the variance between points that is a path's alone, and in which it has a part.",
        "Sobol 指数：点间方差中由该参数单独引起的占比，以及它参与的占比。",
    ),
    "index_interval": Text(" Thin lines: 95 % intervals.", "细线：95% 区间。"),
    "share_of_variance": Text("share of the variance", "方差占比"),
    "no_indices": Text(
        "{outcome}: no Sobol' indices; they need every point, and several samples",
        "{outcome}：无 Sobol 指数；需要所有点都有结果且不止一个样本",
    ),
    "screening_title": Text(
        "{outcome}: {path} has the largest elementary effects, {size} {unit} on average (σ {sigma})",
        "{outcome}：{path} 的基本效应最大，平均 {size} {unit}（σ {sigma}）",
    ),
    "screening_subtitle": Text(
        "μ*: mean size of a path's elementary effects, with its 95 % interval; σ: their standard deviation, 0 where "
        "the effect is the same whatever the others are.",
        "μ*：参数基本效应的平均大小及其 95% 区间；σ：其标准差，若影响与其他参数无关则为 0。",
    ),
    "assumptions_title": Text(
        "{outcome}: {moving} of {tried} assumptions tried move it, {path} furthest ({effect} {unit})",
        "{outcome}：试过的 {tried} 项假设中 {moving} 项有影响，{path} 最大（{effect} {unit}）",
    ),
    "no_assumption": Text(
        "{outcome}: none of the {tried} assumptions tried moves it", "{outcome}：试过的 {tried} 项假设都没有影响"
    ),
    "assumptions_subtitle": Text(
        "Mean at the high value that was tried less that at the low one, everything else as assumed.",
        "试过的高值与低值处的均值之差，其余按假设。",
    ),
    "one_choice": Text(
        "{variant} has the highest mean net benefit whatever a unit is worth, at {low} to {high} of the points",
        "无论每单位价值多少，{variant}的平均净效益最高，在 {low} 至 {high} 的点上最优",
    ),
    "choice_from": Text("{variant} from {worth} yuan", "{worth} 元起{variant}"),
    "choices": Text("Highest mean net benefit: {choices} a unit", "平均净效益最高：每单位 {choices}"),
    "no_choice": Text("Fewer than two points could be simulated under all variants", "所有方案都能模拟的点不足两个"),
    "acceptability_subtitle": Text(
        "Share of points at which each variant has the highest net benefit: what the effect ({effect}) is worth, less "
        "the cost ({cost}). Bands: 95 % intervals.",
        "各方案净效益最高的点占比：效果（{effect}）的价值减去成本（{cost}）。色带：95% 区间。",
    ),
    # ------------------------------------------------------------------------- messages
    "no_font": Text(
        "no font with Chinese letters was found on this machine, so the labels are English; install one of {fonts}, "
        "or write an SVG or HTML file",
        "本机没有中文字体，标签改用英文；请安装 {fonts} 之一，或输出 SVG、HTML",
    ),
}

#: A comma and a space between the parts of a list.
_BETWEEN = Text(", ", "、")


class Texts:
    """The texts of one language: `say("mean")`."""

    def __init__(self, language: Language):
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        text = TEXTS[key]
        found = text.zh if self.language == "zh" else text.en
        return found.format(**values) if values else found

    def outcome(self, outcome: Outcome) -> str:
        """What an outcome is, as a label."""
        if self.language == "zh":
            return outcome.chinese if outcome.made_of is None else outcome.name
        return outcome.english

    def of(self, declared: object) -> str:
        """What a member of a table of words means, such as a flow or a status."""
        return str(getattr(declared, "chinese" if self.language == "zh" else "english"))

    def unit(self, unit: Unit | str) -> str:
        return self(str(unit)) if str(unit) in TEXTS else str(unit)

    def whom(self, person: str | None) -> str:
        return self("family") if person is None else person

    def listed(self, parts: list[str]) -> str:
        return (_BETWEEN.zh if self.language == "zh" else _BETWEEN.en).join(parts)

    def capital(self, text: str) -> str:
        """A text at the beginning of a sentence."""
        return text[:1].upper() + text[1:]
