"""The notes of the values in `seeds/`, which stand there in English."""

TEXTS = {
    # national
    "IC-1 gives 5–30 % by drug and place.": "IC-1 写为5–30%，因药品与地方而异。",
    "60 % of the average; no national figure is published.": "平均工资的60%；没有公布的全国数字。",
    "300 % of the average; no national figure is published.": "平均工资的300%；没有公布的全国数字。",
    "CB-2 takes the average monthly wage of last year, and a new hire's first wage.":
        "CB-2 取上年月平均工资，新入职者取首月工资。",
    "About 6 % in 1998 (44-1), now usually 6–10 %; there is no single national rate.":
        "1998年约6%（44-1），现在通常6–10%；没有统一的全国费率。",
    "The day of the 1998 decision is unverified.": "1998年决定的日期未经核实。",
    "The day of issue is unverified; the meeting was on 2021-04-07.": "发布日未经核实；会议在2021-04-07。",
    "失业保险条例 §17, up to so many months; health insurance by the fund since the Social Insurance Law.":
        "《失业保险条例》第17条，最长月数；自《社会保险法》起，医保费由失业保险基金缴纳。",
    "At least 60 % of the local average wage.": "不低于当地平均工资的60%。",
    "Changzhi, Shanxi, says by local rule.": "山西长治有当地规定。",
    "Most provinces; Fujian 2022, Beijing 2022-09-01, Shanghai 2023-07-01. Each city needs its own.":
        "多数省份的日期；福建2022年，北京2022-09-01，上海2023-07-01。各市须写自己的日期。",
    "In principle 2 % of the own base, all of the employer's money to the pool.":
        "原则上为本人缴费基数的2%，单位缴费全部进统筹基金。",
    "The rule is about 2 % of the area's average pension of the reform year, 2–2.8 % in fact; sums found run from 66 to 110.":
        "规定约为改革当年当地平均养老金的2%，实为2–2.8%；所查金额为66至110。",
    "Demand rate on the current year, 3-month rate on the rest; the rates themselves are not in the evidence.":
        "当年账户按活期利率，其余按三个月利率；利率本身不在所查资料中。",
    "Not for anything outside basic insurance cover.": "基本医保目录外的一律不付。",
    "Written for transfers; for a stop and restart in one pool local rules copy it or differ (43-4).":
        "为转移接续所定；同一统筹区内停保再参保，地方规定有照此的，也有不同的（43-4）。",
    "The text has one grace for all members; local ones may set another for self-payers, as Xinjiang does.":
        "文件对所有参保人用同一宽限；地方可为灵活就业人员另定，如新疆。",
    "Two years or more in a row, for a switch between employee and resident insurance after a gap within grace.":
        "连续两年及以上，且中断在宽限期内，在职工与居民医保之间转换。",
    "43-1: benefits in the month of payment.": "43-1：缴费当月享受待遇。",
    "Years add up, nothing is erased; pages that say otherwise are refuted (section 4.5).":
        "年限累计，不清零；说法相反的网页已被否定（第4.5节）。",
    "Whether a second stay bears less is not said.": "再次住院是否降低未写明。",
    "Spouse, parents, children. The day of issue is unverified.": "配偶、父母、子女。发布日未经核实。",
    "The date of the national text; 18 provinces by 2024-10-30, all by 2024-12-09.":
        "国家文件的日期；2024-10-30有18个省，2024-12-09全部。",
    "All provinces by 2024-10, by an official statement; a page that says 29 by 2025-04 contradicts it.":
        "据官方说明，2024年10月各省已全部实现；有网页写2025年4月为29个，与此矛盾。",
    "The text limits nothing to outpatient care.": "文件未限于门诊。",
    "The first 9 provinces; 30 provinces and the Corps by 2025-06-30, all but Guangdong by 2025-09-22.":
        "首批9个省；2025-06-30有30个省与兵团，2025-09-22除广东外全部。",
    "The national minimum.": "全国最低标准。",
    "Kept.": "不变。",
    "At least.": "最低标准。",
    "At least. A report of 2026-03 adds 24; whether to this figure is not said.":
        "最低标准。2026年3月的报道说增加24元；是否在此数之上未写明。",
    "In principle; a year paid back at the current premium takes one month off.":
        "原则如此；按当年标准每补缴一年减少一个月。",
    "And similar special groups; who leaves employee insurance within grace has no wait by 43-2.":
        "及类似特殊人群；宽限期内退出职工医保者按 43-2 没有等待期。",
    "Of the original cap.": "按原限额的比例。",
    "The delay starts with the cohorts below, so the old age holds for those before them.":
        "下列出生年月起延迟，此前出生者仍为原年龄。",
    "Up to three years earlier, not before the old age, or by agreement later.":
        "可提前至多三年，但不早于原年龄；也可协商延后。",
    "The balance is paid once to the lawful heirs.": "余额一次性支付给法定继承人。",
    # beijing
    "58 % of the average (derived).": "平均工资的58%（推得）。",
    "60 % of the average (derived).": "平均工资的60%（推得）。",
    "8.8 % medical and maternity and 1 % large-amount fund.": "医疗与生育8.8%，大额医疗基金1%。",
    "The same for 2024.": "2024年相同。",
    "No account while working: BJ9, B, and unverified elsewhere.": "在职期间没有账户：BJ9，B级；别处未经核实。",
    "The employer's part before the reform.": "改革前的单位部分。",
    "Of last year's city average.": "以本市上年平均工资为基数。",
    "Unchanged since.": "此后未变。",
    "From the next month.": "自次月起。",
    "Said of employers who pay arrears.": "所说为补缴欠费的单位。",
    "By manual claim.": "手工报销。",
    "Six months of contribution in a row.": "连续缴费六个月。",
    "Bills of the time of arrears by manual claim.": "欠费期间的费用手工报销。",
    "The part above 20 000 since 2023-01-01; the groups begin at 70.": "20 000元以上部分自2023-01-01起；分组自70岁起。",
    "Until 2022 a cap on cost of 20 000, which the table has as a band; none since 2023-01-01.":
        "2022年以前费用限额20 000元，在标准中为一段；2023-01-01起没有限额。",
    "The part above 100 000 is the large-amount fund's, up to 500 000 in all.":
        "100 000元以上部分由大额医疗基金支付，合计至500 000元。",
    "Nothing above the 500 000; the fund is the last band of the table.":
        "500 000元以上不支付；该基金是标准的最后一段。",
    "The order of filing, which can be changed online.": "按备案次序，可在网上调整。",
    "Also long-term care and 北京普惠健康保; outside the model.": "也可付长期护理保险与北京普惠健康保；不在模型之内。",
    "Derived. 30 provinces and the Corps were open that day, and Guangdong alone was not later that year; the true day is earlier.":
        "推得。当日已有30个省与兵团开通，当年更晚的只有广东；实际日期更早。",
    "Students and children 435, working age 795, the elderly 460. Earlier years were looked for and not found.":
        "学生儿童435，劳动年龄795，老年人460。此前年份查找未得。",
    "For 2026.": "2026年度的。",
    "The last day of each month of the window.": "集中参保期内每月最后一天。",
    "Benefit from 2026-01-01 for who pays in the window.": "集中参保期内缴费的，待遇自2026-01-01起。",
    "Later payment waits 3 months; no last day is printed.": "逾期缴费等待3个月；最后期限未登载。",
    "Deemed years included; no schedule of 30/25 was found.": "含视同缴费年限；未查到逐步至30/25的安排。",
    "Employer's and employee's shares together; self-payers 7 % of last year's average by an old text (BJ9), not modelled.":
        "单位与个人部分合计；旧文件规定灵活就业人员按上年平均工资的7%（BJ9），未列入模型。",
    # guangzhou
    "The year is inferred.": "年份为推断。",
    "Conflict. GD1 prints no year; C 6399024 prints 5996 to 29979 for 2024.":
        "来源矛盾。GD1 未写年份；C 6399024 为2024年登有5996至29979。",
    "The year alone is printed; 2026 was looked for and not found.": "只写年份；2026年的查找未得。",
    "Maternity included; lowered for a time whose end is not printed.": "含生育；阶段性下调，截止日未登载。",
    "Of the city's average pension of 2021.": "以本市2021年平均养老金为基数。",
    "Before 2022-12.": "2022年12月以前。",
    "Named that day. Conflict: by W-1 Guangdong as a province was not open on 2025-09-22; the page that names the city is followed.":
        "当日有报道点名本市。来源矛盾：据 W-1，广东全省2025-09-22尚未开通；取点名本市的网页。",
    '15 for who was first insured from 2014 on, 10 for earlier ones (BJ8), "raised year by year from 2022" (GD3).':
        "2014年起首次参保者15年，更早者10年（BJ8），“自2022年起逐年提高”（GD3）。",
    "Of the whole province.": "全省的规定。",
    "In the place of retirement.": "在退休地。",
    "The cumulative years of the province are recognised, the ten are of the place.":
        "承认省内累计年限，十年须在本地。",
    # guiyang
    "80 % of the average; 4807.54 by the rounded average.": "平均工资的80%；按取整后的平均工资为4807.54。",
    "7272.25 x 80 %.": "7272.25 × 80%。",
    "300 % of the average; 18028.26 by the rounded average.": "平均工资的300%；按取整后的平均工资为18028.26。",
    "7272.25 x 3; not printed.": "7272.25 × 3；未登载。",
    "A page of 2020; later unverified.": "2020年的网页；此后未经核实。",
    "To 35 years and above; no account before the age of retirement (GZ4).":
        "分35岁及以下与以上；退休年龄前没有账户（GZ4）。",
    "From the month after the missed one; said of self-payers.": "自漏缴月份的次月起；所说为灵活就业人员。",
    "A longer gap cannot be paid back.": "更长的断缴不能补缴。",
    "Self-payers included.": "含灵活就业人员。",
    "70/60/50 in Liupanshui and Zunyi (GZ7).": "六盘水、遵义为70/60/50（GZ7）。",
    "Not confirmed by a bureau.": "未经医保局证实。",
    "00:00 of the next day.": "次日零时。",
    "Derived. 30 provinces and the Corps were open that day, and Guangdong alone was not later that year; the true day may be earlier.":
        "推得。当日已有30个省与兵团开通，当年更晚的只有广东；实际日期可能更早。",
    "The figure of 2026 was looked for and not found.": "2026年的数字，查找未得。",
    "2023-09-01 to 2024-02-29 for 2024.": "2024年度：2023-09-01至2024-02-29。",
    "2024-09-23 to 2025-02-28 for 2025.": "2025年度：2024-09-23至2025-02-28。",
    "From 2025-03-01; no last day is printed.": "自2025-03-01起；最后期限未登载。",
    "Villages 90, townships and the first tier 85, the second 60.": "村90，乡镇与一级85，二级60。",
    "The dates of the years below are those of entry into work.": "以下年限的日期为参加工作日期。",
    "Work begun to 2016-12-31; ten years for work begun before the local scheme, whose day is not printed. 25/20 and 15 are printed too (C 5756814, C 4667068).":
        "2016-12-31以前参加工作；当地建立制度前参加工作的十年，该日未登载。另登有25/20与15（C 5756814、C 4667068）。",
    "Work begun from then on.": "此后参加工作。",
    "The same for women.": "女性相同。",
    "Years in Guizhou.": "在贵州的年限。",
    "The province's average wage of the year before.": "全省上年平均工资。",
    "While actual years are paid on.": "续缴实际年限期间。",
    # hangzhou
    "24930 / 3; the floor is less than 60 % of it.": "24930 / 3；下限低于它的60%。",
    "The year alone is printed.": "只写年份。",
    "The year alone is printed; the figure of 2026 was looked for and not found.": "只写年份；2026年的数字查找未得。",
    "0.6 % of it for maternity.": "其中生育0.6%。",
    "Corrected when somebody leaves within the year.": "年内离职的另行扣回。",
    "The deductible from the past years' part or in cash; only that part may be shared.":
        "起付线由历年账户或现金支付；只有历年账户可共济。",
    "300 less for who has signed with a doctor or is referred, which no parameter says.":
        "签约或转诊者减300元，没有参数可表示。",
    "89 and 95 % at the community for who has signed with a doctor there.": "与社区医生签约者在社区为89%、95%。",
    "The part above 400 000 is the large-amount fund's (90 %); the table of 2020 has 360 000.":
        "400 000元以上部分由大额医疗基金支付（90%）；2020年的标准为360 000元。",
    "The cap of 400 000 is one of cost, above which 90 % are paid: the last band of the table.":
        "400 000元为费用限额，其上支付90%：即标准的最后一段。",
    "The fund is the last band of the table.": "该基金是标准的最后一段。",
    "Of Zhejiang.": "浙江的规定。",
    "Students of universities 130 or 100.": "大学生130或100。",
    "Years in Hangzhou.": "在杭州的年限。",
    "A lump sum to 20 years (BJ8); by the month (C).": "趸缴至20年（BJ8）；按月续缴（C级）。",
    "Printed for who pays by the month: 397.12 in 2024, 428.27 in 2025; half for low incomes. Of the lump sum nothing is printed.":
        "登载的是按月续缴：2024年397.12，2025年428.27；低收入者减半。趸缴的未登载。",
    # jining
    "84831 a year.": "每年84831。",
    "The year alone is recorded.": "只记有年份。",
    "To 2025-09-30.": "至2025-09-30。",
    "Printed so; 300 % of the average is 21207.75.": "照登载；平均工资的300%为21207.75。",
    "300 % of the average behind the floor of 4416.": "下限4416所依平均工资的300%。",
    "4504 x 5; not printed.": "4504 × 5；未登载。",
    "At least on 60 % of the average; medical and maternity care.": "不低于平均工资的60%；含医疗与生育。",
    "Other pages print 4 % and 4.2 % for the same city.": "其他网页为同一城市登有4%与4.2%。",
    "Of the pool's average pension of 2023.": "以统筹区2023年平均养老金为基数。",
    "Of 2022.": "2022年的规定。",
    "Years count, bills of the gap are not reimbursed; said of self-payers.":
        "年限计入，断缴期间的费用不报销；所说为灵活就业人员。",
    "Formerly six months.": "原为六个月。",
    "The older table.": "旧标准。",
    "Cumulative over the year.": "全年累计。",
    "Jining is named that day.": "当日有报道点名济宁。",
    "And the assisted poor, discharged soldiers, released prisoners and new graduates, whom the model does not know.":
        "以及受救助困难人员、退役军人、刑满释放人员与应届毕业生，模型中没有这些人群。",
    "Of Shandong; 3000 less for who broke off and came back.": "山东的规定；中断后再参保者减3000元。",
    "To 2025-12-31.": "至2025-12-31。",
    "In one step for who reaches retirement from then on.": "此后达到退休年龄者一步到位。",
    # langfang
    "Outpatient caps tell apart from 45.": "门诊限额自45岁起分开。",
    "Of Hebei.": "河北的数字。",
    "60 % of Hebei's average; printed for Cangzhou. The 5955.25 printed for Shijiazhuang is wrong.":
        "河北平均工资的60%；为沧州登载。为石家庄登载的5955.25有误。",
    "300 % of Hebei's average; printed for Cangzhou, 19602.75 for Shijiazhuang.":
        "河北平均工资的300%；为沧州登载，石家庄为19602.75。",
    "The province's figure too (HB1).": "也是全省的数字（HB1）。",
    "The other page has 50 % below 45; the province asks for 50 to 60 % at least (HB1).":
        "另一网页写45岁以下50%；省里要求不低于50至60%（HB1）。",
    "The day on which the whole of Hebei is first reported open.": "该日首次报道河北全省开通。",
    # nanchang
    "0.8 % of it for maternity; of Jiangxi.": "其中生育0.8%；江西的规定。",
    "Major-illness money.": "大病医疗费。",
    "Printed for Ganzhou 2023, taken from the account.": "为赣州2023年登载，从账户扣缴。",
    "0.8 % of it for maternity (Ganzhou 2023); the account's 2 % by a text of Nanchang.":
        "其中生育0.8%（赣州2023年）；账户的2%据南昌文件。",
    "The first day of the flat credit.": "定额划入的首日。",
    "2.5 % of the province's average pension.": "全省平均养老金的2.5%。",
    "The month's end, or two or three days after payment; one page.": "月末，或缴费后两三天；只有一个网页。",
    "Conflict. Two pages print three months, one six; the two are taken.":
        "来源矛盾。两个网页写三个月，一个写六个月；取前者。",
    "So by two pages; six by one, and 90 days for Ganzhou's yearly payers after 30 April (JX1).":
        "据两个网页；另一个写六个月，赣州按年缴费者4月30日以后为90天（JX1）。",
    "A pharmacy is as the first tier.": "药店同一级医院。",
    "Of Jiangxi; whether a second stay bears less is not said.": "江西的规定；再次住院是否降低未写明。",
    "Another page prints Shanghai's 630 000 for Jiangxi, which is not taken.":
        "另一网页为江西登出上海的630 000，不予采用。",
    "A page of Nanchang.": "一个南昌网页。",
    "2024-09-15 to 2025-02-28 for 2025; to 2026-02-28 for 2026.":
        "2025年度：2024-09-15至2025-02-28；2026年度至2026-02-28。",
    "Later payment waits three months; no last day is printed.": "逾期缴费等待三个月；最后期限未登载。",
    "Older pages print 25 and 20.": "较早网页登有25与20年。",
    "The account is credited for the months bought, which no parameter says of a lump sum.":
        "所补月份划入账户，没有参数可表示趸缴的划入。",
    "The pool's average of the year before; Nanchang's is unknown.": "统筹区上年平均工资；南昌的未知。",
    # puyang
    "Of Henan.": "河南的数字。",
    "Of Henan. The figure of 2025-07 was looked for and not found.": "河南的数字。2025年7月的查找未得。",
    "21800 and 22000 are printed for 2023 too, and contradict Henan's average.":
        "也为2023年登有21800与22000，与河南平均工资矛盾。",
    "2726.88 and 22000 are printed for 2024 too, and contradict Henan's average.":
        "也为2024年登有2726.88与22000，与河南平均工资矛盾。",
    "1 % of it for maternity; 6.85 % for units the state pays in full.": "其中生育1%；全额财政拨款单位为6.85%。",
    "One page; no other source.": "只有一个网页，没有其他来源。",
    "One in 24 hours and hospital; a second visit within them is outside the model.":
        "同一医院24小时内一次；其间再次就诊不在模型之内。",
    "Apart from the inpatient cap.": "与住院限额分开。",
    "Half from the second stay on; nothing for the same disease within 30 days, which is outside the model.":
        "自第二次住院起减半；30天内同一疾病不设，不在模型之内。",
    "The day on which the whole of Henan is first reported open; Puyang is named by 2025-03-14.":
        "该日首次报道河南全省开通；2025-03-14前已有报道点名濮阳。",
    # shanghai
    "Credits tell apart from 75, care those who retired before 2001; the third group is of both.":
        "划入自75岁起分开，待遇把2001年前退休者分开；第三组兼有两者。",
    "The medical year (医保年度).": "医保年度。",
    "Maternity included; a page of 2025-02. Pages of grade C print 9.5 and 10 %.":
        "含生育；2025年2月的网页。C级网页登有9.5%与10%。",
    "Printed by the year; to 74 and from 75.": "按年登载；分74岁及以下、75岁及以上。",
    "A sum of the medical year.": "按医保年度的金额。",
    "Unchanged in 2024 by a page of grade C.": "据C级网页，2024年未变。",
    "To 2025-06-30; the figure of 2025-07 was looked for and not found.": "至2025-06-30；2025年7月的数字查找未得。",
    "The additional fund (地方附加基金).": "地方附加基金。",
    "Spouse, parents, children.": "配偶、父母、子女。",
    "Since 2024; the city's own day was not found, by this one all provinces had it.":
        "自2024年起；本市起始日未查到，至该日各省都已实行。",
    "Derived. 30 provinces and the Corps were open that day, and Guangdong alone was not later that year; Qingpu alone of Shanghai on 2025-03-14 (N5).":
        "推得。当日已有30个省与兵团开通，当年更晚的只有广东；上海2025-03-14只有青浦（N5）。",
    "Of 2024 no figure was found.": "未查到2024年的数字。",
    "From 70, 60 to 69, 19 to 59, students and infants; each 45 more.":
        "70岁及以上、60至69岁、19至59岁、学生与婴幼儿；各增加45元。",
    "For 2026, opened on 2025-11-07; another page prints the 11th.": "2026年度，2025-11-07开始；另一网页写11日。",
    "At least three months after a gap.": "断保后至少三个月。",
    "Deemed years included.": "含视同缴费年限。",
    'Pay on, or a lump sum, to 15 years. "120 yuan a year" is an old figure and not taken.':
        "续缴或趸缴至15年。“每年120元”为旧数字，不予采用。",
    # shenzhen
    "Of 2025. The page was updated to 6727 without a day, which is not taken.":
        "2025年的数字。网页后改为6727，未注日期，不予采用。",
    "Updated to 33633 without a day.": "后改为33633，未注日期。",
    "Lowered by one point to 2025-12-31.": "下调一个百分点，至2025-12-31。",
    "From the 1st of the next month; the account stays usable.": "自次月1日起；账户仍可使用。",
    "Three months within a medical year keep the row.": "医保年度内累计三个月以内，连续缴费不中断。",
    "Of the retired nothing else is printed.": "退休人员没有另外登载。",
    "2619.60 in tier 2.": "二档为2619.60元。",
    "Of Guangdong.": "广东的规定。",
    "Printed for both.": "男女同列。",
    "So also from 2030-01-01 on.": "自2030-01-01起也如此。",
    "In Shenzhen; the benefits of tier 1 ask for ten years in tier 1.": "在深圳；一档待遇须在一档缴满十年。",
    "For who reaches the age from 2022-12 on.": "2022年12月起达到年龄者。",
    "2 % in tier 2.": "二档为2%。",
    "Of the city's average wage of the year before last.": "以本市上上年平均工资为基数。",
    "Active benefits and no credit while paying by the month.": "按月续缴期间享受在职待遇，不划入。",
    # shihezi
    "The Corps is counted beside the provinces.": "兵团与各省并列。",
    "The average behind 4999.": "4999所依的平均工资。",
    "432.41 on 4999.": "4999对432.41。",
    "The next month.": "次月。",
    "10, 20 and 40 from the second visit on.": "自第二次就诊起为10、20、40元。",
    "The Corps was open that day; the true day may be earlier.": "当日兵团已开通；实际日期可能更早。",
    "50 of it for long-term care; 400 in the fifth division (X3, A).": "其中长期护理50元；第五师为400元（X3，A级）。",
    "At least three months.": "至少三个月。",
    # taian
    "Cumulative over the year. The second tier is a hospital's own notice; the first stands on grade C.":
        "全年累计。二级的取自一家医院的公告；一级的为C级。",
    "C 4692789 prints 3500 and 4500.": "C 4692789 登有3500与4500。",
    "Half at the second stay, nothing from the third on; 400 and 93/95 % in a hospital of Chinese medicine, which no tier says.":
        "第二次住院减半，第三次起不设；中医医院为400元与93/95%，没有等级可表示。",
    "The day on which the whole of Shandong is first reported open.": "该日首次报道山东全省开通。",
    "Tier 1; tier 2 is 480.": "一档；二档为480。",
    "Tier 1; tier 2 is 500.": "一档；二档为500。",
    "Tier 1; tier 2 is 530. Minors and pupils pay tier 1 and have the benefits of tier 2.":
        "一档；二档为530。未成年人与学生按一档缴费，享受二档待遇。",
    "Years within the province are recognised.": "承认省内年限。",
    "With active benefits while paying by the month; a lump sum within six months brings benefits from the month of the pension on.":
        "按月续缴期间享受在职待遇；六个月内趸缴的，待遇自领取养老金当月起。",
    # urumqi
    "Xinjiang's of 2023; printed elsewhere as a personal base, which it is not.":
        "新疆2023年的数字；别处登为个人基数，有误。",
    "60 % of 8332, to whole yuan; a trade site prints 4575, which is the pension's.":
        "8332的60%，取整至元；一个商业网站登有4575，那是养老保险的。",
    "8332 x 3; not printed.": "8332 × 3；未登载。",
    "Lowered to 2025-02-28; without maternity.": "下调至2025-02-28；不含生育。",
    "The rate before the cut.": "下调前的费率。",
    "Large-amount money; inferred from 479.91.": "大额医疗费；由479.91推断。",
    "Said of transfers, as in 43-1.": "所说为转移接续，同 43-1。",
    "A gap of three months or more waits.": "断缴三个月及以上须等待。",
    "Benefits from the seventh month. An older rule of the city (X7) forbade back-payment after three months and began at 30, 60 and 100 % of the benefits.":
        "自第七个月起享受待遇。本市旧规定（X7）三个月后不得补缴，待遇由30%、60%至100%逐步恢复。",
    "Benefits stop, and the gap does not count once arrears and late fee are paid.":
        "停止待遇；补清欠费与滞纳金后不算断缴。",
    "A tenth of the tier's first inpatient deductible, a twentieth from the second visit on.":
        "该等级首次住院起付线的十分之一，自第二次就诊起二十分之一。",
    "To 2024-04-25.": "至2024-04-25。",
    "The first stay's; of later ones nothing is recorded. Of 自治区本级.":
        "首次住院的；以后各次没有记载。自治区本级的规定。",
    "The retired five points more, at most 95. Of 自治区本级.": "退休人员高五个百分点，至多95%。自治区本级的规定。",
    "40 of it for long-term care.": "其中长期护理40元。",
    "1070 from 1 July on; no last day is printed.": "7月1日起1070元；最后期限未登载。",
    "No steps to 30 and 25 were found.": "未查到逐步至30年、25年的安排。",
    # yinchuan
    "Of Ningxia.": "宁夏的数字。",
    "Collected from 2025-10 on, with what January to September lacked.": "自2025年10月起收取，并补收1至9月的差额。",
    "Of Ningxia's average pension of the reform year.": "以宁夏改革当年平均养老金为基数。",
    "3 is class 3B; the retired five points more.": "3 指三级乙等；退休人员高五个百分点。",
    "For 2025.": "2025年度的。",
    # zhengzhou
    "Lowered by one point for 2025.": "2025年下调一个百分点。",
    "9 % and 1 % for maternity on 80 % of the province's average, 500.80 a month as printed. With the cut of 2025 it should be 9 %, which is 450.72, yet the pages keep 500.80: the printed sum is followed. The account's 2 % (100.16) is C.":
        "按全省平均工资80%的9%，另1%为生育，登载为每月500.80元。2025年下调后应为9%即450.72元，而网页仍为500.80元：取登载的金额。账户的2%（100.16元）为C级。",
    "One deductible a day and hospital; a second visit on one day is outside the model. Pharmacies are not named.":
        "同一医院每日一次；同日再次就诊不在模型之内。未提药店。",
    "55 % in provincial hospitals of class 3A, 65 % in township and community ones, 60 % in others, the retired 10 points more.":
        "省级三级甲等医院55%，乡镇与社区65%，其他60%，退休人员高10个百分点。",
    "Article 28; halved from the second stay of a year on.": "第28条；同年第二次住院起减半。",
    "Conflict. One page prints 150 000 and a commercial supplement above it, another 80 000 and 240 000.":
        "来源矛盾。一个网页登有150 000元及其上的商业补充保险，另一个登有80 000元与240 000元。",
    "Said of the own account.": "所说为本人账户。",
    "The day on which the whole of Henan is first reported open; Zhengzhou is named by 2025-03-14.":
        "该日首次报道河南全省开通；2025-03-14前已有报道点名郑州。",
    "Students of schools in Zhengzhou 390.": "郑州在校学生390。",
    "《郑州市职工基本医疗保险办法》§18, no arrears; the day is that of the page. No rule of 30/25 was found for the city.":
        "《郑州市职工基本医疗保险办法》第18条，不得有欠费；日期为网页的日期。未查到该市30/25的规定。",
    "A pensioner may pay only as a lump sum.": "退休人员只能一次性补缴。",
    "All pooled.": "全部进统筹基金。",
    "The last month's base before retirement.": "退休前最后一个月的基数。",
    "Nothing to the account.": "不划入账户。",
}  # fmt: skip
