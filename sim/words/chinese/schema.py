"""What the JSON Schema of a scenario file says of its keys. Values that a file writes stay as they are."""

TEXTS = {
    "The whole file: a household, what happens to it, what to compare and what must come out.": (
        "整个文件：一个家庭、发生的事件、比较什么、应得出什么。"
    ),
    "the title (标题)": "标题",
    "prose (说明)": "说明",
    "first day of the run (起始日)": "起始日：模拟的第一天",
    "length of the run in years (年数), or `end`": "年数；或写 `end`",
    "the first day after the run (终止日), or `years`": "终止日：模拟结束后的第一天；或写 `years`",
    "lives to draw (重复次数); 1 where nothing is left to chance, else default 1000": (
        "重复次数；无随机因素时为 1，否则默认 1000"
    ),
    "seed of chance (随机种子); default 1": "随机种子；默认 1",
    "rate of present values (贴现率), such as 3% a year: every outcome of money also as NAME_present": (
        "贴现率，如 3% a year：每个金额指标另有现值 NAME_present"
    ),
    "deaths by chance (死亡率): a life table of seeds/mortality.yaml; default none": (
        "随机死亡（死亡率）：seeds/mortality.yaml 中的生命表；默认无"
    ),
    "Python files beside this one that replace rules or add processes (扩展); they run with your rights": (
        "扩展：与本文件同处的 Python 文件，可替换规则或增加过程；以你的权限运行"
    ),
    "the household (家庭成员), by name; or `population`": "家庭成员，按姓名；或写 `population`",
    "households by the thousand (人口), a row a person, in place of `people`": "人口：成千上万户，每人一行，代替 `people`",
    "what results of a population are grouped by (分组): region, age.10, income.decile": (
        "人口结果的分组依据：region、age.10、income.decile"
    ),
    "Households by the thousand, a row a person, in place of `people`.": "成千上万户，每人一行，代替 `people`。",
    "files (文件): .dta .sav .csv .parquet .xlsx, one row a person": "文件：.dta .sav .csv .parquet .xlsx，每人一行",
    "A file, and the columns by which its rows belong to those of the first.": "一个文件，及其各行与第一个文件各行相连的列。",
    "the file (文件), beside the scenario": "文件，与情景文件同处",
    "columns that both files have (连接键), one row each": "连接键：两个文件都有的列，每个值一行",
    "column of the household's number (户编号)": "户编号所在的列",
    "column of the person's number (个人编号)": "个人编号所在的列",
    "column of the weight (权重); default: all weigh the same": "权重所在的列；默认各人权重相同",
    "rows to keep (筛选): a column and its value or values; default all": "筛选保留的行：列及其取值；默认全部",
    "each value of a person (取值): its key, and where it comes from": "个人的各项取值：键及其来源",
    "family mutual aid in every household (家庭共济)": "每户内的家庭共济",
    "who pays for whom in the households of a population (人口)": "人口各户内谁为谁支付",
    "persons that groups must weigh, yuan that pools must take in or spend in a year (校准目标): "
    "{insured.as: {employee: 274918400}, pool.spending: {2025: 2976400000}}; default none": (
        "校准目标：各组加权后应有的人数，统筹基金在某年应有的收入或支出（元），"
        "如 {insured.as: {employee: 274918400}, pool.spending: {2025: 2976400000}}；默认无"
    ),
    "lives of each household (每户重复次数); default 1": "每户的重复次数；默认 1",
    "where the file comes from (数据来源)": "数据来源",
    "assumptions that the rows were drawn from (合成数据), by name; default none": "合成数据所依据的假定，按名称；默认无",
    "Where a value comes from: a column and what its codes mean, one value for all, or an assumption.": (
        "取值的来源：一列及其编码含义、统一取值，或一项假定。"
    ),
    "the column (列)": "列",
    "what each code means (编码含义), such as {1: male, 0: female}": "编码含义，如 {1: male, 0: female}",
    "what any other code means, or none at all (其他)": "其他编码或空值的含义",
    "for which an amount is (月或年); default month": "金额按月还是按年；默认 month",
    "one value for everybody (统一取值)": "所有人的统一取值",
    "column or number of the year of a date (年)": "日期的年份：列或数字",
    "column or number of its month (月); default 1": "日期的月份：列或数字；默认 1",
    "column or number of its day (日); default 1": "日期的日：列或数字；默认 1",
    "months since a birthday (自某岁起的月数), such as 22": "自某岁生日起的月数，如 22",
    "a value by age on the first day (按年龄), such as {0: child, 18: adult_average}": (
        "按起始日年龄取值，如 {0: child, 18: adult_average}"
    ),
    "only of those insured as one of these (仅限参保身份); default all": "仅限以这些身份参保者；默认全部",
    "the name of an assumption (假设), which every result lists": "假定的名称，列于每个结果",
    "why it is assumed (理由)": "假定的理由",
    "Family mutual aid in every household: who is insured as this pays for these relatives.": (
        "每户内的家庭共济：以此身份参保者为这些亲属支付。"
    ),
    "insured as what (授权人参保身份)": "授权人的参保身份",
    "for which relatives (使用人): spouse, parents, children": "使用人：为哪些亲属支付（spouse、parents、children）",
    "family mutual aid (家庭共济)": "家庭共济",
    "what is certain to happen (事件)": "必然发生的事件",
    "changes to the law (政策变动), by parameter, or by region and parameter": "政策变动：按参数，或按统筹区和参数",
    "the scenario with something changed (方案), by name": "方案，按名称：有所改动的情景",
    "the scenario with something changed: mappings merge, lists replace lists": "有所改动的情景：映射合并，列表整体替换",
    "points to run (参数扫描)": "参数扫描：要模拟的取值点",
    "outcomes made of others (自定义指标), by name": "自定义指标，按名称",
    "the outcomes that the tables show (报告指标)": "报告指标：各表显示的指标",
    "what must come out (预期), checked by `gongji test`": "预期应得出的结果，由 `gongji test` 检验",
    "An outcome made of others.": "由其他指标构成的指标。",
    "an expression of outcomes, such as out_of_pocket + premium_paid - pool_paid (公式)": (
        "公式：指标的表达式，如 out_of_pocket + premium_paid - pool_paid"
    ),
    "which way is better for a person; default what its parts agree on, else neither": (
        "哪个方向对本人更好；默认取其各部分一致的方向，否则为 neither"
    ),
    "what it means (说明)": "说明：含义",
    "a region by its name or its Chinese name (统筹区)": "统筹区，英文名或中文名",
    # ------------------------------------------------------------------------- people
    "One of the household.": "家庭的一名成员。",
    "date of birth (出生日期)": "出生日期",
    "male or female (性别)": "性别：male 或 female",
    "pooling area (统筹区): a policy file in seeds/": "统筹区：seeds/ 中的一个法规文件",
    "spouse on the first day (配偶); stated once, on either side": "第一天的配偶；写在任一方即可",
    "mother and father (父母)": "父母",
    "brothers and sisters (兄弟姐妹), where no shared parent is in the file": "兄弟姐妹；共同的父母不在文件中时填写",
    "(祖父母、外祖父母), where the parent between is not in the file": "祖父母、外祖父母；中间的父母不在文件中时填写",
    "first job (参加工作时间), where a region asks for it": "参加工作时间；统筹区的规定需要时填写",
    "last day as a student (在校学生), for the resident premium; default none": (
        "在校学生身份的最后一天，用于居民医保缴费；默认无"
    ),
    "yuan a month (养老金), where a region's credit depends on it": "养老金，元/月；统筹区按养老金划入账户时填写",
    "insurance on the first day (参保情况); default none": "第一天的参保情况；默认无",
    "earnings (工作); default none": "工作收入；默认无",
    "need of care (就医): a named profile of seeds/care.yaml, or inline; default none": (
        "就医需要：seeds/care.yaml 中的一个方案，或直接写出；默认无"
    ),
    "need of care (就医); default none": "就医需要；默认无",
    "what the person chooses (个人选择)": "个人选择",
    "weddings and births by chance (概率事件); default none": "概率事件：结婚与生育；默认无",
    "How a person is insured on the first day.": "第一天如何参保。",
    "insurance on the first day (参保身份); default none": "第一天的参保身份；默认无",
    "months paid before the first day (缴费月数); default 0": "第一天之前的缴费月数；默认 0",
    "deemed months (视同缴费月数); default 0": "视同缴费月数；默认 0",
    "yuan in the personal account (个人账户); default 0": "个人账户余额，元；默认 0",
    "months insured without a break (连续参保); default paid_months": "连续参保月数；默认同 paid_months",
    "Earnings: a job beside `as: employee`, otherwise earnings only.": "收入：与 `as: employee` 同写是一份工作，否则只是收入。",
    "yuan a month (月工资); 0: has none": "月工资，元；0：没有",
    "growth of the wage each 1 January (工资增长); default 0": "工资增长，每年1月1日；默认 0",
    "chance a month to lose the job (失业概率); default 0": "每月失业概率；默认 0",
    "chance a month to find one (再就业概率); default 0": "每月再就业概率；默认 0",
    "women: worker retires at 50 (女工人), cadre at 55 (女干部)": "女性：worker 为女工人（50岁退休），cadre 为女干部（55岁退休）",
    "What a person chooses where the law leaves a choice.": "法规允许选择之处，本人如何选择。",
    "without a job (失业时): pays nothing, for herself, as a resident, or draws benefit": (
        "失业时：不缴费、自己缴费、参加居民医保，或领取失业待遇"
    ),
    "pays missed months later (补缴)": "是否补缴所欠月份",
    "years missing at retirement (缴费年限不足)": "退休时缴费年限不足怎么办",
    "when (退休时间): statutory, earliest, latest, or a month such as 2040-05": (
        "退休时间：statutory、earliest、latest，或某月，如 2040-05"
    ),
    "which of the region's menu for self-payers (灵活就业缴费档次)": "灵活就业缴费档次：选统筹区所列的哪一档",
    # ------------------------------------------------------------------------- chance
    "What may happen to a person in any year; chances of work stand under `work`.": (
        "任何一年可能发生的事；工作方面的概率写在 `work` 之下。"
    ),
    "a wedding by chance (结婚): {to: Mei, chance: 10% a year}": "概率结婚：{to: Mei, chance: 10% a year}",
    "births by chance (生育): {chance: 8% a year, children: {Bao: {sex: female}}}": (
        "概率生育：{chance: 8% a year, children: {Bao: {sex: female}}}"
    ),
    "A wedding that may come in any year until it does.": "每年都可能结婚，直到结婚为止。",
    "whom (对方), who is not married either": "对方，也须未婚",
    "chance a year (年概率), such as 10% a year": "年概率，如 10% a year",
    "Children that may be born to a woman, one after the other.": "一名女性可能先后生育的子女。",
    "chance a year (年概率) of the next child, such as 8% a year": "生育下一个子女的年概率，如 8% a year",
    "the children (子女), by name, in the order of their births": "子女，按姓名，依出生顺序",
    "A child that may be born.": "可能出生的子女。",
    "the father (父亲), if he is in the file; default none": "父亲，如在文件中；默认无",
    "whether the child is insured as a resident from birth (出生参保); default yes": "出生即参加居民医保与否；默认 yes",
    # ------------------------------------------------------------------------- care
    "a named profile of seeds/care.yaml, an assumption": "seeds/care.yaml 中的一个方案，属假定",
    "What care a person needs, by chance.": "随机的就医需要。",
    "outpatient bills (门诊)": "门诊",
    "inpatient bills (住院)": "住院",
    "growth of costs each 1 January (费用增长); default 0": "费用增长，每年1月1日；默认 0",
    "How often a person goes, where, and what it costs.": "多久就医一次、在哪里、费用多少。",
    "bills a year on average (年均次数)": "年均次数",
    "cost of one bill (单次费用): {median: 180, p90: 700}": "单次费用：{median: 180, p90: 700}",
    "Cost of one bill, lognormal.": "单次费用，对数正态分布。",
    "yuan: half of the bills cost less (中位数)": "中位数，元",
    "yuan: nine of ten bills cost less (九成分位数)": "九成分位数，元",
    "share of each tier of provider (医院级别), together 100 %; default {1: 100%}": (
        "各级医院的占比，合计 100%；默认 {1: 100%}"
    ),
    "share of the cost that is class B (乙类), or {share: own first share}; default 0": (
        "乙类费用的占比，或 {share: 先行自付比例}；默认 0"
    ),
    "share of the cost that is class C (丙类); default 0": "丙类费用的占比；默认 0",
    "share of the bills away from home (异地就医): {filed: 10%, emergency: 1%}": (
        "异地就医的占比：{filed: 10%, emergency: 1%}"
    ),
    "programme for chronic diseases (门诊慢特病) of the bills, or of shares of them: {chronic: 40%}; default none": (
        "门诊慢特病：全部费用所属的病种，或各自的占比：{chronic: 40%}；默认无"
    ),
    # ------------------------------------------------------------------------- events and bindings
    "What is certain to happen. Which keys belong to which kind stands in `sim.words.events`.": (
        "必然发生的事件。各类事件可写哪些键，见 `sim.words.events`。"
    ),
    "the day (日期)": "日期",
    "what happens (事件)": "发生什么",
    "to whom (何人)": "何人",
    "a name, for `expect`; of a birth, the child's": "名称，供 `expect` 引用；出生事件为子女的姓名",
    "a name, for `expect`": "名称，供 `expect` 引用",
    "yuan a month (月工资)": "月工资，元",
    "yuan of the bill (费用)": "费用，元",
    "tier of the provider (医院级别); default 1": "医院级别；默认 1",
    "yuan of the cost that are class B (乙类), or yuan by own first share: {10%: 800, 30%: 5000}; default 0": (
        "其中乙类费用，元，或按先行自付比例分列：{10%: 800, 30%: 5000}；默认 0"
    ),
    "yuan of the cost that are class C (丙类); default 0": "其中丙类费用，元；默认 0",
    "yuan of the cost that the pool pays in full (全额支付); default 0": "其中统筹基金全额支付的费用，元；默认 0",
    "days of the stay (住院天数); default 1": "住院天数；默认 1",
    "care away from home (异地就医): filed, unfiled or emergency; default at home": (
        "异地就医：filed、unfiled 或 emergency；默认在本地"
    ),
    "programme for chronic diseases (门诊慢特病) of a visit; default none": "该次门诊所属的门诊慢特病病种；默认无",
    "the bill's name, for `expect`": "这笔费用的名称，供 `expect` 引用",
    "number of months (月数)": "月数",
    "whether the employer pays later (补缴欠费); default yes": "用人单位之后是否补缴欠费；默认 yes",
    "number of years of resident insurance (年数)": "居民医保的年数",
    "to or with whom (对方)": "对方",
    "out of what (来源); default account": "资金来源；默认 account",
    "yuan (金额)": "金额，元",
    "where to (目的地)": "目的地",
    "insurance joined (参保身份)": "参保身份",
    "of a child (性别)": "子女的性别",
    "of a child (父母); the first gives the region": "子女的父母；统筹区随第一位",
    "need of care of a child (就医); default none": "子女的就医需要；默认无",
    "day on which a child is insured (参保日), or no; default at birth": "子女的参保日，或 no；默认出生时",
    "Family mutual aid (家庭共济): the payer's account pays for somebody.": "家庭共济：授权人的账户为某人支付。",
    "whose account pays (授权人)": "授权人：由谁的账户支付",
    "for whom (使用人)": "使用人：为谁支付",
    "order among the payers of one patient (支付顺序); default: the order of the file": (
        "同一患者各授权人的支付顺序；默认按文件中的顺序"
    ),
    "first day (生效日); default: the first day of the run": "生效日；默认为模拟的第一天",
    "last day (终止日); default: none": "终止日；默认无",
    "the payer's own limit (限额): 3000 a year, 200 a bill": "授权人自定的限额：3000 a year、200 a bill",
    # ------------------------------------------------------------------------- expectations
    "An expectation with all its words.": "一条预期的全部键。",
    "at the end of this day (日期)": "日期：在这一天终了时",
    "of whom (何人)": "何人",
    "of which bill (账单)": "哪笔费用",
    "of which event (事件)": "哪个事件",
    "of which binding (共济关系)": "哪个共济关系",
    "in which variant; default the baseline": "在哪个方案；默认基准",
    "the reason for which it is refused (拒绝原因)": "不予办理的原因",
    "{what} at the end of the day": "{what}，当日终了时",
    "mean of {what} over all lives: 10280 ± 1%": "{what}在所有人生中的均值：10280 ± 1%",
    "{word} of the bill, yuan": "这笔费用的 {word}，元",
    # ------------------------------------------------------------------------- a sweep
    "Points of one or more swept values.": "一个或多个扫描参数的取值点。",
    "path of a value, such as policy.coverage.wait.employee: its values (扫描参数)": (
        "扫描参数的路径，如 policy.coverage.wait.employee：其各取值"
    ),
    "how points are chosen (抽样方法)": "抽样方法",
    "number of points for lhs and sobol (样本数)": "样本数，用于 lhs 和 sobol",
    "number of trajectories for morris (轨迹数), of paths + 1 points each": "轨迹数，用于 morris，每条有“参数个数 + 1”个点",
    "levels of a range for morris (水平数), an even number": "水平数，用于 morris，须为偶数",
    "seed of what lhs, sobol and morris draw (抽样种子), apart from that of chance; default 1": (
        "抽样种子，用于 lhs、sobol 和 morris，与随机种子无关；默认 1"
    ),
    "which variant to choose (净收益), for lhs and sobol": "净收益：选择哪个方案，用于 lhs 和 sobol",
    "A range of numbers, dates or months, from which points are drawn; a grid, and one_at_a_time, take its ends.": (
        "数值、日期或月份的范围，从中抽取取值点；grid 和 one_at_a_time 取其两端。"
    ),
    "lower end": "下限",
    "upper end": "上限",
    "An effect of the variants weighed against what they cost.": "各方案的效果与其费用的权衡。",
    "outcome of the family that is good or bad (效果); fewer of a bad one are the effect": (
        "效果：全家的一个有利或不利的指标；不利的以减少为效果"
    ),
    "outcome of the family in yuan (费用)": "费用：全家的一个金额指标",
    "yuan that one unit of the effect may be worth (支付意愿), one or more": "支付意愿：一个单位的效果值多少元，可写多个",
    # ------------------------------------------------------------------------- values of the law
    "Whom a group is for: the active or the retired of some age, or those retired before a day.": (
        "一个人群包括谁：某个年龄的在职或退休人员，或某日之前退休的人员。"
    ),
    "active or retired": "active（在职）或 retired（退休）",
    "youngest age": "最小年龄",
    "day before which they retired": "在此日之前退休",
    "One choice of a self-payer; without a rate both rates together.": "灵活就业人员的一档；不写比例时为两项比例之和。",
    "share of the base": "占基数的比例",
    "what it is taken of": "以什么为基数",
    "yuan a month instead": "改为每月定额，元",
    "credit of the account": "账户划入",
    "has outpatient benefits": "有门诊待遇",
    "What the current and the past year's part may pay where a region keeps them apart.": (
        "统筹区区分账户当年与往年部分时，两部分各可支付什么。"
    ),
    "what the current year's part pays": "当年部分支付什么",
    "what the past years' part pays": "往年部分支付什么",
    "A ratio of stays by the completed year of age: so much, more for each year, at most so much.": (
        "按周岁的住院支付比例：起点、每岁增加、上限。"
    ),
    "share at age 0": "0岁时的比例",
    "more for each completed year of age": "每满一岁增加",
    "largest share": "最高比例",
    "What differs from care at home: an own first share, the ratio's points, a deductible of stays.": (
        "与本地就医的不同：先行自付比例、支付比例的增减、住院起付标准。"
    ),
    "own first share of the covered cost": "先行自付比例",
    "points of the ratio more, or less such as -5%": "支付比例的增减，如 -5%",
    "yuan a stay, where it is not the one at home": "每次住院，元；与本地不同时填写",
    "So many whole years as a resident count as so many paid months.": "居民医保满若干年折算为若干缴费月。",
    "years as a resident": "居民医保年数",
    "paid months that they become": "折算成的缴费月数",
    "What one kind of payer pays on top: yuan a month and a share of the base, in cash or from the account.": (
        "一类缴费人另外缴多少：每月定额和基数的比例，用现金或从账户。"
    ),
    "yuan a month": "元/月",
    "out of what": "资金来源",
    "First and last day to pay; `to: 02-28 next` lies in the year that is paid for.": (
        "缴费的首日和末日；`to: 02-28 next` 在所缴的那一年之内。"
    ),
    "first day": "首日",
    "last day": "末日",
    "Payment after the window: until when, at which amount, with which wait.": "集中期后缴费：截止何时、金额、等待期。",
    "last day, or never": "末日，或 never",
    "yuan, where it is not the premium": "元；与个人缴费标准不同时填写",
    "wait, where it is not the fixed one": "等待期；与固定等待期不同时填写",
    "What a newborn insured late has to wait.": "新生儿逾期参保的等待期。",
    "wait from the payment": "从缴费起的等待期",
    "{what}, rule {rule}": "{what}，规则 {rule}",
    "{what}, rule {rule}; {unit}": "{what}，规则 {rule}；{unit}",
    # ------------------------------------------------------------------------- units of the law
    "date": "日期",
    "day of the month": "每月几日",
    "day of the year": "每年几月几日",
    "days": "天",
    "days of the year": "每年的几个日期",
    "groups": "人群",
    "menu": "档次表",
    "month": "月份",
    "month of the year": "几月",
    "months": "月",
    "months by years": "按年数的月数",
    "months, or days": "月，或天",
    "name": "名称",
    "one, two, or what the parts may pay": "one、two，或两部分各可支付什么",
    "payers": "授权人数",
    "programmes": "病种",
    "share a day": "日比例",
    "share a year": "年比例",
    "share by age": "按年龄的比例",
    "share, or yuan": "比例，或元",
    "transfers": "次",
    "wait": "等待期",
    "word": "用词",
    "word, or days": "用词，或天数",
    "words": "用词",
    "year": "年份",
    "years": "年",
    "yes or no": "yes 或 no",
    "yuan": "元",
    "yuan a month, or share": "元/月，或比例",
    "yuan a stay": "元/次住院",
    "yuan a visit": "元/次门诊",
    "yuan a year": "元/年",
    "yuan, share of the average wage, or word": "元、社会平均工资的比例，或用词",
}
