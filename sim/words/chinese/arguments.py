"""What is wrong with an argument of a command or a function, and with what is wanted of a study.

As in `faults.py`, a message is English wherever it goes, and `{0}` is the first of its values.
"""

TEXTS: dict[str, str] = {
    # ------------------------------------------------------------------------- arguments
    "{} has a value of its own here, so this changes nothing": "{0} 在此另有自己的取值，因此这里不起作用",
    "{} each have a value of its own here, so this changes nothing": "{0} 在此另有自己的取值，因此这里不起作用",
    "up to 60 small Latin letters, digits and _, a letter first": "至多 60 个小写拉丁字母、数字和 _，以字母开头",
    "{} is no {}; there is none": "{0} 不是{1}；一个也没有",
    "{} is no {}; did you mean {}?  allowed: {}": "{0} 不是{1}；是否指 {2}？  可写：{3}",
    "{} is no {}  allowed: {}": "{0} 不是{1}  可写：{2}",
    "person of this file": "本文件的人员",
    "variant of this file": "本文件的方案",
    "bill of this file": "本文件的费用",
    "person of this study": "本研究的人员",
    "person of this sweep": "本次扫描的人员",
    "variant of this sweep": "本次扫描的方案",
    "statistic": "统计量",
    "table of this result": "此结果的表格",
    "form of money": "金额的形式",
    "value of {}": "{0} 的取值",
    "chart of a {}": "{0}的图表",
    "outcome of which there is the chart {}": "图表 {0} 可画的指标",
    "chart of a run": "模拟的图表",
    "chart of a comparison": "比较的图表",
    "chart of a sweep": "扫描的图表",
    "chart of a population": "人口的图表",
    "chart of a population_comparison": "人口比较的图表",
    "outcome": "指标",
    "language": "语言",
    "question": "问题",
    "format": "格式",
    "chart": "图表",
    "result in {}": "{0} 中的结果",
    "{} is no text in UTF-8, which tables need; choose another folder": "{0} 不是 UTF-8 文本，而表格需要；请另选文件夹",
    "{} is no name of a folder": "{0} 不能作文件夹名",
    "{} cannot name a folder of results": "{0} 不能作结果文件夹的名称",
    "{}… is longer than {} bytes; choose a shorter name": "{0}… 超过 {1} 字节；请用较短的名称",
    "nothing can be written to {} ({})": "{0} 无法写入（{1}）",
    "{} workers can simulate nothing; at least 1 is needed": "{0} 个工作进程无法模拟；至少要 1 个",
    "workers died {} times over the same lives ({}); out of memory?": "工作进程在同样的人生上已中止 {0} 次（{1}）；是否内存不足？",
    "the Dask scheduler at {} has lost its last worker": "{0} 的 Dask 调度器已没有工作进程",
    "how many lives --until needs is found out by all parts together; use -n": "--until 需要模拟多少次，要由各份合在一起才知道；请用 -n",
    # ------------------------------------------------------------------------- what is asked of a study
    "nothing to compare; name a file with variants, or several files": "没有可比较的；请给出有方案的文件，或几个文件",
    "files are compared as they are, the first is the baseline": "几个文件按原样比较，第一个为基准",
    "{}; add some under `variants:`, or name two files": "{0}；请写在 `variants:` 之下，或给出两个文件",
    "the file has no variants": "文件没有方案",
    "no variant is named": "没有指明方案",
    "{} would be compared with itself; name another variant": "{0} 会与自己比较；请指明另一个方案",
    "two files are called {}.yaml; rename one, their names identify them": "有两个文件都叫 {0}.yaml；文件以名称区分，请改其中一个",
    "{} and {} have no person in common, so nothing to compare": "{0} 与 {1} 没有相同的人员，因此没有可比较的",
    "{} is yes or no: its share of lives is in every table": "{0} 只有是与否：各表中有其占比",
    "{} is of all lives together: no life has one to exceed an amount": "{0} 属于全部人生：单次人生没有这个数额",
    "is about the lives of a run; exceeding() gives it of a comparison": "只用于一次 run 的人生；比较的结果用 exceeding()",
    "{} is yes or no: summary() has its share of lives": "{0} 只有是与否：summary() 中有其占比",
    "{} is no number; write one such as 50000 or '0.5'": "{0} 不是数值；请写如 50000 或 '0.5'",
    "a cross table needs the grid of two paths; {}": "交叉表需要两个路径的 grid；{0}",
    "this sweep has {} ({}), by {}": "这次扫描有 {0} 个路径（{1}），by: {2}",
    "this sweep is the file's own; sim.sweep(file, assumptions=True) tries them": (
        "这是文件自己的扫描；sim.sweep(file, assumptions=True) 才试用各项假定"
    ),
    "names the outcomes that --until applies to; add --until too": "指明 --until 所针对的指标；请一并写出 --until",
    "{} is no width of an interval; write one such as 1%, '50 yuan', '0.5 months' or, of a comparison, '10% of the difference'": (
        "{0} 不是区间的宽度；请写如 1%、'50 yuan'、'0.5 months'，比较时也可写 '10% of the difference'"
    ),
    "{} does not fit {}, which is yes or no": "{0} 不适合 {1}，它只有是与否",
    "{} does not fit {}, which is in {}": "{0} 不适合 {1}，其单位为 {2}",
    "{} is for comparisons; write one such as 1% or '50 yuan'": "{0} 只用于比较；请写如 1% 或 '50 yuan'",
    "the mean of {} is 0, so no share of it can be reached": "{0} 的均值为 0，因此达不到它的任何比例",
    "the mean of {} that {} refers to is 0 in all {} lives; {}": "{1} 所指的 {0} 的均值，在全部 {2} 次人生中为 0；{3}",
    "write an amount such as {}": "请写数额，如 {0}",
    "{}; to simulate them all: --points {}": "{0}；要全部模拟：--points {1}",
    "the sweep has {} points, more than {}, the most without this option": (
        "扫描有 {0} 个取值点，超过不用此选项时的上限 {1}"
    ),
    "no point could be simulated; the first: {}": "没有一个取值点可以模拟；第一个：{0}",
    "{}: what it changes is swept, and swept values are set last": "{0}：它所改动的正在扫描，而扫描的取值最后设定",
    "at the points of this sweep {} is the same as the file itself": "在这次扫描的取值点上，{0} 与文件本身相同",
    "no assumption of this scenario has another plausible value: there is nothing to try": (
        "这个情景没有一项假定另有合理取值：没有可试的"
    ),
    "no other value is known": "不知道其他取值",
    "a projection moves it, and would not move another value": "由推算改动它，推算不会改动另一个取值",
    "it is no value of the law": "它不是法规的取值",
}
