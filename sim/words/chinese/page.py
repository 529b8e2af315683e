"""The page about a study."""

TEXTS: dict[str, str] = {
    # ------------------------------------------------------------------------- what was studied
    "A simulation of {file}": "{file} 的模拟",
    "A comparison of {file}": "{file} 的方案对比",
    "A simulation of the population of {file}": "{file} 的人口模拟",
    "A comparison of the population of {file}": "{file} 的人口方案对比",
    "A sweep of the population of {file}": "{file} 的人口参数扫描",
    "{kind}: {households} households with {persons} people, {period} from {start}, under the law of {regions}.": (
        "{kind}：{households} 户 {persons} 人，自 {start} 起 {period}，适用{regions}的规定。"
    ),
    "Lives drawn of each household: {lives}, with seed {seed}; every figure is weighted.": (
        "每户模拟 {lives} 次人生，随机种子 {seed}；所有数字均已加权。"
    ),
    "The rows are synthetic: they were drawn from assumptions, and say nothing about anybody.": (
        "各行为合成数据：由假设抽取而成，不代表任何人。"
    ),
    "Left out: {number} {why}.": "未纳入：{number} {why}。",
    "A sweep of {file}": "{file} 的参数扫描",
    "{kind}: {people}, {period} from {start}, under the law of {regions}.": (
        "{kind}：{people}，自 {start} 起 {period}，适用{regions}的规定。"
    ),
    "The file's variant {variant}.": "文件中的方案 {variant}。",
    "{number} people": "{number} 人",
    "one person": "1 人",
    "{number} years": "{number} 年",
    "one year": "1 年",
    "{number} days": "{number} 天",
    "{lives} lives were drawn, with seed {seed}: in each, what the file leaves to chance falls out differently.": (
        "共模拟 {lives} 次人生，随机种子 {seed}：每一次中，文件交给偶然的事情各不相同。"
    ),
    "Nothing is left to chance, so there is one life.": "没有任何随机因素，因此只有一种结果。",
    "One life was drawn, with seed {seed}: it says nothing of how lives differ.": (
        "只模拟了 1 次人生，随机种子 {seed}：看不出各次模拟之间的差别。"
    ),
    "Lives were added until the intervals of {of} were as narrow as ± {width}.": (
        "不断增加模拟次数，直到 {of} 的区间达到 ± {width}。"
    ),
    "Lives were added, but the intervals of {of} are still wider than ± {width}.": (
        "不断增加模拟次数，但 {of} 的区间仍宽于 ± {width}。"
    ),
    "The same lives were simulated under {baseline} and under {variants}, and each is compared with itself.": (
        "同样的人生分别在 {baseline} 与 {variants} 下模拟，逐一与自身比较。"
    ),
    "The same lives were simulated at {points} points of {paths}{under}.": (
        "同样的人生在 {paths} 的 {points} 个取值点上模拟{under}。"
    ),
    "{number} paths": "{number} 个参数",
    "{what} ({region})": "{region}{what}",
    "{what}, projected": "{what}的推算",
    ", as written and under {variants}": "，包括原方案与 {variants}",
    "{failed} of {points} points could not be simulated: {why}.": "{points} 个取值点中有 {failed} 个无法模拟：{why}。",
    "What the law refused": "不被规定允许的事项",
    "What the law refused in {variant}": "{variant} 中不被规定允许的事项",
    "Not by the law alone: the extension {file} {does}.": "并非全部依照规定：扩展文件 {file} {does}。",
    # ------------------------------------------------------------------------- the finding
    "{outcome}: {mean} {unit} on average for {whom} over {period}{interval}. Half of the lives have at most "
    "{median}, one in twenty more than {p95}.": (
        "{outcome}：{whom}在 {period}内平均 {mean} {unit}{interval}。半数模拟不超过 {median}，二十分之一超过 {p95}。"
    ),
    "{outcome}, in what share of lives: {shares}.": "{outcome}的模拟占比：{shares}。",
    "{whom} {share}{interval}": "{whom} {share}{interval}",
    "{outcome}: {value} {unit} for {whom} over {period}.": "{outcome}：{whom}在 {period}内 {value} {unit}。",
    "{outcome}: {answers}.": "{outcome}：{answers}。",
    "{outcome}: nobody has any.": "{outcome}：无人发生。",
    "{variant} against {baseline}, {outcome}: {amount} {unit} {way} on average for {whom}{interval}; "
    "{better} of the lives are {better_word}, {worse} {worse_word}.": (
        "{variant} 与 {baseline} 相比，{outcome}：{whom}平均{way} {amount} {unit}{interval}；"
        "{better} 的模拟{better_word}，{worse} {worse_word}。"
    ),
    "{variant} against {baseline}, {outcome}: {amount} {unit} {way} for {whom}.": (
        "{variant} 与 {baseline} 相比，{outcome}：{whom}{way} {amount} {unit}。"
    ),
    "{variant} against {baseline}, {outcome}: the same in every life.": (
        "{variant} 与 {baseline} 相比，{outcome}：每次模拟都相同。"
    ),
    "{variant} against {baseline}, {outcome}: the same.": "{variant} 与 {baseline} 相比，{outcome}：相同。",
    " Chance alone may explain it.": " 也可能只是偶然。",
    "lower": "减少",
    "higher": "增加",
    "better off": "更好",
    "worse off": "更差",
    "have more": "更多",
    "have less": "更少",
    "{outcome}: for {whom} between {least} and {most} {unit} on average over the points. {path} moves it "
    "furthest, by {effect} from {low_value} to {high_value}{interval}.": (
        "{outcome}：{whom}在各取值点的均值介于 {least} 至 {most} {unit}。{path} 的影响最大："
        "由 {low_value} 变为 {high_value} 时变化 {effect}{interval}。"
    ),
    "{outcome}: for {whom} the same at every point.": "{outcome}：{whom}在每个取值点都相同。",
    # ------------------------------------------------------------------------- its parts
    "To the finding": "直接看结论",
    "On this page": "本页内容",
    "The finding": "结论",
    "What was studied": "研究内容",
    "The outcomes": "结果",
    "Charts": "图表",
    "The numbers behind it": "图中数据",
    "CSV": "CSV",
    "Download the table as CSV: {title}": "下载 CSV 表格：{title}",
    "The first {shown} of {rows} rows; the CSV has all.": "仅列前 {shown} 行，共 {rows} 行；CSV 中有全部。",
    "The outcomes that the scenario reports, of the family (yes and no: of each person): means with their 95 % "
    "intervals, and quantiles over the lives.": (
        "情景所报告的全家结果（是与否按人员）：均值及其 95% 区间，以及各次模拟的分位数。"
    ),
    "The outcomes that the scenario reports, in the only life there is.": "情景所报告的结果，只有一次人生。",
    "Each variant less the baseline, life by life: the mean difference with its 95 % interval, and the share of "
    "lives that are better and worse off (of outcomes that are neither: that have more and less).": (
        "各方案减去基准，逐次模拟比较：平均差异及其 95% 区间，以及更好、更差（无好坏之分者：更多、更少）的模拟占比。"
    ),
    "How far each swept value moves the weighted means of the baseline, from its low to its high end, over persons "
    "and over households: the largest first, with their 95 % intervals over households.": (
        "各扫描参数由低端到高端时，基准按人与按户的加权均值的变化，按大小排列，附按户的 95% 区间。"
    ),
    "The outcomes that the scenario reports, over persons and over households: weighted means with their 95 % "
    "intervals over households, and quantiles over lives.": (
        "情景所报告的结果，按人与按户：加权均值及其按户的 95% 区间，以及各次人生的分位数。"
    ),
    "Each variant less the baseline, household by household: weighted mean differences with their 95 % intervals, "
    "and the weighted shares better and worse off (of outcomes that are neither: that have more and less).": (
        "各方案减去基准，逐户比较：加权平均差异及其 95% 区间，以及更好、更差（无好坏之分者：更多、更少）的加权占比。"
    ),
    "By group": "按分组",
    "Inequality and burden, over households": "不平等与负担（按户）",
    "over": "统计对象",
    "persons": "人",
    "households": "户",
    "measure": "指标",
    "{text}.": "{text}。",
    "How far each swept value moves the outcomes of the baseline, from its low to its high end, the largest first; "
    "those without effect are left out.": ("各扫描参数由低端到高端时，基准结果的变化，按大小排列；没有影响的不列出。"),
    "Of each person": "按人员",
    "outcome": "指标",
    "unit": "单位",
    "path": "扫描参数",
    "low end": "低端",
    "high end": "高端",
    # ------------------------------------------------------------------------- the household
    "The household": "家庭",
    "On the first day: age, sex, how each is insured, where; grey lines are kin, violet arrows who pays for whom.": (
        "起始日：年龄、性别、参保身份、地区；灰线为亲属关系，紫色箭头为共济支付。"
    ),
    "The household on the first day: {people}. {payers}": "起始日的家庭：{people}。{payers}",
    "{payer} pays for {patient} from {day}{until}{limit}.": "{payer} 自 {day} 起为 {patient} 共济支付{until}{limit}。",
    " until {day}": "，至 {day} 止",
    ", at most {limit}": "，限额 {limit}",
    "{age} years old": "{age} 岁",
    "born {day}": "{day} 出生",
    "may be born": "可能出生",
    "male": "男",
    "female": "女",
    # ------------------------------------------------------------------------- one life
    "One life": "一次人生",
    "Simulated again with everything that happens in it. A tick stands for a bill, as high as it cost (on a log "
    "scale), in the colours of who paid it; a click on one leads to its lines.": (
        "重新模拟并记录其中发生的一切。每一竖条为一笔费用，高度为金额（对数刻度），颜色为支付方；点击可看明细。"
    ),
    "{gap}: {why}": "{gap}：{why}",
    "Which life": "选择一次人生",
    "The worst: life {number}": "最差：第 {number} 次",
    "The median: life {number}": "居中：第 {number} 次",
    "The best: life {number}": "最好：第 {number} 次",
    "Life {number}": "第 {number} 次",
    "chosen as {words}": "按 {words} 选出",
    "Others: gongji report {name} --life NUMBER, or --life median:OUTCOME.": (
        "其他人生：gongji report {name} --life 编号，或 --life median:指标。"
    ),
    "The only life: {number}": "唯一一次：第 {number} 次",
    "worst of {lives} by {outcome}: {amount}": "{lives} 次中{outcome}最差：{amount}",
    "median of {lives} by {outcome}: {amount}": "{lives} 次中{outcome}居中：{amount}",
    "best of {lives} by {outcome}: {amount}": "{lives} 次中{outcome}最好：{amount}",
    "the one that fares worst, of {lives} lives that differ, by {outcome}: {amount}": (
        "有差异的 {lives} 次中{outcome}变化最不利：{amount}"
    ),
    "the median, of {lives} lives that differ, by {outcome}: {amount}": (
        "有差异的 {lives} 次中{outcome}变化居中：{amount}"
    ),
    "the one that fares best, of {lives} lives that differ, by {outcome}: {amount}": (
        "有差异的 {lives} 次中{outcome}变化最有利：{amount}"
    ),
    "A sweep keeps no single lives; gongji replay shows one of the file.": (
        "扫描不保留单次人生；可用 gongji replay 查看文件中的一次。"
    ),
    "No life is shown, since a page runs no code of extensions; gongji replay shows one of the file.": (
        "未显示单次人生：网页不运行扩展代码；可用 gongji replay 查看文件中的一次。"
    ),
    "No life is shown: the result was made by another version of the program or of its policy files, which may "
    "simulate other lives.": "未显示单次人生：结果由另一版本的程序或政策文件生成，重新模拟可能不同。",
    "No life is shown: the recorded scenario cannot be read again: {why}": (
        "未显示单次人生：记录中的情景无法再次读取：{why}"
    ),
    "Care costs {cost} yuan, {cash} of it in cash; {without}": "医疗费用 {cost} 元，其中现金 {cash} 元；{without}",
    "without benefits: {people}": "未享受待遇：{people}",
    "{who} {number} months": "{who} {number} 个月",
    "{who} one month": "{who} 1 个月",
    "benefits in every month": "每个月都享受待遇",
    "The two never part: every event is the same.": "两者从未分开：所有事件都相同。",
    "The two part on {day}. Only under {only}": "两者于 {day} 分开。仅在 {only}",
    "{who}: {what} is refused": "{who}：{what}不被允许",
    "dead": "死亡",
    "not born": "未出生",
    "abroad": "出国定居",
    "{year}: care {cost} yuan, pool {pool}, cash {cash}; {without}": (
        "{year} 年：医疗费用 {cost} 元，统筹支付 {pool} 元，现金 {cash} 元；{without}"
    ),
    "Year by year, bill by bill": "逐年逐笔",
    "months covered": "享受待遇月数",
    "months without": "无待遇月数",
    "cost of care": "医疗费用",
    "account": "个人账户",
    "account at year's end": "年末账户余额",
    "{who}, {first} to {last}: {status}": "{who}，{first} 至 {last}：{status}",
    "{number} smaller bills, {cost} yuan in all": "另有 {number} 笔较小费用，共 {cost} 元",
    "by rule {rule} of the law": "依规则 {rule}",
    "Values of the law that these lives rest on": "这些人生所依据的规定数值",
    "{parameter} ({what}) in {region} is {value}{since}": "{region} {parameter}（{what}）为 {value}{since}",
    " since {day}": "，自 {day} 起",
    "Timeline of a life: for each person work, insurance, benefits, bills and account over the years; the same "
    "year by year in the list below.": (
        "一次人生的时间轴：各人历年的工作、参保身份、待遇、费用与账户；下方列表逐年列出同样内容。"
    ),
    "The {drawn} costliest of {bills} bills are drawn.": "仅画出 {bills} 笔费用中最高的 {drawn} 笔。",
    "Work": "工作",
    "has a job": "在职",
    "Insured as": "参保身份",
    "Benefits": "待遇",
    "Bills": "费用",
    "yuan, log": "元，对数",
    "one month": "1 个月",
    "{number} months": "{number} 个月",
    "{day} {who}, {kind}: {cost} yuan; {payers}": "{day} {who}，{kind}：{cost} 元；{payers}",
    "Account: at most {most} yuan, in the end {last}": "个人账户：最高 {most} 元，期末 {last} 元",
    "law: {number} changes": "规定：{number} 项变更",
    "law changes": "规定变更",
    "the two part": "两者分开",
    "{day}: here the two lives part": "{day}：两者自此分开",
    "{who} is born": "{who} 出生",
    "{who} dies": "{who} 去世",
    "{who} retires": "{who} 退休",
    "{who} moves to {to}": "{who} 迁往 {to}",
    "Legend": "图例",
    # ------------------------------------------------------------------------- what it rests on
    "What it rests on": "依据",
    "Assumptions": "假定",
    "{number} values have no published figure and were assumed.": "有 {number} 个数值没有公布的数字，采用假定值。",
    "gongji sweep FILE --assumptions tries others in their place and says which of them matter.": (
        "gongji sweep FILE --assumptions 会换用其他取值，看哪些有影响。"
    ),
    "No value was assumed.": "没有假定任何数值。",
    "parameter": "参数",
    "region": "地区",
    "reason": "理由",
    "Sources": "来源",
    "Grades of the values in use: {grades}. A is a government page or official newspaper, B a page that quotes "
    "one, C any other page, K no source found. Addresses open in the browser; the page itself "
    "fetches nothing.": (
        "所用数值的等级：{grades}。A 为政府网站或官方报纸，B 为转引官方文本的网页，C 为其他网页，"
        "K 为未找到来源。链接在浏览器中打开，本页自身不联网。"
    ),
    "source": "来源",
    "grade": "等级",
    "The figures were last looked up on {day}; the run goes beyond that day.": (
        "数字最后核对于 {day}；模拟期超过该日。"
    ),
    "To run it again": "如何重新运行",
    "The same program, seeds and libraries give the same figures to the fen. gongji verify compares a result "
    "with its record.": "同样的程序、法规文件和库会得到分毫不差的结果。gongji verify 将结果与其记录核对。",
    "The file itself is needed: {file}.": "需要原文件：{file}。",
    "Made with": "版本",
    "Limits of the model": "模型的局限",
    "The intervals say how far chance alone moves the figures. They say nothing of the assumptions.": (
        "区间只反映抽样的偶然性，不涉及假定。"
    ),
    "The intervals are about other households drawn alike and other lives of theirs. They know nothing of the "
    "strata of a survey, nor of the assumptions.": (
        "区间反映以同样方式抽取的其他户及其人生，不涉及调查的分层，也不涉及假定。"
    ),
    "Illness that lasts over years is not in the model: the bills of one year say nothing of those of the next.": (
        "模型不含跨年的长期疾病：一年的费用与下一年无关。"
    ),
    "Nobody seeks more or less care because it is cheaper or dearer.": "就医多少不随价格变化。",
    "Nobody dies by chance: deaths are those that the file names.": "没有随机死亡：只有文件写明的死亡。",
    "The law of coming years is the law in force, with the projections named under assumptions.": (
        "未来年份适用现行规定，并按假定中所列的方式推算。"
    ),
    "This is a simulation of rules, not advice of an insurance office.": "这是对规则的模拟，不是经办机构的答复。",
    "Made by Gongji {version} from the result {name}.": "由 Gongji {version} 根据结果 {name} 生成。",
}
