"""What screens say of results: headings, notes, small print."""

TEXTS = {
    # ------------------------------------------------------------------------- tables
    "not shown at {width} columns: {heads}; COLUMNS={needed} shows them": (
        "{width} 列宽下未显示：{heads}；设 COLUMNS={needed} 可显示"
    ),
    # ------------------------------------------------------------------------- why
    "What would have changed it": "怎样会有不同",
    "No source gives these values; they are assumed: {names}": "以下取值没有来源，属于假定：{names}",
    "Not by the law alone: {text}": "并非全部依照规定：{text}",
    # ------------------------------------------------------------------------- replay
    "{scenario}: {title}": "{scenario}：{title}",
    "{first} to {last}": "{first}至{last}",
    "{days}, {who}": "{days}，{who}",
    "{count:,} events, not shown: --days prints all of them; --from and --until at most a year of them": (
        "共{count:,}件事，未列出：--days 列出全部；--from 与 --until 列出至多一年"
    ),
    "Values of the law": "法规取值",
    ", each named above where it is first read or has changed": "，上文在首次读取或有变更处注明",
    "without": "无待遇",
    "contributed": "缴费",
    "care": "费用",
    "pool": "统筹",
    "employer": "单位",
    "accounts": "账户支付",
    "relatives": "共济",
    "cash": "现金",
    "account": "账户余额",
    "covered, without: months in which the pool pays or not; care: what bills cost, and who paid it, the pool, an "
    "employer, own accounts, relatives and cash; account: its balance at the year's end. Yuan.": (
        "享受待遇、无待遇：统筹基金支付或不支付的月数；费用：医疗费用，及由统筹基金、单位、个人账户、亲属共济和现金各付多少；"
        "账户余额：年末余额。单位：元。"
    ),
    "refused: {what}, {why}": "未获准：{what}，{why}",
    "{what}: {before} → {after}": "{what}：{before} → {after}",
    "{kind} bill{name} of {amount}, {status}{because}": "{kind}费用{name}{amount}元，{status}{because}",
    " {name}": "“{name}”",
    ": {why}": "：{why}",
    "; rule {number}": "；规则{number}",
    "{who}: {flow}{rule}": "{who}：{flow}{rule}",
    "{parameter} is {value}": "{parameter}为 {value}",
    # ------------------------------------------------------------------------- two variants of a life
    "{scenario}: {title}, {first} and {second}{whom}": "{scenario}：{title}，{first} 与 {second}{whom}",
    "; {who}": "；{who}",
    "Nothing differs: the same happened on every day.": "没有差别：每天发生的都相同。",
    "They first part on {day}": "两者自{day}起不同",
    "only with {variant}:": "只在 {variant}：",
    "{only} nothing": "{only}无",
    "    and {count} more": "    还有{count}项",
    "Values of the law that differ": "不同的法规取值",
    "{parameter} in {region}: {one} with {first}, {other} with {second} ({source}; {other_source})": (
        "{parameter}，{region}：{first} 为 {one}，{second} 为 {other}（{source}；{other_source}）"
    ),
    "{what}: refused, {why}": "{what}：未获准，{why}",
    "as much": "数额相同",
    "{amount} yuan more": "多{amount}元",
    "{amount} yuan less": "少{amount}元",
    "the family": "全家",
    "With {variant} {whose} has {much} at the end": "采用 {variant}，{whose}最终{much}",
    "{text}, in cash, accounts and wallets together": "{text}（现金、账户与钱包合计）",
    ":": "：",
    "difference": "差额",
    "together": "合计",
    "What others paid and received, or moved within the accounts:": "其他各方的收付，或账户之间的划转：",
    "Rule {number}: {rule}": "规则{number}：{rule}",
    "On the first day": "第一天",
    "{bills} of which the pool paid differently{more}: cost, and what it paid": (
        "{bills}，统筹基金支付不同{more}：费用及其支付额"
    ),
    ", the {count} that differ most": "（列出差别最大的{count}笔）",
    "{day} {who}, {kind}": "{day} {who}，{kind}",
    "cost": "费用",
    # ------------------------------------------------------------------------- the calendar
    "{scenario}: its calendar": "{scenario}：日程",
    "{phase}: {process}": "{phase}：{process}",
    "{process}, {days}: {does}": "{process}，{days}：{does}",
    "{process} ({about})": "{process}（{about}）",
    "{phase}: {process}, {who}": "{phase}：{process}，{who}",
    "Days are those of all lives. Between them each life has its own: bills that are drawn, and benefits that return "
    "after a gap.": "以上日子各次人生共有。其间每次人生还有自己的日子：抽取的费用，以及中断后恢复待遇之日。",
    "{count:,} things are due, not shown: --days prints all of them; --from and --until at most a year of them": (
        "共{count:,}项，未列出：--days 列出全部；--from 与 --until 列出至多一年"
    ),
    "everybody": "所有人",
    "nobody": "无人",
    # ------------------------------------------------------------------------- what of the law lives exercised
    "Rules called in {lives} of {cases}": "{cases}、{lives}中用到的规则",
    "{title}: {called} of {rules}": "{title}：{rules}条中的{called}条",
    "Not called": "未用到",
    "{reason} ({number})": "{reason}（{number}）",
    "Refused, in so many cases": "未获准（情景数）",
    "nothing": "无",
    "Nothing was refused for": "没有因以下原因未获准",
    "Values read: {values}, of {parameters}: {counts}": "读取的取值：{values}个，属于{parameters}：{counts}",
    "{title} ({count})": "{title}（{count}）",
    "{title}: {names}": "{title}：{names}",
    "Read, of grade C": "读取，C级",
    "Read, of grade K (no source found)": "读取，K级（未找到来源）",
    "Read, assumed": "读取，假定",
    "assumption": "假定",
    "scenario": "情景",
    "{parameter} in {region}: {value} ({source})": "{parameter}，{region}：{value}（{source}）",
    "{parameter} in {region}: {value} since {since} ({source})": "{parameter}，{region}：自{since}起 {value}（{source}）",
    "Due days, windows and first days of years are taken from the law before a life begins.": (
        "缴费日、参保期和年度首日在人生开始之前已从法规取得。"
    ),
    "That a value was read says little: gongji sweep FILE --assumptions tries other values.": (
        "取值被读取并不说明什么：gongji sweep FILE --assumptions 会试用其他取值。"
    ),
}
