"""The reasons of the assumptions in `seeds/`, which stand there in English."""

TEXTS = {
    # national
    "the frame belongs to no province; a region names its own": "全国框架不属于任何省份；各地区自行写明",
    "no national text sets groups apart beyond active and retired; regions name theirs":
        "除在职与退休外，国家文件未另分人群；各地区自行写明",
    "yearly figures found run from January everywhere but in Shanghai": "除上海外，所查各地的年度数字都自1月起算",
    "a plain figure within the 5–30 % of rule IC-1; no national one is published":
        "取规则 IC-1 所列5–30%内的整数；没有公布的全国比例",
    "no national average counts for the base; Henan's is a low, published one":
        "缴费基数没有全国平均工资；取河南公布的数字，属较低者",
    "the median of the eight yearly steps known for 2024 and 2025 is 2.05 %: Henan 4.9 (5965 to 6260), Beijing 4.1 and 1.5 (ceilings 33891, 35283, 35811), Shanghai 1.0 and 1.0 (12183, 12307, 12434), Shandong 4.1 and 2.0 (floors 4242, 4416, 4504), Ningxia 2.1 (floors 4853, 4955)":
        "2024、2025年已知的八次年度变动，中位数为2.05%：河南4.9（5965至6260），北京4.1、1.5（上限33891、35283、35811），上海1.0、1.0（12183、12307、12434），山东4.1、2.0（下限4242、4416、4504），宁夏2.1（下限4853、4955）",
    "keeps base and wage together in a study; a region may say last_year":
        "使同一研究中基数与工资一致；地区可取上年月平均工资",
    "Beijing, Shanghai, Henan and most others publish them from 1 July": "北京、上海、河南及多数地方自7月1日起公布",
    "inside the usual 6–10 %; Hunan's rate, and Zhengzhou's before its cut":
        "在通常的6–10%之内；为湖南的比例，也是郑州下调前的比例",
    "only some places ask for it (CB-3); there is no national sum": "只有部分地方收取（CB-3）；没有全国统一金额",
    "as in Hunan they pay the employer's rate on 60 % of the average, and here the own 2 % that the account is fed with":
        "同湖南，按平均工资的60%缴单位费率；此处另缴个人的2%，用于划入账户",
    "every menu found but Jiangxi's is monthly": "所查各档次除江西外都按月缴费",
    "the first day of the benefit year; used only where self-payers pay once a year":
        "待遇年度首日；仅用于灵活就业人员按年缴费的地方",
    "the national text is silent, places decide (77-3)": "国家文件未作规定，由各地决定（77-3）",
    "no official day was found (section 4.4); the 15th and 20th of some pages are unproven":
        "未查到官方缴费日（第4.4节）；有的网页写15日、20日，无从证实",
    "tables were local (44-3); Beijing's is the best known": "改革前各地自定（44-3）；北京的最为人知",
    "tables were local (44-3); it goes with the one above": "改革前各地自定（44-3）；与上一项配套",
    "that is what Beijing's shares are taken of": "北京的划入比例即以此为基数",
    "no national sum exists; Zhengzhou's lies in the middle of those found": "没有全国金额；郑州的居于所查金额的中间",
    "the only average printed beside a credit (92.4 on 3300); used only where a share is given":
        "唯一与划入额一同登出的平均养老金（3300对92.4）；仅用于以比例划入的地方",
    "no region's timing is sourced but Shanghai's yearly sums": "除上海的年度金额外，各地划入时间都没有来源",
    "the first day of the benefit year; used only where credits are yearly": "待遇年度首日；仅用于按年划入的地方",
    "each paid month is; whether back-paid ones are is local and unverified (14-4)":
        "已缴月份都划入；补缴月份是否划入由各地定，未经核实（14-4）",
    "only Zhejiang is known to keep the current and the past year apart": "已知只有浙江分设当年账户与历年账户",
    "bank rates move and none is given by a rule": "银行利率变动，没有规定给出利率",
    "no national text names the day; the plainest reading": "国家文件未写明日期；取最直接的理解",
    "no national text asks for months in a row before an employee's benefits; where a place does, it is local":
        "国家文件不要求职工先连续缴费若干月才享受待遇；有此要求的是地方规定",
    "as in Changzhou, Yueyang and Shenzhen; no national text (section 4.3)":
        "同常州、岳阳、深圳；没有国家规定（第4.3节）",
    "the text says three months; counted as 31 days a month (43-2)": "文件写三个月；每月按31天计（43-2）",
    "the rule speaks of an interruption; Wuhan alone counts within a year": "规定所说为中断；只有武汉按年度内累计",
    "the gap is settled backwards anyway; the text names the month only": "断缴月份本已追溯补齐；文件只写到月",
    "as in Jining and Wuxi, where the gap stays unpaid": "同济宁、无锡：断缴月份不补缴",
    "the person pays both shares; no national rate": "两部分都由个人缴；没有全国费率",
    "none for persons is sourced; Jining asks for one without naming it": "个人滞纳金没有来源；济宁收取，但未写明比例",
    "no text for persons names the days": "没有文件写明个人滞纳金的起止日",
    "43-3 leaves the wait to the places, in principle at most 6 months": "43-3 由各地定等待期，原则上不超过6个月",
    "the national text knows none; a job covers at once in every region of the evidence":
        "国家文件没有等待期；所查各地入职即享受待遇",
    "the national text knows none; places set none, 3 or 6 months":
        "国家文件没有等待期；各地有不设的，也有3个月或6个月的",
    "the national text ties nothing to it": "国家文件对此未作规定",
    "the national text ties the wait to the gap alone": "国家文件只按中断时间定等待期",
    "the plainest reading; Suzhou counts from the next": "取最直接的理解；苏州自次月起算",
    "what a wait means; Fujian alone pays half": "等待期本义如此；只有福建支付一半",
    "as in Taizhou and Yueyang; Changzhou makes the employer bear the bills": "同泰州、岳阳；常州由单位承担费用",
    "limits are local: 6 months in Taizhou, 3 in Yueyang": "时限由各地定：泰州6个月，岳阳3个月",
    "14-9 leaves deductible and cap to the places; Jiangxi's is yearly, flat and from an official text":
        "14-9 把起付线与限额交各地定；江西的按年度、不分级，且出自官方文件",
    "only Xinjiang is known to have one": "已知只有新疆设单次限额",
    "only Tengzhou and Jining are known to pay there": "已知只有滕州、济宁在限额以上支付",
    "local by rule I-1; from the region whose outpatient table is used":
        "按规则 I-1 由各地定；取门诊标准所用的同一地区",
    "local; ratios are by group where a seed has them": "由各地定；地区文件有分人群比例的从其规定",
    "no source of a seed region counts it as several": "所列地区没有来源把一次长期住院算作几次",
    "no source says that they add up over the year": "没有来源说费用段全年累计",
    "the figure of Tai'an; Jiangxi's is not published, Xuzhou has 90–98 %": "泰安的比例；江西的未公布，徐州为90–98%",
    "only Tai'an is known to have one": "已知只有泰安有二次报销",
    "supplements of the basic insurance are local, and no seed has the figures of one":
        "基本医保之外的补充保险由各地定，所列地区都没有数字",
    "own first shares, ratios and deductibles away are local, and no seed has figures of them":
        "异地就医的先行自付、支付比例与起付线由各地定，所列地区都没有数字",
    "regions pay by lists of diseases of their own, and no seed has the figures of one; the opinion of 2021 leaves them apart from other visits":
        "各地按自己的病种目录支付，所列地区都没有数字；2021年的意见把它们与普通门诊分开",
    "not fixed nationally; Beijing's rule, the best sourced one": "国家未定；取来源最好的北京规定",
    "only Shanxi is known to allow one": "已知只有山西允许多人支付",
    "no national limit; Shanxi keeps 1000": "没有全国限制；山西保留1000元",
    "no national time; Guizhou's, from one page without a bureau's text":
        "国家未定时间；取贵州的，只有一个网页，没有医保局文件",
    "not among the uses of 14-6; Guangdong alone allows it": "不在 14-6 所列用途之内；只有广东允许",
    "the text speaks of what is personally borne; one Nanchang page differs":
        "文件写的是个人负担部分；南昌有一个网页说法不同",
    "no national limit; Xiangyang 6, Zhejiang 7": "没有全国限制；襄阳6人，浙江7人",
    "provinces joined one by one; a region names its own date": "各省先后接入；各地区自行写明日期",
    "from 2024 to 2026 the lowest premium went 380 (Guizhou), 400, 400, which is 2.6 % a year; no later figure is known":
        "2024至2026年最低个人缴费为380（贵州）、400、400，年均2.6%；此后没有数字",
    "each place opens its own; this one ends with the year as Zhengzhou's does": "各地自定；此期间同郑州一样至年底结束",
    "only Beijing is known to debit on fixed days": "已知只有北京在固定日期扣款",
    "no national text for a window that reaches into the year": "集中参保期延至次年的，没有国家规定",
    "38-1 sets the wait and no last day; Guizhou and Xinjiang ask 1070":
        "38-1 规定等待期，未写最后期限；贵州、新疆收1070元",
    "Qingdao's worked case, the only one of a bureau: two missing years wait 3 + 1 months":
        "青岛的算例，唯一出自医保局：断保两年等待3+1个月",
    "no text says whether earlier breaks count; many provinces count from 2025 (unverified)":
        "没有文件写明此前的中断是否计入；许多省自2025年起计（未经核实）",
    "38-1 spares newborns the fixed wait of three months and names no last day; so long the premium covers from birth here":
        "38-1 免除新生儿三个月的固定等待期，未写参保期限；此处在该期间内缴费，待遇自出生起",
    "38-1 exempts newborns from waits; none for a child insured late was found":
        "38-1 免除新生儿的等待期；未查到逾期参保的等待期",
    "the national text adds no months for them; some places do at a ratio":
        "国家文件不折算居民年限；有的地方按比例折算",
    "local everywhere; the only table with ratios by tier. It names no tier 3, so nothing is paid there":
        "各地自定；唯一按医院等级定比例的标准。其中没有三级医院，故三级不支付",
    "local everywhere; the only complete one in the evidence": "各地自定；所查资料中唯一完整的标准",
    "ratios and caps are local and none is sourced; so a bonus raises nothing":
        "比例与限额由各地定，都没有来源；因此激励不提高任何限额",
    "never fixed nationally (R-1); Beijing's, Tianjin's and Zhengzhou's":
        "国家从未统一规定（R-1）；取北京、天津、郑州的年限",
    "the commonest local figure (Zhengzhou, Hebei, Shandong, Guangdong)": "各地最常见的年限（郑州、河北、山东、广东）",
    "only Guizhou goes by the entry into work": "只有贵州按参加工作时间",
    "Guangdong alone is known to recognise the province's years": "已知只有广东承认全省年限",
    "deemed years are work before the local scheme (R-3); regions that say so count them":
        "视同缴费年限为当地建立制度前的工龄（R-3）；有明文的地区都计入",
    "§27 lets people pay until the years are reached and leaves the way to the places":
        "第27条允许缴至规定年限，方式由各地定",
    "local everywhere (R-4); Zhengzhou's quotes its article": "各地自定（R-4）；郑州的引有条文",
    "the national text names the contribution alone": "国家文件只提基本医保缴费",
    "top-up money goes to the pool only; so in Shenzhen": "补缴的钱只进统筹基金；深圳如此",
    "the national text names heirs alone": "国家文件只写继承人",
    # beijing
    "20 000 was the cap until 2022 (BJ6), and the ratios below it are printed (B) without a day":
        "至2022年限额为20 000元（BJ6）；其下的比例有登载（B级），未注日期",
    "the sums are published (B), the ages between them are not": "金额已公布（B级），分段的年龄未公布",
    "BJ7 names the shares and not what they are taken of": "BJ7 写明比例，未写基数",
    # guangzhou
    "of grade B against a page of grade C that names the year; they come before the 6236 of 2025":
        "B级来源，与写明年份的C级网页不一；在2025年的6236之前",
    "its sources print them by year and without a month": "来源只写年份，未写月份",
    "8 %, 2 % of it for the account, are printed (C) without a base": "8%（其中2%划入账户）有登载（C级），未写基数",
    "7616 is printed for the active of 2024, 10 663 for the retired of 2025; the other two were not found":
        "7616为2024年在职限额，10 663为2025年退休限额；另两个数字未查到",
    "two sums are printed, the lower one for students; the ages are not": "登有两个金额，较低者属学生；年龄未写明",
    "the steps from 2022 to 2029 were looked for and not found": "2022至2029年的逐年年限，查找未得",
    # guiyang
    "80 % in 2020; the share of 2024 to 2026 was not found, and Tongren lowered its own to 70 % on 2025-08-01":
        "2020年为80%；2024至2026年的比例未查到，铜仁2025-08-01降至70%",
    "the printed table (B) ends there; village stations stand for the community tier":
        "所登标准（B级）到二级为止；社区一级取村卫生室",
    # hangzhou
    "derived, 24930 / 3; no figure of another year was found, and 60 % of it is not the floor":
        "由24930 / 3推得；其他年份未查到，且下限不是它的60%",
    "its sources print them by calendar year and without a month": "来源按自然年度登载，未写月份",
    "the sums are published, an account is not; 9.5 % is the employer's rate, without the own 2 % an account is fed with":
        "金额已公布，账户未写明；9.5%为单位费率，不含划入账户的个人2%",
    "the pages print the whole table and no cap": "网页登出整套标准，没有限额",
    "two tiers are published, 730 or 630 and 800 or 700 yuan; which is chosen, and from what age, is not":
        "公布有两档：730或630元，800或700元；选哪一档、从几岁起，未写明",
    # jining
    "they are those of a calendar year; that of 2025 came on 1 October, late":
        "其上下限按自然年度；2025年的迟至10月1日才公布",
    "10 %, or 5.5 % without outpatient care, are printed (C) and no account is":
        "10%，或不含门诊的5.5%，有登载（C级），未提账户",
    "5.5, 7 and 9 % are printed to choose from (C); what they buy is printed for 2023 and 2026":
        "5.5%、7%、9%可选（C级）；各档待遇只登有2023年与2026年的",
    # langfang
    "the sources print them by year and without a month": "来源只写年份，未写月份",
    # nanchang
    "the text is of Ganzhou 2023, and pages of grade C say the same of Jiangxi":
        "文件为赣州2023年的，C级网页说江西也如此",
    # puyang
    "90 a year, collected from 2025-01-05 to 02-28, is printed; who pays it is not":
        "登有每年90元，2025-01-05至02-28收取；由谁缴纳未写明",
    # shanghai
    "SH2 prints the 10 % and neither a base nor an account; who may choose the base takes the least":
        "SH2 登有10%，未写基数与账户；可自选基数的人会选最低",
    "the sums are of the medical year, which begins then; the day of payment is not printed":
        "金额按医保年度，年度自该日起；发放日未登载",
    "SH4 prints the whole table, deductible and ratios, and no cap": "SH4 登出整套标准、起付线与比例，没有限额",
    "the pages print its 80 % and no limit": "网页登有80%，没有限额",
    # shenzhen
    "its source prints them by year and without a month": "来源只写年份，未写月份",
    "7 and 8 % are both rates together, and only tier 2 is said to have no account":
        "7%、8%为两部分费率之和，只有二档写明没有账户",
    "Guangdong alone was not open on 2025-09-22; the aim of 2024-12 was the whole country in one to two years":
        "2025-09-22只有广东尚未开通；2024年12月提出的目标是一至两年内覆盖全国",
    # shihezi
    "the source prints no month": "来源未写月份",
    # taian
    '"cap 200 000, then 90 % to 400 000" may also mean 400 000 of its own; the smaller reading is taken':
        "“限额200 000，其上90%至400 000”也可理解为另有400 000；取较小的理解",
    # urumqi
    "80 for the time being, 2 % of the average pension of 2022, is printed for 自治区本级; the city's was not found":
        "自治区本级暂为80元，即2022年平均养老金的2%；该市的未查到",
    "its last day, 31 March of the year, is printed (C); its first is not":
        "登有截止日，即当年3月31日（C级）；起始日未登载",
    # yinchuan
    "no figure of another year was found": "其他年份未查到",
    "those of 2025 came in October and were collected from January on": "2025年的10月公布，自1月起补收",
    "10 % follows from the printed 5823.60 a year; an account is not mentioned": "由所登每年5823.60元推得10%；未提账户",
    # zhengzhou
    "it is printed for 2025 only; no page of 2026 was found": "只登有2025年的；未查到2026年的网页",
    "two C pages contradict each other; the one with the supplement that other sources mention":
        "两个C级网页互相矛盾；取提到其他来源也说到的补充保险的一个",
}  # fmt: skip
