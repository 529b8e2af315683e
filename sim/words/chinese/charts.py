"""The charts."""

TEXTS: dict[str, str] = {
    "million yuan": "万元",
    # ------------------------------------------------------------------------- charts of a run
    "{outcome}: half of the lives of {whom} have at most {median} {unit}, one in twenty more than {p95}": (
        "{outcome}：{whom}半数模拟不超过 {median} {unit}，二十分之一超过 {p95}"
    ),
    "Mean {mean}{interval}; 5 of 100 lives at most {p5}. Above the bars: the middle nine tenths, the middle half, "
    "the median (line) and the mean (diamond) with its interval.{beyond}": (
        "均值 {mean}{interval}；百分之五的模拟不超过 {p5}。"
        "柱上方：中间九成、中间一半、中位数（竖线）与均值（菱形）及其区间。{beyond}"
    ),
    " ({low} to {high} with 95 % confidence)": "（95% 置信区间 {low} 至 {high}）",
    " The last bar holds every life above {amount}.": " 最后一柱为超过 {amount} 的全部模拟。",
    "{outcome}: {share} of the lives of {whom}": "{outcome}：{whom}的 {share} 模拟",
    "Share of lives of each person, with its 95 % interval.": "各人员的模拟占比及 95% 区间。",
    "{outcome} of {whom}: {median} {unit} in the middle life of {year}, between {p5} and {p95} in nine of ten": (
        "{whom}的{outcome}：{year} 年中位数 {median} {unit}，九成模拟在 {p5} 至 {p95} 之间"
    ),
    "{outcome} of {whom}: {median} {unit} in {year}": "{whom}的{outcome}：{year} 年 {median} {unit}",
    "In each calendar year. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
    "dashed: mean.": "按自然年。实线：中位数；深色：中间一半；浅色：中间九成；虚线：均值。",
    "At each year's end. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
    "dashed: mean.": "每年年末。实线：中位数；深色：中间一半；浅色：中间九成；虚线：均值。",
    "The only life there is.": "唯一的一次模拟。",
    "{whom}: without benefits in {share} of months": "{whom}：{share} 的月份没有待遇",
    "{whom}: benefits in every month": "{whom}：每个月都享受待遇",
    "Share of the months of each year that are not covered on their last day, over all lives, by reason. {never}": (
        "各年度月末未享受待遇的月份占比（全部模拟），按原因。{never}"
    ),
    "Always covered: {people}.": "始终享受待遇：{people}。",
    "{whom} is least often covered at the age of {age}: in {share} of lives": (
        "{whom}在 {age} 岁时享受待遇的占比最低：{share}"
    ),
    "Share of lives by what holds at the end of a month, by the age reached in the calendar year; only while they "
    "live. {never}": "按当年所满年龄，月末各状态的占比（在世者）。{never}",
    "age reached in the year": "当年所满年龄",
    "Of 100 yuan of care the pool pays {pool} and the family {own} in cash": (
        "每 100 元医疗费用，统筹基金支付 {pool} 元，家庭现金支付 {own} 元"
    ),
    "Who pays the bills of whom: yuan over the whole run, mean over all lives; what the pool settled later is the "
    "pool's.": "谁为谁的医疗费用付款：整个模拟期的金额（元），全部模拟的均值；事后报销计入统筹基金。",
    "Nobody has a bill": "没有医疗费用",
    "The family and its employers bring in {paid} yuan; care costs {care}": (
        "家庭与用人单位共投入 {paid} 元；医疗总费用 {care} 元"
    ),
    "Money between places over the whole run, yuan, mean over all lives. From left to right: who brings it in, the "
    "pool, the family's accounts and wallets, and where it ends.": (
        "整个模拟期各处之间的资金（元），全部模拟的均值。从左到右：来源、统筹基金、家庭的账户与钱包、去向。"
    ),
    "balances at the start": "期初余额",
    "the family's cash": "家庭现金",
    "other members' pool": "其他参保人的统筹",
    "accounts": "个人账户",
    "care": "医疗机构",
    "back to cash": "返还现金",
    "kept by the pool": "统筹结余",
    "balances at the end": "期末余额",
    "The pool pays {share} of the cost of {kind} care of {whom}": "统筹基金支付{whom}{kind}费用的 {share}",
    "Share of the cost of care that the pool paid in a life, with the 95 % interval of its mean; only lives with "
    "such care.": "每次模拟中统筹支付占医疗费用的比例，均值及其 95% 区间；仅含发生该类就医的模拟。",
    "share of the cost, %": "占费用的比例，%",
    "share of months": "月份占比",
    # ------------------------------------------------------------------------- charts of a comparison
    "p, adjusted by Holm": "Holm 校正 p 值",
    "more": "增加",
    "less": "减少",
    "may be chance": "可能出于偶然",
    "the same": "不变",
    "unchanged": "不变占比",
    "better, 95 % from": "更好占比 95% 下限",
    "better, 95 % to": "更好占比 95% 上限",
    "worse, 95 % from": "更差占比 95% 下限",
    "worse, 95 % to": "更差占比 95% 上限",
    "mean change of those better off": "受益者平均变化",
    "mean change of those worse off": "受损者平均变化",
    "grouped by": "分组依据",
    "fifth of the lives, from the lowest": "五等分组（由低到高）",
    "probability of the best mean": "均值最优的概率",
    "share of lives in which it is the best": "最优的模拟占比",
    "probability": "概率",
    "percentage points": "个百分点",
    "% of lives": "% 的模拟",
    "mean ": "均值 ",
    "{outcome} ({whom})": "{whom}的{outcome}",
    "{outcome} ({whom}, baseline)": "基准下{whom}的{outcome}",
    " ({low} to {high})": "（{low} 至 {high}）",
    "{outcome}: {direction} by {amount} {unit}{interval} under {variant}": (
        "{outcome}：{variant}下{direction} {amount} {unit}{interval}"
    ),
    "; all {cases} differences are more than chance": "；{cases} 项差异均非偶然",
    "; {certain} of {cases} differences are more than chance": "；{cases} 项差异中 {certain} 项并非偶然",
    "{outcome}: chance alone may explain every difference": "{outcome}：所有差异都可能出于偶然",
    "{outcome}: none of {lives} lives differs under any variant (at most {share} of lives do)": (
        "{outcome}：{lives} 次模拟在各方案下均无差异（有差异的至多占 {share}）"
    ),
    "{outcome}: the same under every variant": "{outcome}：各方案下相同",
    "{outcome}: no difference in any year": "{outcome}：各年均无差异",
    "{outcome}: the lives do not differ in what they earn or pay, so there are no groups": (
        "{outcome}：各次模拟的收入与自付相同，无法分组"
    ),
    "{outcome}: it does not arise in any life": "{outcome}：任何一次模拟中都不出现",
    "Mean of the paired differences, variant less baseline, over the same {lives} lives; line: its 95 % interval. "
    "Grey: chance alone may explain it (Holm's step-down).": (
        "同样的 {lives} 次模拟中方案减基准的配对差均值；横线：95% 区间。灰色：可能出于偶然（Holm 校正）。"
    ),
    "Variant less baseline, in the {lives} life there is.": "唯一的 {lives} 次模拟中方案减基准。",
    "{outcome}: {first} in {better} of lives under {variant}, {second} in {worse}": (
        "{outcome}：{variant}下 {better} 的模拟{first}，{worse} {second}"
    ),
    "Share of lives: {first}, the same or {second} than in the baseline. Lines: 95 % intervals; figures: {first}, "
    "then {second}.": ("与基准相比{first}、不变或{second}的模拟占比。横线：95% 区间；数字：先{first}，后{second}。"),
    "{change} in {year}": "{change}（{year} 年）",
    "Mean difference from the baseline in each calendar year.": "各自然年与基准之差的均值。",
    "Mean difference from the baseline at each year's end.": "各年末与基准之差的均值。",
    " Band or thin line: 95 % interval.": "色带或细线：95% 区间。",
    "{outcome}: {first} {unit} under {variant} in the lowest fifth of lives by {by}, {last} in the highest": (
        "{outcome}：{variant}下按{by}最低五分之一 {first} {unit}，最高五分之一 {last} {unit}"
    ),
    "Mean difference from the baseline by fifths of the lives of this household, grouped by what the family had in "
    "the baseline: {groups}. Lines: 95 % intervals.": (
        "按基准下全家的取值把本家庭的各次模拟五等分（{groups}），各组与基准之差的均值。竖线：95% 区间。"
    ),
    "{outcome}: {mean}{low} {unit} under {lowest}, {high} under {highest}": (
        "{outcome}：{lowest}下{mean}{low} {unit}，{highest}下 {high} {unit}"
    ),
    "{outcome}: {mean}{low} {unit} under baseline and every variant": (
        "{outcome}：基准与各方案下都是{mean}{low} {unit}"
    ),
    "Each case by itself. Thin: the middle nine tenths of the lives; thick: the middle half; line across: median; "
    "diamond: mean, with its 95 % interval.": (
        "各方案自身的分布。细线：中间九成；粗线：中间一半；短竖线：中位数；菱形：均值及其 95% 区间。"
    ),
    "Share of lives, with its 95 % interval.": "模拟占比及其 95% 区间。",
    "{outcome}: {variants} has the best mean with a probability of {share}": (
        "{outcome}：{variants}均值最优的概率为 {share}"
    ),
    "{outcome}: {variants} are alike, each with a probability of {share} of the best mean": (
        "{outcome}：{variants}不分高下，均值最优的概率各为 {share}"
    ),
    "Bar: probability, whatever lives are drawn, that the mean is the best of all {cases}; line across: share of "
    "lives in which it is the best.": (
        "条形：无论抽到哪些模拟，其均值在 {cases} 个方案中最优的概率；短竖线：最优的模拟占比。"
    ),
    # ------------------------------------------------------------------------- charts of a population
    "group": "分组",
    "persons, or households": "人数或户数",
    "effective number of households": "有效户数",
    "{outcome}: {mean}{all} {unit} over everybody{within}, {least} in {lowest} and {most} in {highest}": (
        "{outcome}：所有人{mean}{all} {unit}{within}，{lowest} 为 {least}，{highest} 为 {most}"
    ),
    "{outcome}: {mean}{all} {unit} over everybody{within}": "{outcome}：所有人{mean}{all} {unit}{within}",
    "Weighted, over persons and over households, and over the persons of each group. Lines: 95 % intervals over "
    "households.": "加权，按人、按户以及各组的人。横线：按户的 95% 区间。",
    "{outcome}: the same in every household": "{outcome}：各户均相同",
    "Weighted mean of the paired differences, variant less baseline, over persons, over households, and over the "
    "persons of each group; line: its 95 % interval. Grey: chance alone may explain it (Holm's step-down).": (
        "方案减基准的配对差的加权均值，按人、按户以及各组的人；横线：95% 区间。灰色：可能出于偶然（Holm 校正）。"
    ),
    "into the pools": "统筹基金收入",
    "out of the pools": "统筹基金支出",
    "weighted total": "加权总额",
    "In {year} the pools take in {into} {unit} and give out {out}": "{year} 年统筹基金收入 {into} {unit}，支出 {out}",
    "{variant} against {baseline}: {into} {unit} into the pools in {year}, {out} out of them": (
        "{variant} 与 {baseline} 相比：{year} 年统筹基金收入 {into} {unit}，支出 {out}"
    ),
    "Weighted totals of all regions in each calendar year.": "各自然年全部地区的加权总额。",
    # ------------------------------------------------------------------------- charts of a sweep
    "case": "方案",
    "value of the first path": "第一个参数取值",
    "value of the second path": "第二个参数取值",
    "probability of a better mean": "均值更优的概率",
    "low value": "低值",
    "high value": "高值",
    "mean at the low value": "低值处均值",
    "mean at the high value": "高值处均值",
    "effect, 95 % from": "影响的 95% 下限",
    "effect, 95 % to": "影响的 95% 上限",
    "highest mean less lowest": "最高与最低均值之差",
    " The line explains {share} of the variance between points (R²).": "直线解释了点间方差的 {share}（R²）。",
    "R²": "R²",
    "its own": "自身",
    "its own, 95 % from": "自身的 95% 下限",
    "its own, 95 % to": "自身的 95% 上限",
    "with interactions": "含交互",
    "with interactions, 95 % from": "含交互的 95% 下限",
    "with interactions, 95 % to": "含交互的 95% 上限",
    "μ": "μ",
    "μ*": "μ*",
    "μ*, 95 % from": "μ* 的 95% 下限",
    "μ*, 95 % to": "μ* 的 95% 上限",
    "σ": "σ",
    "assumed": "假定值",
    "worth of a unit of the effect, yuan": "每单位效果的价值，元",
    "net benefit, yuan": "净效益，元",
    "net benefit, 95 % from": "净效益的 95% 下限",
    "net benefit, 95 % to": "净效益的 95% 上限",
    "probability, 95 % from": "概率的 95% 下限",
    "probability, 95 % to": "概率的 95% 上限",
    "{outcome}: the same at every point": "{outcome}：各点相同",
    "{outcome}: fewer than two points have it, so there is nothing to compare": (
        "{outcome}：有此结果的点不足两个，无从比较"
    ),
    "{outcome}: {mean}{low} {unit} at the only point": "{outcome}：唯一的点上{mean}{low} {unit}",
    "{outcome}: {mean}{low} {unit} at {path} {start}, {high} at {end}": (
        "{outcome}：{path} 为 {start} 时{mean}{low} {unit}，为 {end} 时 {high} {unit}"
    ),
    "; {variant} breaks even at {value}{within}": "；{variant}在 {value}{within} 处与基准持平",
    "Mean at each point of the grid.": "网格各点的均值。",
    " The title is about averages over the values of the other path.": "标题中为对另一参数各取值的平均。",
    "Mean at each value of a path, the others as written.": "各参数逐一变化、其余不变时的均值。",
    " Dashed: where a variant equals the baseline on average.": "虚线：方案与基准平均持平之处。",
    "{variant} less baseline": "{variant}减基准",
    "{outcome}: {mean}{low} {unit} at {lowest}, {high} at {highest}": (
        "{outcome}：{lowest} 时{mean}{low} {unit}，{highest} 时 {high} {unit}"
    ),
    "Mean by {down} (down) and {across} (across).": "按 {down}（纵）与 {across}（横）的均值。",
    " Then how far each variant is from it: green better, red worse. * certain, whatever lives are drawn.": (
        "其余各图为方案与基准之差：绿色更好，红色更差。* 无论抽到哪些模拟都成立。"
    ),
    " Then how far each variant is from it: blue more, violet less. * certain, whatever lives are drawn.": (
        "其余各图为方案与基准之差：蓝色增加，紫色减少。* 无论抽到哪些模拟都成立。"
    ),
    "{outcome}: {path} moves it furthest, by {effect} {unit} from {start} to {end}": (
        "{outcome}：{path} 影响最大，从 {start} 到 {end} 变化 {effect} {unit}"
    ),
    "Mean at the high value of a path less that at its low value, over all values of the others.": (
        "各参数高值与低值处的均值之差，对其余参数的所有取值平均。"
    ),
    "Mean at the high value of a path less that at its low value, the others as written.": (
        "各参数高值与低值处的均值之差，其余参数不变。"
    ),
    "Mean at the high value of a path less that at its low value, on a straight line through all points.": (
        "各参数高值与低值处的均值之差，取过所有点的拟合直线。"
    ),
    " Thin lines: 95 % intervals.": "细线：95% 区间。",
    " Without effect: {paths}.": "无影响：{paths}。",
    " {paths} paths have no effect.": "另有 {paths} 个参数无影响。",
    " {paths} more with a smaller effect are in the table.": "另有 {paths} 个影响更小，见数据表。",
    "{outcome}: {path} alone explains {first} of the variance between points, {total} with its interactions": (
        "{outcome}：{path} 单独解释点间方差的 {first}，含交互为 {total}"
    ),
    "Sobol' indices: the share of the variance between points that is a path's alone, and in which it has a part.": (
        "Sobol 指数：点间方差中由该参数单独引起的占比，以及它参与的占比。"
    ),
    "share of the variance": "方差占比",
    "{outcome}: no Sobol' indices; they need every point, and several samples": (
        "{outcome}：无 Sobol 指数；需要所有点都有结果且不止一个样本"
    ),
    "{outcome}: {path} has the largest elementary effects, {size} {unit} on average (σ {sigma})": (
        "{outcome}：{path} 的基本效应最大，平均 {size} {unit}（σ {sigma}）"
    ),
    "μ*: mean size of a path's elementary effects, with its 95 % interval; σ: their standard deviation, 0 where "
    "the effect is the same whatever the others are.": (
        "μ*：参数基本效应的平均大小及其 95% 区间；σ：其标准差，若影响与其他参数无关则为 0。"
    ),
    "{outcome}: {moving} of {tried} assumptions tried move it, {path} furthest ({effect} {unit})": (
        "{outcome}：试过的 {tried} 项假定中 {moving} 项有影响，{path} 最大（{effect} {unit}）"
    ),
    "{outcome}: none of the {tried} assumptions tried moves it": "{outcome}：试过的 {tried} 项假定都没有影响",
    "Mean at the high value that was tried less that at the low one, everything else as assumed.": (
        "试过的高值与低值处的均值之差，其余按假定。"
    ),
    "{variant} has the highest mean net benefit whatever a unit is worth, at {low} to {high} of the points": (
        "无论每单位价值多少，{variant}的平均净效益最高，在 {low} 至 {high} 的点上最优"
    ),
    "{variant} from {worth} yuan": "{worth} 元起{variant}",
    "Highest mean net benefit: {choices} a unit": "平均净效益最高：每单位 {choices}",
    "Fewer than two points could be simulated under all variants": "所有方案都能模拟的点不足两个",
    "Share of points at which each variant has the highest net benefit: what the effect ({effect}) is worth, less "
    "the cost ({cost}). Bands: 95 % intervals.": (
        "各方案净效益最高的点占比：效果（{effect}）的价值减去成本（{cost}）。色带：95% 区间。"
    ),
}
