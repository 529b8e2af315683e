"""Writes docs/parameters.md from the declarations in sim/policy/parameters.py and the values in seeds/national.yaml.

.venv/bin/python docs/make_parameters.py
"""

from pathlib import Path

from sim.policy import parameters
from sim.policy.parameters import Parameter
from sim.policy.provisions import RULES
from sim.policy.seeds import NATIONAL, UNDATED, seed
from sim.policy.values import Value

PAGE = Path(__file__).resolve().parent / "parameters.md"
HEAD = """\
# Parameters of the law

Written by `docs/make_parameters.py` from the declarations in `sim/policy/parameters.py`; do not edit. The names are
those of policy files (`seeds/`) and of `policy:` in a scenario. What each rule does with them: [the law](law.md). How
values are written: [regions](regions.md#shapes-of-values).

**National** is the last value `seeds/national.yaml` gives, what every region falls back to. Behind it stands what it
rests on: a grade of its source (A government text, B repost that quotes one, C other page, K no source found) or
*assumed*, which every result that uses it lists with the name and the reason. There are {count} parameters. Where no
rule reads one, policy files may give it, but a scenario cannot change it: that would change nothing.
"""


def page() -> str:
    """The whole page."""
    declared = list(parameters().values())
    sections = [_section(_title(rule), [one for one in declared if one.rule == rule]) for rule in RULES]
    return "\n".join([HEAD.format(count=len(declared)), *sections, _projections()])


def _title(rule: int) -> str:
    english, chinese = RULES[rule]
    return f"Rule {rule}: {english} ({chinese})" if rule else f"{english.capitalize()} ({chinese})"


def _section(title: str, declared: list[Parameter]) -> str:
    rows = [_row(one) for one in declared]
    return "\n".join([f"## {title}", "", "| parameter | meaning | unit | national |", "|---|---|---|---|", *rows, ""])


def _row(parameter: Parameter) -> str:
    meaning = f"{parameter.english} ({parameter.chinese})"
    return f"| `{parameter.name}` | {meaning} | {_unit(parameter)} | {_national(parameter.name)} |"


def _unit(parameter: Parameter) -> str:
    """The unit, with the words that may be written; the words alone where the kind is a closed list."""
    kind = parameter.kind
    if not kind.words:
        return kind.unit
    words = ", ".join(f"`{word}`" for word in kind.words)
    return words if kind.unit.startswith("word") else f"{kind.unit}, or {words}"


def _national(name: str) -> str:
    value = seed(NATIONAL).values[name][-1]
    return f"`{value.text}`, {_rests_on(value)}"


def _rests_on(value: Value) -> str:
    since = f" since {value.from_}" if value.from_ else ""
    return "*assumed*" if value.assume else f"{value.grade}{since or f', {UNDATED}'}"


def _projections() -> str:
    rows = [
        f"| `{name}` | {value[-1].text} | {value[-1].assume[0]}: {value[-1].assume[1]} |"
        for name, value in seed(NATIONAL).values.items()
        if name.startswith("projection.") and value[-1].assume
    ]
    lines = [
        "## Projections",
        "",
        "After the last dated value an amount of yuan stays as it is unless a projection is named:",
        "`projection.<parameter>: 2% a year`, or `projection.average_wage` for the wage and what follows it.",
        "",
        "| projection | rate | assumption |",
        "|---|---|---|",
    ]
    return "\n".join([*lines, *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
