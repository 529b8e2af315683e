"""The Chinese of every sentence that the code says, by its English; loaded only where Chinese is spoken."""

from sim.words.chinese import (
    arguments,
    charts,
    explain,
    failures,
    faults,
    help,
    page,
    pages,
    refusals,
    report,
    schema,
    serve,
    verify,
)

ROOMS = (explain.TEXTS, report.TEXTS, refusals.TEXTS, help.TEXTS, verify.TEXTS, schema.TEXTS)
TEXTS: dict[str, str] = {english: chinese for room in ROOMS for english, chinese in room.items()}

#: Those of faults, which are data and come as whole English sentences (`translation.py`).
OF_FAULTS: dict[str, str] = faults.TEXTS | arguments.TEXTS | failures.TEXTS

#: Those of charts and pages, which have a word of their own where screens have a short one: 统筹基金 for 统筹.
ROOMS_OF_PAGES = (pages.TEXTS, charts.TEXTS, page.TEXTS, serve.TEXTS)
ON_PAGES: dict[str, str] = TEXTS | {english: chinese for room in ROOMS_OF_PAGES for english, chinese in room.items()}

#: The measure words of what is counted, by its English in the singular.
COUNTED = {
    "bill": "笔费用",
    "block": "个区块",
    "case": "个情景",
    "comparison": "次比较",
    "day": "天",
    "file": "个文件",
    "household": "户",
    "further amount": "个其他金额",
    "life": "次人生",
    "month": "个月",
    "more reason": "个其他原因",
    "parameter": "个参数",
    "path": "个路径",
    "payer": "个共济人",
    "person": "人",
    "point": "个取值点",
    "transfer": "次转账",
    "value": "个取值",
    "variant": "个方案",
    "whole benefit year": "个完整待遇年度",
    "year": "年",
}
