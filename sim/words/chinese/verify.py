"""What `gongji verify` finds. Names of files, keys of `run.json` and columns stay as they are."""

TEXTS = {
    "ok": "相符",
    "note": "注意",
    "WRONG": "不符",
    "population: --again reads its files again and simulates some of its households": (
        "population：--again 会重新读取其文件，并重新模拟其中一些家庭"
    ),
    "population: no folder has its files ({files}); --rows FOLDER says where they lie": (
        "population：没有文件夹含有其文件（{files}）；用 --rows FOLDER 说明所在"
    ),
    "population: its files in {folder} cannot be read: {why}": "population：{folder} 中的文件无法读取：{why}",
    "{file}: points": "{file}：点数",
    "{keys}: not what scenario, rows and seeds give": "{keys}：与由情景、数据行和法规文件得出的不同",
    "{keys}: what scenario, rows and seeds give": "{keys}：与由情景、数据行和法规文件得出的相同",
    "policy: not the recorded law": "法规：不是所记录的",
    "inputs: scenario, rows, seeds and program give the recorded hashes": (
        "inputs：由情景、数据行、法规文件和程序得出的散列值与记录相同"
    ),
    "inputs: scenario, rows, seeds and program give other hashes than the recorded ones": (
        "inputs：由情景、数据行、法规文件和程序得出的散列值与记录不同"
    ),
    "{some:,} of {all:,} households": "{all:,}户中的{some:,}户",
    "made from all {households:,} households of every point": "由每个点的全部{households:,}户得出",
    "made from the rows": "由数据行得出",
    "{name}: {text}": "{name}：{text}",
    # ------------------------------------------------------------------------- files and program
    "{file}: SHA-256 as recorded": "{file}：SHA-256 与记录相同",
    "{file}: SHA-256 recorded {was}, the file has {found}": "{file}：记录的 SHA-256 为 {was}，文件为 {found}",
    "{file}: {record} has no SHA-256 of it": "{file}：{record} 中没有它的 SHA-256",
    "{file}: missing": "{file}：缺失",
    "{file}: missing or damaged; when and how fast the study ran is not known": (
        "{file}：缺失或损坏；不知研究何时运行、用时多少"
    ),
    "{file}: no file of this result": "{file}：不是这个结果的文件",
    "{file}: cannot be read: {why}": "{file}：无法读取：{why}",
    "program and seeds: those the result was made with": "程序与法规文件：就是得出结果时所用的",
    "program": "程序",
    "seeds": "法规文件",
    "{what}: made with others ({was}, installed {now}); what follows from them cannot be recomputed exactly": (
        "{what}：当时用的是另一套（{was}，现为 {now}）；由其得出的内容无法准确重算"
    ),
    "policy files of one's own: {files}: kept in {record}": "自己的法规文件：{files}：保存在 {record} 中",
    "versions: made with {was}; installed {now}": "版本：当时为 {was}；现为 {now}",
    # ------------------------------------------------------------------------- the scenario and its law
    "scenario: its hash is the recorded one": "情景：散列值与记录相同",
    "scenario: hash recorded {was}, its words give {found}": "情景：记录的散列值为 {was}，由其内容算得 {found}",
    "scenario: cannot be read: {why}": "情景：无法读取：{why}",
    "sweep: cannot be read: {why}": "sweep：无法读取：{why}",
    "extension {file} ({what}): SHA-256 as recorded, kept in {record}": (
        "扩展 {file}（{what}）：SHA-256 与记录相同，保存在 {record} 中"
    ),
    "extension {file}: its text has another SHA-256 than the recorded one": "扩展 {file}：其文本的 SHA-256 与记录不同",
    "policy: the seeds give the recorded law": "法规：由法规文件得出的与记录相同",
    "policy: recorded {was}, the seeds give {found}": "法规：记录为 {was}，由法规文件得出 {found}",
    "{key}: recorded {was}, the scenario says {found}": "{key}：记录为 {was}，情景中为 {found}",
    "{key}: recorded {was}, the scenario's sweep says {found}": "{key}：记录为 {was}，情景的 sweep 中为 {found}",
    "{keys}: those of the scenario's sweep": "{keys}：与情景的 sweep 一致",
    "{keys}: what scenario and seeds give": "{keys}：与情景和法规文件一致",
    "{keys}: not what scenario and seeds give": "{keys}：与情景和法规文件不一致",
    "certain: recorded {was}, scenario and seeds say {found}": "certain：记录为 {was}，情景和法规文件得出 {found}",
    "columns: those of such a result, with their units and meanings": "各列：与这类结果应有的列、单位和含义一致",
    "columns: not those of such a result, with their units and meanings": "各列：与这类结果应有的列、单位和含义不一致",
    "inputs: scenario, seeds and program give the recorded hashes": "输入：由情景、法规文件和程序得出的散列值与记录相同",
    "inputs: scenario, seeds and program give other hashes than the recorded ones": (
        "输入：由情景、法规文件和程序得出的散列值与记录不同"
    ),
    "tried, not_tried: the assumptions of this law, with the values beside them": (
        "tried、not_tried：就是这套法规的各项假定及其旁列的取值"
    ),
    # ------------------------------------------------------------------------- rows, and lives simulated again
    "{file}: lives of a point": "{file}：每个取值点的模拟次数",
    "{file}: rows": "{file}：行数",
    "{what}: {found:,}, as recorded": "{what}：{found:,}，与记录相同",
    "{what}: {was:,} by the record, {found:,} in the file": "{what}：记录为 {was:,}，文件中为 {found:,}",
    "cannot be simulated again: {why}": "无法重新模拟：{why}",
    "refusals: those of the first lives, simulated again": "不予办理的事项：与重新模拟的前若干次人生一致",
    "refusals: not those of the first lives, simulated again": "不予办理的事项：与重新模拟的前若干次人生不一致",
    "{some:,} of {all:,} lives": "{all:,} 次人生中的 {some:,} 次",
    "made from all {lives:,} lives of every point": "由每个取值点的全部 {lives:,} 次人生得出",
    "made from {lives} and {years}": "由 {lives} 和 {years} 得出",
    "failed: the same {points:,} points when simulated again": "failed：重新模拟时是同样的 {points:,} 个取值点",
    "failed: not the points that fail when simulated again, or for other reasons": (
        "failed：与重新模拟时失败的取值点不同，或原因不同"
    ),
    "{what}: {of} again, every value the same": "{what}：重算（{of}），所有数值都相同",
    "{what}: {found}{program}": "{what}：{found}{program}",
    " (another program, another result)": "（程序不同，结果不同）",
    "the recomputed columns are others: {others}": "重算得出的列不同：{others}",
    "in another order": "顺序不同",
    "{row}: {column} recorded {was}, recomputed {found}; {counted}": "{row}：{column} 记录为 {was}，重算为 {found}；{counted}",
    "nothing else differs": "其余都相同",
    "{number:,} values differ, in {columns}": "共有 {number:,} 个数值不同，在 {columns}",
    "{row}: {text}; {rows:,} such rows": "{row}：{text}；这样的行有 {rows:,} 行",
    "recorded, but not recomputed": "有记录，重算没有",
    "recomputed, but not recorded": "重算有，没有记录",
    "the rows are in another order, or some occur twice": "各行的顺序不同，或有重复",
}
