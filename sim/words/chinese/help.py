"""What `--help` says of commands, arguments and options."""

TEXTS = {
    "starter, in Chinese starter_zh": "starter_zh，英文为 starter",
    "Simulate a household under China's employee medical insurance: month by month, in thousands of lives.": (
        "模拟职工基本医疗保险之下的一个家庭：逐月进行，重复数千次人生。"
    ),
    "Print the version.": "显示版本。",
    "The language: en or zh.": "语言：en 或 zh。",
    "the locale's, else en": "系统语言，否则 en",
    "Install completion for the current shell.": "为当前 shell 安装命令补全。",
    "Show completion for the current shell, to copy it or customize the installation.": "显示当前 shell 的补全脚本，可复制或自行安装。",
    "Show this message and exit.": "显示本说明。",
    "Usage:": "用法：",
    "Error: {message}": "错误：{message}",
    "{command} explains it.": "说明见 {command}",
    "Options": "选项",
    "Arguments": "参数",
    "Commands": "命令",
    "default: {value}": "默认：{value}",
    "required": "必填",
    # ------------------------------------------------------------------------- populations
    "Populations: a synthetic one to try.": "人口：一个可供试用的合成人口。",
    "Write a synthetic population: a file of rows, and a scenario that reads it and says that it is synthetic.": (
        "写出合成人口：一个数据文件，以及读取它并注明为合成的情景文件。"
    ),
    "The scenario to write, .yaml.": "要写出的情景文件，.yaml。",
    "Persons, at least.": "至少多少人。",
    "Seed of what is drawn.": "抽取的种子。",
    "Region that all live in.": "所有人居住的统筹区。",
    "Year that the run begins with.": "模拟开始的年份。",
    "A file of marginals.": "边际分布文件。",
    "seeds/population.yaml": "seeds/population.yaml",
    "Which of its marginals.": "其中哪一组边际分布。",
    # ------------------------------------------------------------------------- studies
    "Simulate many lives of a scenario: distributions on the screen, every life in results/NAME.": (
        "模拟一个情景的许多次人生：屏幕显示分布，每次人生存入 results/NAME。"
    ),
    "Simulate variants of a file, or several files, with common random numbers; compare them life by life.": (
        "用公共随机数模拟一个文件的各方案或几个文件，逐次人生比较。"
    ),
    "Simulate the same lives at all points of a file's sweep: what moves the outcomes, and how far.": (
        "在文件的 sweep 的所有取值点上模拟同样的人生：什么影响指标，影响多大。"
    ),
    "Simulate scenarios and compare the outcomes with their `expect`.": "模拟情景，并与其 `expect` 比较。",
    "Check scenarios without simulating them.": "检查情景文件，不模拟。",
    "A scenario file.": "情景文件。",
    "Scenario files.": "情景文件。",
    "Simulate this variant of the file.": "模拟文件中的这个方案。",
    "the file itself": "文件本身",
    "Lives to simulate.": "模拟次数。",
    "the file's": "按文件",
    "Random seed.": "随机种子。",
    "Simulate one part of all blocks, such as 2/8, for a scheduler's array of jobs; the same command without --part then writes the result.": (
        "只模拟全部区块中的一份，如 2/8，供调度系统的数组作业使用；之后不带 --part 的同一命令写出结果。"
    ),
    "Most lives of a sweep, over all its points.": "一次扫描各点合计最多模拟多少次。",
    "Show this life too: a number, or words such as median:OUTCOME; may be repeated.": (
        "另外显示这一次模拟：编号，或 median:OUTCOME 这样的说法；可重复。"
    ),
    "the worst, the median, the best": "最差、中位、最好",
    "Simulate until the 95 % interval is ± this narrow: 1% or '50 yuan'; of a comparison also '10% of the difference'.": (
        "一直模拟到 95% 区间窄至 ± 此值：1% 或 '50 yuan'；比较时也可用 '10% of the difference'。"
    ),
    "Outcomes that --until applies to, commas between.": "--until 所针对的指标，用逗号分隔。",
    "first of report": "report 的第一项",
    "Blocks simulated at a time.": "同时模拟的区块数。",
    "one per processor": "每个处理器一个",
    "Address of a Dask scheduler whose workers simulate the blocks.": "Dask 调度器的地址，由其工作进程模拟。",
    "Folder of policy files of your own, looked at before the program's.": "自己的法规文件夹，先于程序自带的读取。",
    "seeds/ beside FILE": "FILE 旁边的 seeds/",
    "seeds/ where you are": "当前位置的 seeds/",
    "The folder of all results.": "所有结果的文件夹。",
    "Name of the result.": "结果的名称。",
    "Print the few lines that answer.": "只显示作答的几行。",
    "Print these outcomes only, commas between.": "只显示这些指标，用逗号分隔。",
    "the file's report": "按文件的 report",
    "How likely lives exceed it: OUTCOME=AMOUNT, commas between.": "人生超过它的概率：指标=数额，用逗号分隔。",
    "Also write a page about the study, NAME.html beside its folder.": "另写一份网页报告，结果文件夹旁的 NAME.html。",
    "Print one JSON document, errors too; docs/json.md describes it.": "输出一份 JSON 文档，包括错误；说明见 docs/json.md。",
    "Print errors only.": "只显示错误。",
    "Names of variants, commas between.": "方案名称，用逗号分隔。",
    "The variant the others are compared with.": "其他方案与之比较的方案。",
    "Most points to simulate.": "至多模拟的取值点数。",
    "2,000": "2,000",
    "Try other values of what the law assumes, not the file's sweep.": "试用法规中各假定的其他取值，而不是文件的 sweep。",
    # ------------------------------------------------------------------------- one life
    "Show the calendar that a scenario produces: day, phase, process, and whom it concerns. Nothing is simulated.": (
        "显示情景产生的日程：日期、阶段、过程、涉及的人。不作模拟。"
    ),
    "Simulate one life again and say what happened in it: its years at a glance, its days with their law.": (
        "重新模拟一次人生，说明发生了什么：逐年概览，逐日连同法规。"
    ),
    "Say why a bill was paid as it was, or why somebody was covered on a day or not, in one life; or how the same life "
    "differs between two variants.": "说明一次人生中一笔费用为何这样支付，或某人某日为何享受或不享受待遇；或同一次人生在两个方案之间有何不同。",
    "A variant of the file.": "文件中的方案。",
    "A person of the file.": "文件中的人员。",
    "The first year, month or day.": "起始的年、月或日。",
    "the run's first day": "模拟的第一天",
    "The last year, month or day.": "截止的年、月或日。",
    "the run's last day": "模拟的最后一天",
    "Print every day; without, those of at most a year.": "列出每一天；不写则至多列一年。",
    "A life: its number, worst, best, median:OUTCOME, first:OUTCOME=VALUE.": (
        "哪次人生：编号、worst、best、median:指标、first:指标=值。"
    ),
    "A bill of the file, by its name.": "文件中的一笔费用，按名称。",
    "A person, together with --on.": "人员，与 --on 并用。",
    "A day of the run.": "模拟期内的一天。",
    "covered, or bill: the person's bills of that day.": "covered，或 bill：该人当日的费用。",
    "Two variants; baseline is the file itself.": "两个方案；baseline 指文件本身。",
    # ------------------------------------------------------------------------- charts and pages
    "Draw a chart of a finished study; without CHART, list those that there are.": "画已完成研究的图表；不写 CHART 则列出可画的图表。",
    "Name of a result, or its folder.": "结果的名称，或其文件夹。",
    "The chart, such as fan.": "图表，如 fan。",
    "list them": "列出",
    "The outcome it is of.": "所画的指标。",
    "the first that fits": "第一个适合的",
    "A person of the study.": "研究中的人员。",
    "The file: .svg, .png, .pdf, .html or .json (Vega-Lite).": "文件：.svg、.png、.pdf、.html 或 .json（Vega-Lite）。",
    "NAME-CHART.svg": "NAME-CHART.svg",
    "Write a page about a finished study: one HTML file that needs nothing else and fetches nothing.": (
        "写一份已完成研究的网页报告：单个 HTML 文件，不需要也不读取其他内容。"
    ),
    "The file to write.": "要写的文件。",
    "NAME.html": "NAME.html",
    "Serve a page on which a household is written and simulated, to this machine only, until Ctrl-C.": (
        "提供一个网页，可在其中填写并模拟一个家庭；只限本机，直到按 Ctrl-C。"
    ),
    "The port; 0 for any that is free.": "端口；0 表示任一空闲端口。",
    "8690 if it is free": "8690（若空闲）",
    "Run extension files of the present folder that a text names.": "运行文本所写的当前文件夹中的扩展文件。",
    "Most lives of a study.": "一项研究的最多次数。",
    "Most years of a study.": "一项研究的最多年数。",
    "Write a scenario with comments to start from, and beside it the JSON Schema for editors.": (
        "写一个带注释的情景作为起点，旁边附编辑器用的 JSON Schema。"
    ),
    "A worked scenario to start from.": "作为起点的现成情景。",
    "Print the JSON Schema of a scenario file.": "输出情景文件的 JSON Schema。",
    # ------------------------------------------------------------------------- the law
    "The law of each region: values, sources, differences, claims.": "各地区的法规：取值、来源、差异、说法。",
    "List the regions: names, how complete, how well sourced, when last verified.": "列出各地区：名称、完整程度、来源情况、核实日期。",
    "Show the law of a region on a day, in the order of the rules, with what each value rests on.": (
        "按规则次序显示某地区某日的法规，以及每个取值的依据。"
    ),
    "A region, by its file or in Chinese.": "地区，用文件名或中文名。",
    "The day.": "日期。",
    "today": "今天",
    "Of this rule of the law alone.": "只显示这条规则。",
    "all": "全部",
    "Show where the law differs between two regions, two days, or two variants of a scenario.": (
        "显示两个地区、两个日期或情景的两个方案之间法规的差异。"
    ),
    "A region (beijing), perhaps on a day (beijing@2025-01-01); a scenario (FILE) or a variant (FILE:NAME).": (
        "地区（beijing），可带日期（beijing@2025-01-01）；情景（FILE）或方案（FILE:NAME）。"
    ),
    "The same.": "同上。",
    "List the sources of a region's file, with what rests on each.": "列出地区文件的来源，以及各来源支持的内容。",
    "Show which rules, refusals and values of the law scenarios exercise, each file and its variants.": (
        "显示情景用到法规的哪些规则、不获准的原因和取值，包括各文件及其方案。"
    ),
    "Lives of each case, the first ones.": "每个情景的人生次数，取最前面的。",
    "List what pages claim of the insurance, with a verdict for each.": "列出网页对医保的说法，各附判断。",
    "Only agrees, local, contradicts or unverified.": "只列 agrees、local、contradicts 或 unverified。",
    "Write a policy file to start from: every parameter with its meaning and unit, what decides most first.": (
        "写一个法规文件作为起点：每个参数及其含义和单位，最重要的在前。"
    ),
    "The region, in small Latin letters.": "地区，用小写拉丁字母。",
    "Folder for the file.": "存放文件的文件夹。",
    "Check policy files by themselves: every fault with its line.": "单独检查法规文件：每处错误及其行号。",
    "Policy files.": "法规文件。",
    # ------------------------------------------------------------------------- results
    "Finished studies.": "已完成的研究。",
    "Show a finished study again.": "再次显示已完成的研究。",
    "that of gongji results --out, else results": "gongji results --out 所写的，否则 results",
    "Export the tables of a study to other programs.": "把研究的表格导出给其他程序。",
    "csv, xlsx (Excel) or dta (Stata).": "csv、xlsx（Excel）或 dta（Stata）。",
    "Folder to write to.": "写入的文件夹。",
    "the result's own": "结果自己的文件夹",
    "Verify that a result agrees with its record: files, scenario, law and program.": (
        "核对结果与其记录是否一致：文件、情景、法规和程序。"
    ),
    "Folder of a population's files, for --again.": "人口文件所在的文件夹，用于 --again。",
    "where they were read": "当时读取之处",
    "Also simulate a sample of the lives again, and compare them.": "另外重新模拟一部分人生并比较。",
    "A household of a population, by its number in the rows.": "人口中的一户，按数据行中的编号。",
}
