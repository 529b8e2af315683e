"""What is said of one life: why something is so, what happened, what a question cannot be answered with."""

TEXTS = {
    # ------------------------------------------------------------------------- covered or not
    "{name} is covered on {day}: the pool pays": "{name}在{day}享受待遇：由统筹基金支付",
    "covered": "享受待遇",
    "{name} has benefits for life (终身待遇) since {day}": "{name}自{day}起享受终身待遇",
    "employee insurance (职工医保) pays{began}{ends}; insured as {scheme}": "{began}由职工医保支付{ends}；参保身份：{scheme}",
    " since {day}": "自{day}起",
    "; it stops on {day}": "，{day}停止",
    "resident insurance (居民医保) is paid until {day}": "居民医保已缴至{day}",
    "{name} is {state} on {day}": "{day}时{name}{state}",
    "not born yet": "尚未出生",
    "not born": "尚未出生",
    "dead": "已去世",
    "abroad for good": "已出国定居",
    "abroad": "已出国定居",
    "yes": "是",
    "no": "否",
    "{name} is not covered on {day}: {status}": "{name}在{day}不享受待遇：{status}",
    "waiting until {day}": "等待期至{day}",
    "waiting as a resident until {day}": "居民医保等待期至{day}",
    "no resident premium paid for the day": "当日未缴居民医保费",
    "a child not insured yet": "新生儿尚未参保",
    "{name} was in no insurance up to then (未参保)": "{name}此前从未参保",
    "never insured": "从未参保",
    "left the insurance": "已停保",
    "it had begun with the payment of {day}": "该等待期最初因{day}的缴费而起",
    "settled on {day}, of the cost": "{day}结算，费用",
    "{name}'s employer paid what it owed on {day}": "{name}的单位于{day}补缴欠费",
    "{name} paid the missed months back on {day}": "{name}于{day}补缴了中断的月份",
    "{text}, as the file says": "{text}（见文件）",
    "{paid}: the bills of the gap are settled on {on}": "{paid}：中断期间的账单于{on}结算",
    "{text}; it never pays them later (settles: no)": "{text}；其后从不补缴（settles: no）",
    "retired without the months for benefits for life": "退休时缴费年限不足，无终身待遇",
    "benefits return on {day}": "{day}恢复待遇",
    "stopped on {day}, contributions unpaid": "{day}因断缴停止待遇",
    "{event} of {day} was refused: {reason}": "{day}的“{event}”未获准：{reason}",
    "never": "永不",
    "before the start": "开始之前",
    # ------------------------------------------------------------------------- waits and gaps
    "a wait runs until {day}": "等待期至{day}",
    "the wait (等待期) begun by the payment of {paid} ends on {end}": "{paid}缴费后进入的等待期于{end}结束",
    "a month was missed inside a wait ({month}), so the same wait began again": "等待期内断缴（{month}），等待期重新起算",
    "it was {name}'s first enrolment (首次参保)": "{name}属首次参保",
    "until those months are paid the employer bears the pool's part of bills (单位承担), while there is a job": (
        "缴满上述月数之前，在职期间统筹基金应付的部分由单位承担"
    ),
    "there was a gap (中断) of {months}{counted}; {region} allows {allowed}": (
        "曾断缴{months}{counted}；{region}允许{allowed}个月"
    ),
    ", counted as {months}": "，按{months}个月计",
    "paying again by {day}, the due day of {month}{how}": "在{day}（{month}的缴费日）之前恢复缴费{how}",
    ", with choices.back_pay: within_grace": "，并设 choices.back_pay: within_grace（补缴）",
    "paying the missed months back: choices.back_pay: within_grace for {name}": (
        "补缴中断的月份：为{name}设 choices.back_pay: within_grace"
    ),
    "benefits begin on {day}": "待遇自{day}起",
    "after the payment of {paid} benefits begin on {day}": "{paid}缴费后，待遇自{day}起",
    "employee insurance ended before {day}": "职工医保在{day}之前已终止",
    "a month was missed inside a wait (等待期), which stopped it on {day}; unpaid by then: {months}": (
        "等待期内断缴，等待期于{day}中止；当时欠缴：{months}"
    ),
    "benefits stopped on {day} (停保); unpaid by then: {months}": "{day}起停止待遇；当时欠缴：{months}",
    "paying again by {day}, with choices.back_pay: within_grace: {settled}": (
        "在{day}之前恢复缴费，并设 choices.back_pay: within_grace（补缴）：{settled}"
    ),
    "the bills of the gap are then settled as if covered": "中断期间的费用可按享受待遇补报",
    "{name}'s employer paid nothing (单位欠费), as the file says{since}": "{name}的单位欠费（见文件{since}）",
    " on {day}": "，{day}",
    "{name} left the insurance on {day}, as the file says": "{name}于{day}停保（见文件）",
    "{name} paid for no insurance from the first day on": "{name}自第一天起未缴任何医保费",
    "by chance (people.{name}.work.loses_job)": "随机（people.{name}.work.loses_job）",
    "as the file says": "见文件",
    "{name} lost the job on {day}, {how}": "{name}于{day}失业：{how}",
    "there was no unemployment benefit (left), which would have paid the contributions": (
        "没有（剩余的）失业保险金，否则由失业保险基金代缴"
    ),
    "{name} without a job {choice}: choices.when_jobless": "{name}无工作时选择“{choice}”：choices.when_jobless",
    "one month, {month}": "1个月，{month}",
    "{count} months, {first} to {last}": "{count}个月，{first}至{last}",
    "the due day of {month}": "{month}的缴费日",
    # ------------------------------------------------------------------------- residents, children, retirement
    "the wait of resident insurance (居民医保等待期) ends on {day}": "居民医保等待期于{day}结束",
    "it was joined or paid late": "参保或缴费逾期",
    "{years} without insurance {lies} before it": "此前有{years}未参保",
    "{years}, {repaid} of them repaid": "{years}，其中{repaid}个已补缴",
    "paying missing years back, up to {months} less: an event `back_pays` with `years`": (
        "补缴欠缴年度，最多可缩短{months}：写一个带 `years` 的 `back_pays` 事件"
    ),
    "{name} is in no insurance from birth on, as the file says (insured: no)": (
        "{name}自出生起未参保，见文件（insured: no）"
    ),
    "{name} is insured on {day} only, as the file says": "{name}到{day}才参保，见文件",
    "; that covers from birth, and bills until then are settled that day": "；待遇追溯至出生，此前的费用于当日补报",
    "the wait of a newborn insured late (新生儿逾期参保) ends on {day}": "新生儿逾期参保的等待期于{day}结束",
    "{name}, born on {born}, was insured on {day}, too late to be covered from birth": (
        "{name}生于{born}，{day}参保，已逾期，待遇不能追溯至出生"
    ),
    "insuring {name} at birth, or within {months} of it: covered from birth, bills settled": (
        "{name}出生时或出生后{months}内参保：待遇自出生起，费用可补报"
    ),
    "what is paid as a resident covers from {day} on": "所缴居民医保自{day}起享受待遇",
    "no premium of resident insurance has been paid (未缴居民医保费)": "未缴居民医保费",
    "resident insurance was paid until {day} only": "居民医保只缴至{day}",
    "{name} became a resident on {day}": "{name}于{day}转为居民参保",
    "the premium of the benefit year from {begins} was to be paid from {opens} to {closes} (集中参保期)": (
        "{begins}起的待遇年度，应在集中参保期{opens}至{closes}内缴费"
    ),
    "being a resident and paying by {day}": "在{day}之前以居民身份参保缴费",
    "{name} retired without benefits for life": "{name}退休时无终身待遇",
    "{name} retired on {day} with {months} too few (缴费年限不足)": "{name}于{day}退休，缴费年限差{months}",
    "choices.when_short of {name} decides what follows: {choice}": "此后取决于{name}的 choices.when_short：{choice}",
    "choices.when_short: {word}, {meaning}": "choices.when_short: {word}（{meaning}）",
    # ------------------------------------------------------------------------- a bill
    "{name}'s {kind} bill of {cost} yuan on {day}": "{name}在{day}的{kind}费用{cost}元",
    "the pool paid nothing of {what}": "{what}，统筹基金未支付",
    "the pool paid nothing of {what} on the day; {back} came back on {day}": (
        "{what}，统筹基金当日未支付；{day}补报{back}元"
    ),
    "the pool paid nothing of {what}, though {name} is covered": "{what}，{name}虽享受待遇，统筹基金仍未支付",
    "the employer bore {paid} of {what}": "{what}，单位承担{paid}元",
    "the pool paid {paid} of {what}": "{what}，统筹基金支付{paid}元",
    "paid": "已支付",
    "by the tables of resident insurance (居民医保)": "按居民医保的标准",
    "by the tables of the retired (退休人员)": "按退休人员的标准",
    "what the person pays brings no outpatient benefit (不享受门诊待遇)": "所缴档次不含门诊待遇",
    "choices.menu: an item of contribution.flexible.menu with outpatient benefits": (
        "choices.menu：选 contribution.flexible.menu 中含门诊待遇的一档"
    ),
    "nothing of it is covered cost (政策范围内费用): class C and the own first share are the person's": (
        "其中没有政策范围内费用：丙类和先行自付部分由个人负担"
    ),
    "all of its covered cost, {covered}, lies below the deductible (起付线)": "政策范围内费用{covered}元，全部未达起付线",
    "the cap of its programme (门诊慢特病) is used up": "门诊慢特病的封顶线已用完",
    "earlier bills of the year used up its cap (封顶线); {covered} of this one would be covered": (
        "本年度此前的费用已用完封顶线；本次政策范围内费用为{covered}元"
    ),
    "the ratio (报销比例) of {tier} is nothing": "{tier}的报销比例为零",
    "tier {tier}": "{tier}",
    "filing the care away from home before it (异地就医备案)": "事先办理异地就医备案",
    "cost of the bill (费用总额)": "费用总额",
    "covered cost (政策范围内费用)": "政策范围内费用",
    "its programme": "门诊慢特病",
    "below the deductible of {whose} (起付线)": "{whose}起付线以下",
    "the pool pays within its cap (统筹基金)": "统筹基金在封顶线内支付",
    "large-amount fund above the cap (大额)": "封顶线以上由大额医疗基金支付",
    "second reimbursement of the own burden (二次报销)": "个人负担的二次报销",
    "further fund, of what is left in the year (补充医疗保险)": "补充医疗保险，按年度剩余部分支付",
    "class C, not covered (丙类)": "丙类费用，不予支付",
    "own first share of class B (乙类先行自付)": "乙类先行自付",
    "own first shares that the bill states (乙类先行自付)": "账单所列先行自付",
    "own first share of care away from home (异地就医先行自付)": "异地就医先行自付",
    "{rate} of {amount} (报销比例)": "{amount}元的{rate}（报销比例）",
    "paid in full (全额支付)": "全额支付",
    "beyond the cap (封顶线)": "超出封顶线",
    "not due while waiting: {rate} is": "等待期内只支付{rate}",
    "over the deductible, in its programme (门诊慢特病)": "起付线以上，按门诊慢特病支付",
    "the employer bears (单位承担)": "单位承担",
    "left to be paid": "剩余应付",
    "own account (个人账户)": "个人账户",
    "own wallet (医保钱包)": "医保钱包",
    "{name}'s account (共济)": "{name}的账户（共济）",
    "cash (现金)": "现金",
    # ------------------------------------------------------------------------- values of the law
    "{parameter} in {region} is {value} ({source})": "{parameter}：{region}为 {value}（{source}）",
    "{parameter} in {region} is {value} since {since} ({source})": "{parameter}：{region}自{since}起为 {value}（{source}）",
    "set by the scenario": "由情景设定",
    "projected by {parameter}": "按 {parameter} 推算",
    ", grade {grade}": "，{grade}级",
    "no source named": "未注明来源",
    "the {kind} {name} is replaced by {function} of {place}": "{kind} {name} 由 {place} 的 {function} 代替",
    "rule": "规则",
    "step": "步骤",
    # ------------------------------------------------------------------------- which life
    "life {number}": "第{number}次人生",
    "{life}, {how}": "{life}，{how}",
    "the only one: nothing is left to chance": "只有这一次：没有任何随机因素",
    "of {who}": "{who}",
    "of anybody": "任何人",
    "of the family": "全家",
    "the first with {outcome} {value} {whose}": "{whose}的 {outcome} 首次为 {value}",
    "no life of the run has a value of {outcome} {whose}": "没有一次人生有{whose}的 {outcome}",
    "{way} of {lives:,} by {outcome} {whose}: {amount}": "{lives:,}次中按{whose}的 {outcome} {way}：{amount}",
    "worst": "最差",
    "best": "最好",
    "median": "中位数",
    "{found} names no life  allowed: a number, worst, best, worst:OUTCOME, best:OUTCOME, median:OUTCOME, "
    "first:OUTCOME=VALUE": (
        "{found} 不指任何一次人生  可写：编号、worst、best、worst:指标、best:指标、median:指标、first:指标=值"
    ),
    "{outcome} is neither better nor worse for anybody": "{outcome} 对谁都无所谓好坏",
    "no finished run of this scenario lies in {folder}, in which to look for the life; simulate it first: "
    "gongji run {file}{variant}": "{folder} 中没有这个情景已完成的模拟，无从查找；请先模拟：gongji run {file}{variant}",
    "{outcome} is of all lives together: name the outcome that it is the shortfall of": (
        "{outcome} 是各次人生合计的：请写它所依据的指标"
    ),
    "{outcome} is of each person: say whose with --who": "{outcome} 因人而异：请用 --who 指明是谁",
    "{value} is no value of {outcome}  allowed: a number": "{value} 不是 {outcome} 的值  可写：数字",
    "in no life of the run {outcome} is {value}{whom}": "没有一次人生中{whom} {outcome} 为 {value}",
    " for {who}": "{who}的",
    "there is no life {number}  allowed: 0, for nothing is left to chance": (
        "没有第{number}次人生  可写：0，因为没有任何随机因素"
    ),
    "there is no life {number}  allowed: 0 to {last}": "没有第{number}次人生  可写：0 至 {last}",
    # ------------------------------------------------------------------------- questions and days
    "{last} lies before {first}, where the period begins": "{last} 早于时段的第一天 {first}",
    "{found} is no day of the run  allowed: {first} to {last}": "{found} 不在模拟期内  可写：{first} 至 {last}",
    "{found} is no day  allowed: a year, a month (2027-03) or a day from {first} to {last}": (
        "{found} 不是日期  可写：{first} 至 {last} 的年、月（2027-03）或日"
    ),
    "{found} is no day  allowed: {first} to {last}": "{found} 不是日期  可写：{first} 至 {last}",
    "a bill has a person and a day of its own: leave out who and on": "费用自带人员和日期：请去掉 who 和 on",
    "bill {name}": "费用 {name}",
    "none has a name": "都没有名称",
    "is missing: a question names a bill of the file, or both who and on  bills: {bills}; people: {people}": (
        "缺少：问题要写文件中的一笔费用，或同时写 who 和 on  费用：{bills}；人员：{people}"
    ),
    "{who} on {day}": "{day}的{who}",
    "no bill at all": "没有任何费用",
    "{who} has no bill on {day}  nearest: {days}": "{who}在{day}没有费用  最近的：{days}",
    "{who}'s bills of {day}": "{who}在{day}的费用",
    "cannot stand beside between: that compares whole lives, of everybody or --who": (
        "不能与 between 并用：它比较整个人生，全家的或 --who 的"
    ),
    "{variant} twice: there is nothing to compare": "{variant} 写了两次：无可比较",
    "the two are not the same life": "两者不是同一次人生",
    "{name} is no bill of this file, in which none has a name; add `bill: NAME` to an event, or ask with who, on, and "
    "what: bill": (
        "文件中没有费用 {name}，也没有任何费用有名称；请在事件中加 `bill: 名称`，或用 who、on 和 what: bill 来问"
    ),
    "it falls on no day of this run": "它不在模拟期内",
    "there was no bill {name}: {reason}": "没有费用 {name}：{reason}",
    "{who} is born on {born}, after {day}": "{who}生于{born}，晚于{day}",
    "{who}, whose birth is drawn, is not born by {day} in this life": "{who}的出生由概率决定，本次人生中到{day}尚未出生",
    # ------------------------------------------------------------------------- the calendar
    "{region}: {parameters}": "{region}：{parameters}",
    "law": "法规",
    "life": "人生",
    "work": "工作",
    "joins": "参保",
    "contributions": "缴费",
    "credits": "划入",
    "status": "待遇",
    "bills": "费用",
    "books": "账目",
    "observe": "查验",
    "What the file says is certain to happen.": "文件写明必定发生的事。",
    "Each day on which any value of any region changes.": "任一地区任一取值变更之日。",
    "Each 1 January after the start.": "开始之后的每年1月1日。",
    "The first day of each region's benefit year, after the start.": "开始之后，各地区待遇年度的第一天。",
    "Everybody's birthdays within the run.": "模拟期内每个人的生日。",
    "The first day of each year, that of the start included, then each day on which something happens in some life.": (
        "每年第一天（含起始年），以及任一次人生中有事发生之日。"
    ),
    "The 1st of each month, that of the start included, where a life table is named.": (
        "写明生命表时，每月1日（含起始月）。"
    ),
    "The 1st of each person's retirement month; whoever is past it on the first day retires then.": (
        "每个人退休当月的1日；开始时已过的，当日退休。"
    ),
    "The 1st of each month, that of the start included. An event of the file replaces the draw of its day.": (
        "每月1日（含起始月）。文件中的事件代替当日的抽取。"
    ),
    "The first day of each binding; those of one day in the order of the file.": (
        "每项共济绑定的第一天；同日的按文件中的次序。"
    ),
    "Every due day: contributions of the month, for those who live on its 1st where it is the due day.": (
        "每个缴费日：缴纳当月费用，限当月1日居住在该缴费日所属地区的人。"
    ),
    "The day of self-payers who pay once a year, in regions where they do.": (
        "灵活就业人员按年缴费的地区，其年缴费日。"
    ),
    "The days on which somebody may join resident insurance, or move or be born into it.": (
        "可能有人参加居民医保，或因迁移、出生而参保之日。"
    ),
    "The days on which residents pay for a benefit year: the window's first, or those of the accounts' debits.": (
        "居民为一个待遇年度缴费之日：集中参保期的首日，或账户代扣之日。"
    ),
    "Each due day on which a region credits the year in advance.": "地区预划全年个人账户的缴费日。",
    "The last day of each month.": "每月最后一天。",
    "The day on which a region credits its retirees for the coming year.": "地区为退休人员划入下一年度之日。",
    "Each 31 December.": "每年12月31日。",
    "Each 31 December, after the day's last bill.": "每年12月31日，当日最后一笔费用之后。",
    "The end of each day that the file expects something of: everybody is kept as they are.": (
        "文件有预期之日的日终：记下每个人的状态。"
    ),
    "{found} is no number  allowed: of a household of a population a life is chosen by its number": (
        "{found} 不是数字  可用：人口中一户的人生用编号选取"
    ),
    "this is a file of one household, not of a population": "这个文件只有一户，不是人口",
    "this is a population: name one of its households by its number in the rows": "这是人口：请用数据行中的编号指定其中一户",
}
