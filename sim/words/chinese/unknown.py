"""What the files in `seeds/` say of the values that they do not know, which stands there in English."""

TEXTS = {
    # beijing
    "No day was found for Beijing.": "未查到北京的缴费日。",
    "No timing is published.": "没有公布划入时间。",
    "Demand rate, each quarter, since 2022-09-01 (44-5, B m.wuhan.com/xinwen/115112.html); the rate itself is not given.":
        "自2022-09-01起每季按活期利率计息（44-5，B m.wuhan.com/xinwen/115112.html）；利率未写明。",
    "Conflict. One C page lets an employer pay any arrears later (6585474), another has three months for employees too (6212218).":
        "来源矛盾。一个C级网页允许单位事后补缴任何欠费（6585474），另一个写职工也是三个月（6212218）。",
    "Conflict: one C page knows no wait for employees, another also 3 months of grace and then a wait.":
        "来源矛盾：一个C级网页说职工没有等待期，另一个也有3个月宽限，之后设等待期。",
    "Near relatives, as everywhere by 2024-12-09; the city's own first day was not found.":
        "至2024-12-09各地都已扩大到近亲属；本市起始日未查到。",
    "BJ11 prints the caps only.": "BJ11 只登有限额。",
    # guangzhou
    "No day was found for Guangzhou.": "未查到广州的缴费日。",
    "No page names the first day of the new credit.": "没有网页写明新划入办法的起始日。",
    "Guangzhou's average pension of 2021 was looked for and not found.": "广州2021年平均养老金，查找未得。",
    "No local text was found.": "未查到当地规定。",
    "No page prints one.": "没有网页登载。",
    "A page of grade C prints 80 % for the first tier and is cut there.": "一个C级网页登有一级医院80%，其后内容缺失。",
    "No cap was found.": "未查到限额。",
    "No fund above the cap was found.": "未查到限额以上的大额医疗基金。",
    "No order of several payers is published.": "没有公布多名共济人的支付顺序。",
    "No window was found.": "未查到集中参保期。",
    "No table for residents was found.": "未查到居民的标准。",
    "No rate of a bought month was found.": "未查到补缴一个月的费率。",
    # guiyang
    "No day was found for Guiyang.": "未查到贵阳的缴费日。",
    "The outpatient pool runs since 2023-01-01 (GZ5); no page names the first day of the new credit.":
        "门诊统筹自2023-01-01起（GZ5）；没有网页写明新划入办法的起始日。",
    "GZ2 speaks of self-payers.": "GZ2 所说为灵活就业人员。",
    "No table was found.": "未查到标准。",
    "A page that prints figures in the manner of Tianjin for Guizhou is not taken.":
        "有网页照天津的样式为贵州登出数字，不予采用。",
    "One beneficiary to one payer in 2022 (national section 7, B img.ccschy.com/…032.html), and no limit by the same table today.":
        "2022年一名使用人对一名共济人（全国第7节，B img.ccschy.com/…032.html），同一表格现无限制。",
    # hangzhou
    "No day was found for Hangzhou.": "未查到杭州的缴费日。",
    "The sum of the retired was looked for and not found.": "退休人员的金额，查找未得。",
    "Printed for accounts in general; nothing is said of the retired.": "所登为账户一般规定；退休人员的未写明。",
    "Own account, then relatives; an order among several payers was not found.":
        "先用本人账户，再用亲属账户；多名亲属之间的顺序未查到。",
    "HZ5 prints the deductible only.": "HZ5 只登有起付线。",
    # jining
    "7 and 8 % are both printed, by pages of grade C.": "7%与8%都有登载，均为C级网页。",
    '"140 a year (72 + 48)" is printed and does not add up.': "登有“每年140元（72 + 48）”，合计不符。",
    "No day was found for Jining.": "未查到济宁的缴费日。",
    "The retired have the flat credit from 2024-01-01 (SD3); the day for the active was not found.":
        "退休人员自2024-01-01起定额划入（SD3）；在职人员的起始日未查到。",
    "Jining's average pension of 2023 was looked for and not found.": "济宁2023年平均养老金，查找未得。",
    "JN1 speaks of self-payers.": "JN1 所说为灵活就业人员。",
    "One is asked for (JN1) without its rate.": "收取滞纳金（JN1），未写比例。",
    "The fund pays 1000 more above the cap; its ratio is not printed.": "限额以上大额医疗基金再付1000元；比例未登载。",
    "Conflict. 400/500/600 by an older page (C 5202943); the page of 2025 (C 4615952) prints other figures.":
        "来源矛盾。较早网页为400/500/600（C 5202943）；2025年网页（C 4615952）登有其他数字。",
    "Conflict. 90/85/85 by an older page, 90 % by the page of 2025.": "来源矛盾。较早网页为90/85/85，2025年网页为90%。",
    "Conflict. 100 000 and 350 000 of the large-amount fund (C 5202943), 200 000 and 500 000 (C 4615952).":
        "来源矛盾。统筹100 000、大额医疗基金350 000（C 5202943），另为200 000、500 000（C 4615952）。",
    "No sum was found for Jining.": "未查到济宁的金额。",
    "No window was found for Jining.": "未查到济宁的集中参保期。",
    "No way was found for Jining.": "未查到济宁的补缴方式。",
    # langfang
    "Conflict. One source prints 8 % (S0-11) and 7 % (S0-16b, S0-23b) for Langfang; Cangzhou has 8 % with maternity.":
        "来源矛盾。同一来源为廊坊登有8%（S0-11）与7%（S0-16b、S0-23b）；沧州连生育共8%。",
    "None for Langfang; 5.5 % without an account (C 6014577) is of the province's own level.":
        "廊坊未查到；不建账户的5.5%（C 6014577）为省本级的。",
    "No day was found for Langfang.": "未查到廊坊的缴费日。",
    "None for Langfang; the province's own level pays 100 for the time being, 2 % of the average pension of 2022.":
        "廊坊未查到；省本级暂划100元，即2022年平均养老金的2%。",
    "A page (S0-17a) says the month after of everywhere; no local text was found.":
        "有网页（S0-17a）说各地都是次月；未查到当地规定。",
    "Two months are printed (S0-17c) without a place; no local text was found.":
        "登有两个月（S0-17c），未写地方；未查到当地规定。",
    "No sum was found for Langfang.": "未查到廊坊的金额。",
    "No window was found for Langfang.": "未查到廊坊的集中参保期。",
    # nanchang
    "None for Nanchang; Pingxiang has bounds of 3627 to 18135 in 2025, Ganzhou used 4860 in 2023.":
        "南昌未查到；萍乡2025年上下限为3627至18135，赣州2023年用4860。",
    "60 % of the pool's average; the figure of Nanchang was not found.": "统筹区平均工资的60%；南昌的数字未查到。",
    "300 % of the pool's average; the figure of Nanchang was not found.": "统筹区平均工资的300%；南昌的数字未查到。",
    "0.2 % is printed, and not what it is taken of for a retiree.": "登有0.2%，退休人员以什么为基数未写明。",
    "Employers are said to pay on the 24th or 25th (S0-19a), one page.":
        "据说单位在24日或25日缴费（S0-19a），只有一个网页。",
    "S0-19a speaks of employers' payments.": "S0-19a 所说为单位缴费。",
    "The fund's ratio is not printed.": "大额医疗基金的比例未登载。",
    "Conflict. 10 and 15 are both printed (C).": "来源矛盾。10年与15年都有登载（C级）。",
    # puyang
    "90 a year is printed without who pays it.": "登有每年90元，由谁缴纳未写明。",
    "No rate of self-payers was found.": "未查到灵活就业人员的费率。",
    "No day was found for Puyang.": "未查到濮阳的缴费日。",
    "Large-amount money is collected; what it pays was not found.": "收取大额医疗费；支付多少未查到。",
    "No sum was found for Puyang.": "未查到濮阳的金额。",
    "No window was found for Puyang.": "未查到濮阳的集中参保期。",
    "No figure of Puyang was found.": "未查到濮阳的年限。",
    # shanghai
    "No day was found for Shanghai.": "未查到上海的缴费日。",
    "No timing is published for the active.": "没有公布在职人员的划入时间。",
    "Looked for; one page of grade C prints three figures in one text.": "已查找；一个C级网页同文中有三个数字。",
    "No local text was found; the national three months of a transfer stand.":
        "未查到当地规定；沿用国家转移接续的三个月。",
    "One page of grade C says 6, 2 and 1 months in one text.": "一个C级网页同文中写6、2、1个月。",
    "No figure of years really paid was found.": "未查到实际缴费年限。",
    # shenzhen
    "No day was found for Shenzhen.": "未查到深圳的缴费日。",
    "Looked for; Guangdong's 2.8 % of the city's average pension of 2021 (GD2) is printed for another city.":
        "已查找；广东的2021年本市平均养老金2.8%（GD2）是另一城市的。",
    "Back-payment with a late fee keeps the row (SZ3); whether the bills are settled is not said.":
        "补缴并付滞纳金的，连续缴费不中断（SZ3）；费用是否补报未写明。",
    "A longer gap begins a new row (SZ3); no wait is printed.": "中断更久的重新计算连续缴费（SZ3）；等待期未登载。",
    "One odd page prints 94/92/90 and the retired 5 points lower, which cannot be.":
        "一个可疑网页登有94/92/90，退休人员低5个百分点，不合常理。",
    "A former rule shared only what was above 5 % of the average yearly wage, 7778 yuan; when it ended is not printed.":
        "旧规定只共济超过年平均工资5%（7778元）的部分；何时废止未登载。",
    "SZ1 prints shares of 6409, updated to 6760 without a day (children 0.6 %, adults 0.7 %, government 1.2 and 1.1 %), and not whether of a month; no sum in yuan was found.":
        "SZ1 登有6409的比例，后改为6760，未注日期（儿童0.6%，成人0.7%，财政1.2%、1.1%），未写是否按月；未查到以元计的金额。",
    # shihezi
    "Not printed; 300 % of the average stands.": "未登载；按平均工资的300%。",
    "No day was found for Shihezi.": "未查到石河子的缴费日。",
    "No sum was found for Shihezi.": "未查到石河子的金额。",
    "88/90/92/95 % (S1-08a to d) is a text also printed for Jiujiang; no table of Shihezi was found.":
        "88/90/92/95%（S1-08a 至 d）的同一文字也登为九江的；未查到石河子的标准。",
    "Ends on 2025-12-31 for 2026 (X14), as the national assumption does; the first day was not found.":
        "2026年度于2025-12-31截止（X14），同全国假定；起始日未查到。",
    "No figure of Shihezi was found.": "未查到石河子的年限。",
    # taian
    "No rate was found for Tai'an.": "未查到泰安的费率。",
    "No day was found for Tai'an.": "未查到泰安的缴费日。",
    "Tai'an's average pension of 2023 was looked for and not found.": "泰安2023年平均养老金，查找未得。",
    "No local text was found; Jining's is of the same province.": "未查到当地规定；济宁的属同一省。",
    "No local text was found; Jining's three months are of the same province.":
        "未查到当地规定；济宁的三个月属同一省。",
    # urumqi
    "No day was found for Urumqi.": "未查到乌鲁木齐的缴费日。",
    "X1 speaks of self-payers.": "X1 所说为灵活就业人员。",
    # yinchuan
    "No rate was found for Yinchuan.": "未查到银川的费率。",
    "No day was found for Yinchuan.": "未查到银川的缴费日。",
    "Ningxia's average pension of 2023 was looked for and not found.": "宁夏2023年平均养老金，查找未得。",
    "Months of 2025 paid in later years cost their rate of 8258, 100 % of the average (NX1); the parameter is a rate of the floor.":
        "以后年份补缴2025年的月份，按平均工资的100%（8258）计费（NX1）；本参数为下限的比例。",
    "Own account, shared account, cash by a page on Guyuan (C kaowaiyu.cn 13930200); an order among several payers is not printed.":
        "固原的网页（C kaowaiyu.cn 13930200）写本人账户、共济账户、现金；多名共济人之间的顺序未登载。",
    "Conflict. 30/25 as a rule of Ningxia (C 4559952), 25/20 and 30/25 for self-payers (C 4798464), 25/25 (S2-25a).":
        "来源矛盾。宁夏规定为30/25（C 4559952），灵活就业人员为25/20与30/25（C 4798464），另有25/25（S2-25a）。",
    "Conflict. 25, 20 and 25; see the men's.": "来源矛盾。25、20、25；见男性一项。",
    "15 for men and 10 for women by one page alone (S2-25b).": "男15年、女10年，只有一个网页（S2-25b）。",
    # zhengzhou
    "Looked for in ZZ1 and the C pages; none names a day.": "已查 ZZ1 与各C级网页，都未写明缴费日。",
    "The outpatient pool runs since 2022-07-01 (ZZ3); no page names the first day of the new credit.":
        "门诊统筹自2022-07-01起（ZZ3）；没有网页写明新划入办法的起始日。",
    "ZZ1 says that three months of arrears suspend a self-payer; nothing is said of employees, and the parameter is of both.":
        "ZZ1 说灵活就业人员欠缴三个月停保；职工的未写明，而本参数兼指两者。",
    "The commercial supplement above the cap is mentioned without a ratio.": "提到限额以上的商业补充保险，未写比例。",
    "One page prints 240 000 above a cap of 80 000, which contradicts the cap taken.":
        "一个网页登有限额80 000之上的240 000，与所取限额矛盾。",
    "Ends on 2025-12-31 for 2026 (ZZ6), as the national assumption does; the first day was not found.":
        "2026年度于2025-12-31截止（ZZ6），同全国假定；起始日未查到。",
}  # fmt: skip
