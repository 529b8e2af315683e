"""Some households as a scenario: their people in place of the rows, so that whatever reads a scenario reads them."""

from collections.abc import Iterable, Iterator

from sim.errors import Fault
from sim.population.household import Household, Member
from sim.scenario import Scenario, with_rows
from sim.scenario.populating import KinBinding
from sim.scenario.populating import Population as Words
from sim.values.trees import as_node
from sim.yaml_marks import Mapping, Node
from sim.yaml_marks import Sequence as Nodes


def words_of(scenario: Scenario) -> Words:
    """What a scenario says of its rows."""
    assert scenario.population, "a scenario of a household has no rows"
    return scenario.population


def case_of(scenario: Scenario, households: Iterable[Household]) -> tuple[Scenario, Iterator[Fault]]:
    """The scenario with the people of some households, and every fault of them, looked for as they are taken."""
    said, households = words_of(scenario), list(households)
    people = {member.name: _tree(member) for household in households for member in household.members}
    marks = {member.name: member.mark for household in households for member in household.members}
    bindings = [one for household in households for one in _bindings(scenario, said, household)]
    homes = {member.name: household.name for household in households for member in household.members}
    return with_rows(scenario, Mapping(people, key_marks=marks), Nodes(bindings), homes)


def _tree(member: Member) -> Node:
    """A person as a scenario would write it, every value at the place it comes from."""
    tree = Mapping({}, member.mark)
    for key, value in member.said.items():
        *above, last = key.split(".")
        owner = tree
        for step in above:
            if step not in owner:
                owner[step], owner.key_marks[step] = Mapping({}, member.mark), member.mark
            owner = owner[step]
        node = Nodes(value, value[0].mark) if isinstance(value, list) else value
        owner[last], owner.key_marks[last] = node, node.mark
    return tree


def _bindings(scenario: Scenario, said: Words, household: Household) -> Iterator[Node]:
    """Who pays for whom in a household."""
    mark = scenario.document.mark("population", "bindings")
    for rule in said.bindings:
        for payer in household.members:
            if str(payer.said.get("insured.as", "none")) in rule.payer:
                for other in _relatives(rule, payer, household):
                    words = {"payer": payer.name, "for": other}
                    limit = {"limit": f"{rule.limit.amount / 100:.2f} a {rule.limit.per}"} if rule.limit else {}
                    yield as_node({**words, **limit}, mark)


def _relatives(rule: KinBinding, payer: Member, household: Household) -> Iterator[str]:
    for other in household.members:
        is_spouse = _names(payer, "spouse", other) or _names(other, "spouse", payer)
        is_parent, is_child = _names(payer, "parents", other), _names(other, "parents", payer)
        kin = {"spouse": is_spouse, "parents": is_parent, "children": is_child}
        if any(kin[word] for word in rule.for_):
            yield other.name


def _names(one: Member, key: str, other: Member) -> bool:
    stated = one.said.get(key, [])
    return other.name in (stated if isinstance(stated, list) else [stated])
