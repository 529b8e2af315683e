"""What stops a study beside faults of a file: other programs, workers, folders and disks; and what to do then."""

TEXTS: dict[str, str] = {
    # ------------------------------------------------------------------------- hints
    "This is a fault of Gongji, not of the scenario: please report it with the file and the seed.": (
        "这是 Gongji 的错误，不是情景的错误：请连同文件和随机种子一起报告。"
    ),
    "Choose smaller amounts, a smaller growth or a shorter run.": "请用较小的金额、较低的增长或较短的模拟期。",
    "The other finished blocks are kept. (GONGJI_DEBUG=1 shows where)": (
        "其他已完成的区块都保留。（GONGJI_DEBUG=1 显示出错位置）"
    ),
    "What is finished is kept; the same command goes on with it. (GONGJI_DEBUG=1 shows where)": (
        "已完成的部分都保留；同一命令会接着进行。（GONGJI_DEBUG=1 显示出错位置）"
    ),
    # ------------------------------------------------------------------------- workers
    "no Dask scheduler answers at {} ({})": "{0} 没有 Dask 调度器应答（{1}）",
    "the Dask scheduler at {} has no workers; start some: dask worker {}": (
        "{0} 的 Dask 调度器没有工作进程；请启动：dask worker {1}"
    ),
    "the scheduler's machine has no Gongji, or another version ({})": "调度器所在机器没有 Gongji，或版本不同（{0}）",
    "{} of {} workers have no Gongji, or another version of it, of Python or of the seeds; install the same. "
    "The first is at {}": "{1} 个工作进程中有 {0} 个没有 Gongji，或其版本、Python 版本、seeds 不同；请安装相同的。第一个在 {2}",
    "a worker has another version of Gongji, of Python or of the seeds than this process: install the same everywhere, "
    "and change nothing while a study runs": (
        "有工作进程的 Gongji 版本、Python 版本或 seeds 与本进程不同：请处处安装相同的，研究进行中不要改动"
    ),
    "lives {} to {}: {}": "第 {0} 至 {1} 次人生：{2}",
    "{}: libraries of the extra {} are missing; to install them:": "{0}：缺少附加组件 {1} 的库；安装：",
    # ------------------------------------------------------------------------- folders and files
    "{} is in the way: Gongji needs that name for a folder; move it elsewhere": (
        "{0} 占用了 Gongji 要用作文件夹的名称；请移到别处"
    ),
    "{} is in the way: Gongji needs that name for a file; move it elsewhere": (
        "{0} 占用了 Gongji 要用作文件的名称；请移到别处"
    ),
    "{} has files that Gongji did not write ({}); move them elsewhere": "{0} 中有不是 Gongji 写的文件（{1}）；请移到别处",
    "another gongji is working on {} in {}; wait for it, or choose --name or --out": (
        "另一个 gongji 正在处理 {1} 中的 {0}；请等它结束，或另选 --name 或 --out"
    ),
    "{} is a link, which a result cannot replace. Choose another --name, or remove it": (
        "{0} 是链接，不能由结果替换。请另选 --name，或将其移除"
    ),
    "{} is left unchanged, it is no result of Gongji ({}). Choose another --name or --out, or remove it": (
        "{0} 不是 Gongji 的结果（{1}），未作改动。请另选 --name 或 --out，或将其移除"
    ),
    "{} has another study: {} of {}. Choose another --name or --out, or remove that folder": (
        "{0} 中是另一项研究：{2} 的 {1}。请另选 --name 或 --out，或移除该文件夹"
    ),
    "the tables cannot be made ({})": "无法写出结果表（{0}）",
    "a table of it cannot be read ({}); gongji verify says more": "其中有结果表无法读取（{0}）；详见 gongji verify",
    "nothing can be exported to {} ({})": "无法导出到 {0}（{1}）",
    "{} has {} rows and a sheet of Excel holds {}; export to csv instead": (
        "{0} 有 {1} 行，Excel 工作表至多 {2} 行；请改为导出 csv"
    ),
    "{} has {} columns and a sheet of Excel holds {}; export to csv instead": (
        "{0} 有 {1} 列，Excel 工作表至多 {2} 列；请改为导出 csv"
    ),
    "{} is too large for a workbook of Excel; export to csv instead": "{0} 超出 Excel 工作簿的容量；请改为导出 csv",
    # ------------------------------------------------------------------------- amounts
    "life {}, {}, {}: the monthly wage is {} yuan, more than the {} yuan that can be counted": (
        "第 {0} 次人生，{1}，{2}：月工资为 {3} 元，超过可计算的 {4} 元"
    ),
    "life {}, {}, {}: the account is {} yuan, more than the {} yuan that can be counted": (
        "第 {0} 次人生，{1}，{2}：账户为 {3} 元，超过可计算的 {4} 元"
    ),
    "life {}, {}, {}: what counts towards the limits of a year's benefits, more than the {} yuan that can be counted": (
        "第 {0} 次人生，{1}，{2}：计入年度限额的金额超过可计算的 {3} 元"
    ),
    "the books of life {}, person {} do not balance on {}: places {}, balances {}, flows {}, pools {}": (
        "第 {0} 次人生第 {1} 人在 {2} 的账目不平：账户 {3}，余额 {4}，流水 {5}，统筹 {6}"
    ),
    # ------------------------------------------------------------------------- what is asked for
    "the scenario has no sweep": "情景没有 sweep",
    "{}: {} is none of its words": "{0}：{1} 不是可用的词",
    "{} is no amount; write OUTCOME=AMOUNT, such as out_of_pocket=50000, or an amount of the first outcome shown": (
        "{0} 不是数额；请写 OUTCOME=AMOUNT，如 out_of_pocket=50000，或只写第一个指标的数额"
    ),
    "{} and {} have no region in common": "{0} 与 {1} 没有共同的地区",
    "one of {}, and the same of {}": "前者可为 {0}，后者与之相同，可为 {1}",
    "{} is not among the regions of this policy": "{0} 不在这份法规的地区之中",
    "{} is no parameter but begins the names of several": "{0} 不是参数，而是几个参数名称的开头",
    "amounts of yuan": "以元计的金额",
    "nothing in this file is marked as a rule or a process, so it would change nothing": (
        "文件中没有标为规则或过程的部分，因此不会改变什么"
    ),
    "functions below @rule or @process": "@rule 或 @process 之下的函数",
    "functions given as rules, or in files named under extensions": "以 rules 给出的函数，或 extensions 所列文件中的函数",
    "rules: {} is {}, and must be a function that has a name": "rules：{0} 是 {1}，应为有名称的函数",
}
