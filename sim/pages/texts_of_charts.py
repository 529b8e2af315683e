"""The texts of charts that are declared nowhere else, in English and in Chinese."""

from sim.pages.text import Text

OF_CHARTS = {
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
    "cover_title": Text(
        "{whom} is least often covered at the age of {age}: in {share} of lives",
        "{whom}在 {age} 岁时最少享受待遇：占 {share}",
    ),
    "cover_subtitle": Text(
        "Share of lives by what holds at the end of a month, by the age reached in the calendar year; only while they "
        "live. {never}",
        "按当年所满年龄，月末各状态的占比（在世者）。{never}",
    ),
    "age_reached": Text("age reached in the year", "当年所满年龄"),
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
    "mean_of": Text("mean ", "均值 "),
    "whose": Text("{outcome} ({whom})", "{whom}的{outcome}"),
    "whose_baseline": Text("{outcome} ({whom}, baseline)", "基准下{whom}的{outcome}"),
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
        "Share of lives: {first}, the same or {second} than in the baseline. Lines: 95 % intervals; figures: {first}, "
        "then {second}.",
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
        "{outcome}: {mean}{low} {unit} under {lowest}, {high} under {highest}",
        "{outcome}：{lowest}下{mean}{low} {unit}，{highest}下 {high} {unit}",
    ),
    "levels_alike_title": Text(
        "{outcome}: {mean}{low} {unit} under baseline and every variant",
        "{outcome}：基准与各方案下都是{mean}{low} {unit}",
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
    # ------------------------------------------------------------------------- charts of a population
    "everybody": Text("everybody", "所有人"),
    "a_household": Text("a household", "每户"),
    "group": Text("group", "分组"),
    "counted": Text("persons, or households", "人数或户数"),
    "effective": Text("effective number of households", "有效户数"),
    "groups_title": Text(
        "{outcome}: {mean}{all} {unit} over everybody{within}, {least} in {lowest} and {most} in {highest}",
        "{outcome}：所有人{mean}{all} {unit}{within}，{lowest} 为 {least}，{highest} 为 {most}",
    ),
    "groups_one_title": Text(
        "{outcome}: {mean}{all} {unit} over everybody{within}", "{outcome}：所有人{mean}{all} {unit}{within}"
    ),
    "groups_subtitle": Text(
        "Weighted, over persons and over households, and over the persons of each group. Lines: 95 % intervals over "
        "households.",
        "加权，按人、按户以及各组的人。横线：按户的 95% 区间。",
    ),
    "no_difference_of_population": Text("{outcome}: the same in every household", "{outcome}：各户均相同"),
    "population_differences_subtitle": Text(
        "Weighted mean of the paired differences, variant less baseline, over persons, over households, and over the "
        "persons of each group; line: its 95 % interval. Grey: chance alone may explain it (Holm's step-down).",
        "方案减基准的配对差的加权均值，按人、按户以及各组的人；横线：95% 区间。灰色：可能出于偶然（Holm 校正）。",
    ),
    "into_pool": Text("into the pools", "统筹基金收入"),
    "out_of_pool": Text("out of the pools", "统筹基金支出"),
    "weighted_total": Text("weighted total", "加权总额"),
    "million_yuan": Text("million yuan", "百万元"),
    "pool_in_year": Text(
        "In {year} the pools take in {into} {unit} and give out {out}",
        "{year} 年统筹基金收入 {into} {unit}，支出 {out}",
    ),
    "pool_difference": Text(
        "{variant} against {baseline}: {into} {unit} into the pools in {year}, {out} out of them",
        "{variant} 与 {baseline} 相比：{year} 年统筹基金收入 {into} {unit}，支出 {out}",
    ),
    "totals_subtitle": Text("Weighted totals of all regions in each calendar year.", "各自然年全部地区的加权总额。"),
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
    "assumed": Text("assumed", "假定值"),
    "willingness_to_pay": Text("worth of a unit of the effect, yuan", "每单位效果的价值，元"),
    "net_benefit": Text("net benefit, yuan", "净效益，元"),
    "net_benefit_from": Text("net benefit, 95 % from", "净效益的 95% 下限"),
    "net_benefit_to": Text("net benefit, 95 % to", "净效益的 95% 上限"),
    "best_from": Text("probability, 95 % from", "概率的 95% 下限"),
    "best_to": Text("probability, 95 % to", "概率的 95% 上限"),
    "unmoved": Text("{outcome}: the same at every point", "{outcome}：各点相同"),
    "few_points": Text(
        "{outcome}: fewer than two points have it, so there is nothing to compare",
        "{outcome}：有此结果的点不足两个，无从比较",
    ),
    "only_point": Text("{outcome}: {mean}{low} {unit} at the only point", "{outcome}：唯一的点上{mean}{low} {unit}"),
    "along": Text(
        "{outcome}: {mean}{low} {unit} at {path} {start}, {high} at {end}",
        "{outcome}：{path} 为 {start} 时{mean}{low} {unit}，为 {end} 时 {high} {unit}",
    ),
    "breaks_even": Text("; {variant} breaks even at {value}{within}", "；{variant}在 {value}{within} 处与基准持平"),
    "lines_subtitle": Text("Mean at each point of the grid.", "网格各点的均值。"),
    "on_average": Text(
        " The title is about averages over the values of the other path.", "标题中为对另一参数各取值的平均。"
    ),
    "lines_one_subtitle": Text(
        "Mean at each value of a path, the others as written.", "各参数逐一变化、其余不变时的均值。"
    ),
    "crossing": Text(" Dashed: where a variant equals the baseline on average.", "虚线：方案与基准平均持平之处。"),
    "less_baseline": Text("{variant} less baseline", "{variant}减基准"),
    "heat_title": Text(
        "{outcome}: {mean}{low} {unit} at {lowest}, {high} at {highest}",
        "{outcome}：{lowest} 时{mean}{low} {unit}，{highest} 时 {high} {unit}",
    ),
    "heat_subtitle": Text("Mean by {down} (down) and {across} (across).", "按 {down}（纵）与 {across}（横）的均值。"),
    "heat_better_worse": Text(
        " Then how far each variant is from it: green better, red worse. * certain, whatever lives are drawn.",
        "其余各图为方案与基准之差：绿色更好，红色更差。* 无论抽到哪些模拟都成立。",
    ),
    "heat_more_less": Text(
        " Then how far each variant is from it: blue more, violet less. * certain, whatever lives are drawn.",
        "其余各图为方案与基准之差：蓝色增加，紫色减少。* 无论抽到哪些模拟都成立。",
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
        "{outcome}：试过的 {tried} 项假定中 {moving} 项有影响，{path} 最大（{effect} {unit}）",
    ),
    "no_assumption": Text(
        "{outcome}: none of the {tried} assumptions tried moves it", "{outcome}：试过的 {tried} 项假定都没有影响"
    ),
    "assumptions_subtitle": Text(
        "Mean at the high value that was tried less that at the low one, everything else as assumed.",
        "试过的高值与低值处的均值之差，其余按假定。",
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
}
