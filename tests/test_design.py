"""The arrows of docs/design.md are those of the code: none is missing there, and none is there that nobody needs."""

import re
from collections import defaultdict
from pathlib import Path

import grimp

DESIGN = Path(__file__).parents[1] / "docs" / "design.md"


def drawn() -> dict[str, set[str]]:
    """The arrows of the page, and under `all of them` what lies below every room."""
    found = re.search(r"^Imports go one way:\n\n```text\n(.*?)```", DESIGN.read_text(encoding="utf-8"), re.M | re.S)
    assert found
    arrows: dict[str, set[str]] = defaultdict(set)
    for line in found.group(1).splitlines():
        sources, targets = line.split("→")
        for source in sources.split(","):
            arrows[source.strip()] |= {target.strip() for target in targets.split(",")}
    return arrows


def test_the_arrows_of_the_page_are_the_imports_of_the_code():
    arrows = drawn()
    below = arrows.pop("all of them")
    graph = grimp.build_graph("sim", exclude_type_checking_imports=False, cache_dir=None)
    found: dict[str, set[str]] = defaultdict(set)
    for importer in graph.modules - {"sim"}:
        source = importer.split(".")[1]
        for imported in graph.find_modules_directly_imported_by(importer):
            target = imported.split(".")[1]
            if source not in below and target not in below | {source}:
                found[source].add(target)
    assert found == arrows
