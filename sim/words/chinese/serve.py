"""The page to ask on."""

TEXTS: dict[str, str] = {
    "A household under China's employee medical insurance": "职工医保之下的一个家庭",
    "To the text of the household": "跳到家庭的文本",
    "Language": "语言",
    # ------------------------------------------------------------------------- the household
    "The same as text": "同样内容的文本",
    "Form and text follow each other. Comments stay.": "表单与文本互相同步，注释保留。",
    "Region of everybody": "所有人的统筹区",
    "Beside it, as a variant, in": "作为方案，另在此统筹区比较",
    "several": "各不相同",
    "More of {name}": "{name}：更多",
    "Add": "添加",
    "Add to {name}": "在 {name} 中添加",
    "Name of the new entry in {name}": "{name} 中新增项的名称",
    "Remove {name}": "删除 {name}",
    "not set": "未填",
    "The form follows again once the text is YAML.": "文本符合 YAML 格式后，表单会重新同步。",
    # ------------------------------------------------------------------------- a file, a link
    "Open a file": "打开文件",
    "Save as a file": "保存为文件",
    "Copy a link": "复制链接",
    "The link is copied. The household is in the address itself; it opens where this server runs.": (
        "链接已复制。家庭的全部内容都在地址里；在运行本服务的机器上可以打开。"
    ),
    "The household is in the address of this page now.": "家庭的全部内容已写入本页地址。",
    "The link is damaged, so it was not read.": "链接已损坏，未能读取。",
    "Begin anew": "重新开始",
    "Replace what is written here with the first example?": "用示例替换现有内容？",
    # ------------------------------------------------------------------------- checking
    "Check": "检查",
    "No faults.": "没有错误。",
    "{number} to mend": "{number} 处需要修改",
    "line {line}": "第 {line} 行",
    "Note: {text}": "提示：{text}",
    # ------------------------------------------------------------------------- studies
    "The answer": "结果",
    "Simulate": "模拟",
    "Compare variants": "比较方案",
    "Simulate the sweep": "模拟扫描",
    "Cancel": "取消",
    "Nothing is simulated yet. “Simulate” draws many lives of this household and shows what they have in common.": (
        "尚未模拟。点“模拟”会为这个家庭抽取许多次人生，并显示其结果。"
    ),
    "Loading the rules; the first time they are compiled, about a minute.": "正在载入规则；首次需编译，约一分钟。",
    "Waiting in line: {ahead} before this one.": "排队中：前面还有 {ahead} 项。",
    "Preparing.": "准备中。",
    "{lives} of {of_lives} lives": "已完成 {lives} / {of_lives} 次人生",
    "The lives are simulated. The page with charts and single lives is being made.": (
        "模拟完成，正在生成带图表和个案的报告。"
    ),
    "Done.": "完成。",
    "Cancelled. What is finished is kept, so the same study goes on from there.": (
        "已取消。已完成的部分会保留，再次模拟时从那里继续。"
    ),
    "It failed: {why}": "失败：{why}",
    "the process that simulated ended by itself; the server goes on": "模拟进程意外结束；服务仍在运行",
    "The server does not answer. What is written here stays; start gongji serve again and open its address.": (
        "服务没有响应。这里写的内容不会丢失；请重新启动 gongji serve 并打开它给出的地址。"
    ),
    "The household has changed since this answer.": "此结果之后家庭内容有改动。",
    "The report": "报告",
    "Open the report by itself, to print or keep it": "单独打开报告，可打印或保存",
    # ------------------------------------------------------------------------- one life
    "One life, and why its bills were paid as they were": "一次人生，以及费用为何这样支付",
    "Show the life": "显示这次人生",
    "Open the life by itself, to print or keep it": "单独打开这次人生，可打印或保存",
    "Life, by its number": "第几次人生",
    "Show its bills": "列出费用",
    "Why": "为什么",
    "This life has no bills.": "这次人生没有费用。",
    "day": "日期",
}
