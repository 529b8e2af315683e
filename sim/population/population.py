"""A population: households made of rows, each checked as a scenario's people are; in the order of their numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import Fault, Faults
from sim.policy import with_seeds
from sim.policy.region_law import faults_of_law
from sim.population.household import Household, Member, Traits
from sim.population.raking import Fit, faults_of_fits, raked
from sim.population.rows import MOST_PERSONS, Row, Rows, missing_columns, named, read_rows
from sim.population.values import KIN, Values
from sim.scenario import Scenario, with_rows
from sim.scenario.model import Person
from sim.scenario.populating import KinBinding, group_text
from sim.scenario.populating import Population as Words
from sim.values.refusals import nearest_word, shown
from sim.values.trees import as_node
from sim.words.dates import completed_years
from sim.words.language import say
from sim.words.plurals import counted
from sim.words.translation import translated
from sim.yaml_marks import Mapping, Mark, Node
from sim.yaml_marks import Sequence as Nodes

if TYPE_CHECKING:
    import polars as pl

#: Households simulated together by one plan: enough that a calendar costs little, few enough that a plan stays small.
TOGETHER = 125
_MOST_LAWS = 40  # swept values with which a law is built when a file is checked
_ENOUGH = 1_000  # faults after which no further household is looked at


class Unmatched(NamedTuple):
    """A code that none of those named is, with what the file calls it."""

    column: str
    code: str
    label: str
    count: int


class LeftOut(NamedTuple):
    """Rows, or what rows say, that are not simulated, and why."""

    count: int
    why: str


@dataclass(frozen=True, eq=False)
class Population:
    """A scenario with the households of its files; of a part of them only its own."""

    scenario: Scenario
    households: tuple[Household, ...]
    rows_read: int
    rows_left_out: "pl.DataFrame"  # file, row and why
    unmatched: tuple[Unmatched, ...]
    fits: tuple[Fit, ...] = ()  # of the weights to the targets

    def lines(self) -> Iterator[str]:
        """What was read, who was left out and why, and which codes were taken for others."""
        yield say(
            "{rows} rows; {households} with {persons}", rows=f"{self.rows_read:,}",
            households=counted(len(self.households), "household"), persons=counted(self.persons, "person", "people"),
        )  # fmt: skip
        for count, why in self.left_out:
            yield say("left out: {count} {why}", count=f"{count:,}", why=translated(why))
        for fit in self.fits:
            yield say(
                "{group}: {target} wanted, {before} before, {after} after", group=group_text(fit.by, fit.group),
                target=f"{fit.target:,.0f}", before=f"{fit.before:,.0f}", after=f"{fit.after:,.0f}",
            )  # fmt: skip
        for by, years in _words(self.scenario).targets_of_money.items():
            for year, target in years.items():
                said = say("{group}: {target} yuan wanted", group=group_text(by, year), target=f"{target:,}")
                yield say("{said}; the run weighs its households so, and shows how well", said=said)
        for column, code, label, count in self.unmatched:
            called = f"{code} ({label})" if label else code
            yield say(
                "{column}: the code {code} of {count} rows is none of those named",
                column=column,
                code=called,
                count=f"{count:,}",
            )

    def described(self) -> dict[str, Any]:
        """The same as data, for documents."""
        return {
            "rows": self.rows_read,
            "households": len(self.households),
            "persons": self.persons,
            "left_out": [one._asdict() for one in self.left_out],
            "unmatched": [one._asdict() for one in self.unmatched],
            "fits": [one._asdict() for one in self.fits],
        }

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """How many rows are left out for each reason."""
        found = self.rows_left_out.group_by("why", maintain_order=True).len()
        return tuple(LeftOut(count, why) for why, count in found.iter_rows())

    @property
    def lives(self) -> int:
        """Lives of each household."""
        return _words(self.scenario).lives

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region somebody lives in."""
        found = {one.traits.region for household in self.households for one in household.members if one.traits}
        return tuple(sorted(found))

    @property
    def persons(self) -> int:
        return sum(len(household.members) for household in self.households)

    def part(self, first: int, last: int) -> "Population":
        """The households from a place up to, not including, another."""
        return replace(self, households=self.households[first:last], rows_left_out=self.rows_left_out.clear())

    def cases(self) -> Iterator[Scenario]:
        """Scenarios of some households each, which are simulated together; raises `Faults` of a point of a sweep under
        which some household cannot be."""
        for first in range(0, len(self.households), TOGETHER):
            case, faults = case_of(self.scenario, self.households[first : first + TOGETHER])
            if faults:
                raise Faults(faults)
            yield case


def case_of(scenario: Scenario, households: Sequence[Household]) -> tuple[Scenario, list[Fault]]:
    """The scenario with the people of some households, and every fault of them."""
    said = _words(scenario)
    people = {member.name: _tree(member) for household in households for member in household.members}
    marks = {member.name: member.mark for household in households for member in household.members}
    bindings = [one for household in households for one in _bindings(scenario, said, household)]
    homes = {member.name: household.name for household in households for member in household.members}
    return with_rows(scenario, Mapping(people, key_marks=marks), Nodes(bindings), homes)


def read_population(scenario: Scenario) -> Population:
    """The population of a scenario; raises `Faults` with everything that is wrong with it, by file, row and column."""
    return read_populations([scenario])[0]


def read_populations(scenarios: Sequence[Scenario]) -> list[Population]:
    """The population of a file and the same under some of its variants, whose households are those of the first."""
    scenario, *variants = scenarios
    faults: list[Fault] = []
    said, rows, values = _rows_of(scenario)
    chosen = (row for row in rows.frame.iter_rows(named=True) if _is_chosen(said, row))
    everybody = {named(row, said.person) for row in rows.frame.iter_rows(named=True)}
    members = list(_members(said, rows, values, chosen, faults))
    faults += values.faults
    elsewhere = _kin_elsewhere(rows, members, everybody, faults)
    households = tuple(_households(said, rows, members, faults))
    faulty = {(fault.file, fault.line) for fault in faults}
    traits: dict[str, Traits] = {}
    found = _faults_of_households(scenario, rows, households, traits)
    for variant in variants if not found else ():
        found = [*found, *_faults_of_households(variant, rows, households, traits)]
    faults += [
        fault for fault in found if (fault.file, fault.line) not in faulty
    ]  # what follows from the first is none
    if faults:
        raise Faults(dict.fromkeys(faults))
    households = tuple(_with_traits(household, traits) for household in households)
    unmatched = [
        Unmatched(column, code, rows.label(column, code), count)
        for (column, code), count in sorted(values.unmatched.items())
    ]
    left_out = _left_out(said, rows, elsewhere)
    found = Population(scenario, households, rows.frame.height, left_out, tuple(unmatched))
    found = _calibrated(found) if said.targets_of_persons else found
    return [found, *(replace(found, scenario=variant) for variant in variants)]


def read_household(scenario: Scenario, name: str) -> Scenario:
    """The scenario of one household of a population: its people in place of the rows, who draw as among the others.

    Raises `Faults` for a household that the rows do not have, and for whatever is wrong with it."""
    faults: list[Fault] = []
    said, rows, values = _rows_of(scenario)
    everybody, of_home = set(), {}
    for row in rows.frame.iter_rows(named=True):
        everybody.add(named(row, said.person))
        if _is_chosen(said, row):
            of_home.setdefault(named(row, said.household), []).append(row)
    if name not in of_home:
        names = sorted(home for home in of_home if home is not None)
        message = f"the rows have no household {shown(name)}"
        close, allowed = nearest_word(name, names), f"one of {len(names):,}, such as {names[0]}" if names else ""
        path = "population", "household"
        raise Faults([scenario.document.fault(path, message, nearest=close, allowed=allowed)])
    members = list(_members(said, rows, values, of_home[name], faults))
    faults += values.faults
    _kin_elsewhere(rows, members, everybody, faults)
    households = list(_households(said, rows, members, faults))
    if faults:
        raise Faults(dict.fromkeys(faults))
    case, found = case_of(scenario, households)
    if found:
        raise Faults(dict.fromkeys(map(rows.placed, found)))
    return case


def _rows_of(scenario: Scenario) -> tuple[Words, Rows, Values]:
    """The rows of a population and what they mean; raises `Faults` of files and columns."""
    said, document = _words(scenario), scenario.document
    rows = read_rows(said, document)
    values = Values(said, rows, document, scenario.start)
    if faults := [*values.faults, *_unknown(said, rows, scenario)]:
        raise Faults(faults)
    return said, rows, values


def _left_out(said: Words, rows: Rows, elsewhere: list[tuple[str, int]]) -> "pl.DataFrame":
    """Every row that is not simulated, and every relative, with the reason."""
    import polars as pl

    first = rows.tables[0].name
    not_chosen = (rows.number(row) for row in rows.frame.iter_rows(named=True) if not _is_chosen(said, row))
    found = [
        *((first, number, "rows that are not those of `where`") for number in not_chosen),
        *((file, number, "relatives in another household") for file, number in elsewhere),
        *((file, number, f"rows of {file} that belong to nobody") for file, of in rows.unused for number in of),
    ]
    return pl.DataFrame(found, {"file": pl.String, "row": pl.Int64, "why": pl.String}, orient="row")


def check_population(scenario: Scenario) -> Population:
    """The population of a scenario, which is right under each of its variants too; and of the values of its sweep, each
    alone, the law."""
    found = read_populations([scenario, *map(scenario.variant, scenario.variants)])[0]
    if faults := dict.fromkeys(_faults_of_points(found)):
        raise Faults(faults)
    return found


def _faults_of_points(population: Population) -> Iterator[Fault]:
    """What building the law with a listed value of a sweep refuses, of very many the first."""
    scenario = population.scenario
    listed = scenario.document.mapping("sweep", "vary").items()
    values = [(path, value) for path, of_path in listed if isinstance(of_path, Nodes) for value in of_path]
    for path, value in [one for one in values if one[0].startswith("policy.")][:_MOST_LAWS]:
        with with_seeds(scenario.seeds):
            found = faults_of_law(population.regions, scenario.at({path: value}).policy, scenario.start, scenario.end)
        yield from (fault if fault.file else replace(fault, file=scenario.path) for fault in found)


def _calibrated(population: Population) -> Population:
    """The population with weights that meet its targets; a target that no weights meet is a fault."""
    said, document = _words(population.scenario), population.scenario.document
    households, fits = raked(population.households, said.targets_of_persons)
    faults = faults_of_fits(fits, document)
    if faults:
        raise Faults(faults)
    return replace(population, households=households, fits=fits)


def _words(scenario: Scenario) -> Words:
    assert scenario.population, "a scenario of a household has no rows"
    return scenario.population


def _unknown(said: Words, rows: Rows, scenario: Scenario) -> Iterator[Fault]:
    """Columns that the files do not have."""
    named_by = {
        "household": said.household, "person": said.person, "weight": (said.weight,) if said.weight else (),
        "where": said.where,
    }  # fmt: skip
    for key, columns in named_by.items():
        yield from missing_columns(columns, rows.columns, scenario.document, ("population", key))


def _is_chosen(said: Words, row: Row) -> bool:
    return all(row[column] in wanted for column, wanted in said.where.items())


class _Read(NamedTuple):
    household: str
    member: Member
    mark: Mark  # where the household is named


def _members(said: Words, rows: Rows, values: Values, chosen: Iterable[Row], faults: list[Fault]) -> Iterator[_Read]:
    """Everybody, in the order of the numbers of households and persons."""
    first: dict[str, Mark] = {}
    read = []
    for row in chosen:
        household, person = named(row, said.household), named(row, said.person)
        if household is None or person is None:
            column = (said.household if household is None else said.person)[0]
            faults.append(rows.fault(row, column, "is empty, and everybody is somebody of some household"))
            continue
        mark = rows.mark(row, said.person[0])
        if first.setdefault(person, mark) is not mark:
            _, place = rows.row_at(first[person].line)
            faults.append(rows.fault(row, said.person[0], f"{shown(person)} is the number of row {place} already"))
            continue
        member = Member(person, _weight(said, rows, row, faults), mark, values.of(row))
        read.append(_Read(household, member, rows.mark(row, said.household[0])))
    yield from sorted(read, key=lambda one: (one.household, one.member.name))


def _weight(said: Words, rows: Rows, row: Row, faults: list[Fault]) -> float:
    if said.weight is None:
        return 1.0
    text = row[said.weight]
    try:
        weight = float(text or "")
    except ValueError:
        weight = -1.0
    if not (isfinite(weight) and weight >= 0):
        found = "is empty" if text is None else f"{shown(text)} is no weight"
        faults.append(rows.fault(row, said.weight, found, "a number of 0 or more"))
    return weight


def _kin_elsewhere(
    rows: Rows, members: list[_Read], everybody: set[str | None], faults: list[Fault]
) -> list[tuple[str, int]]:
    """Relatives who are no persons of the files are faults; those of another household are taken away: in which rows
    of which files."""
    home = {one.member.name: one.household for one in members}
    elsewhere: list[tuple[str, int]] = []
    for household, member, _ in members:
        for key in KIN:
            stated = member.said.get(key, [])
            kept = []
            for other in stated if isinstance(stated, list) else [stated]:
                if other not in everybody:
                    found = Fault(f"{key}: {shown(other)} is the number of nobody", "", *other.mark)
                    faults.append(rows.placed(found))
                elif home.get(other) == household:
                    kept.append(other)
                else:
                    table, row = rows.row_at(other.mark.line)
                    elsewhere.append((table.name, row))
            if key in member.said and not kept:
                del member.said[key]
            elif kept:
                member.said[key] = kept[0] if key == "spouse" else kept
    return elsewhere


def _households(said: Words, rows: Rows, members: list[_Read], faults: list[Fault]) -> Iterator[Household]:
    of_home: dict[str, list[_Read]] = {}
    for one in members:
        of_home.setdefault(one.household, []).append(one)
    for name, read in of_home.items():
        if len(read) > MOST_PERSONS:
            message = f"the household {shown(name)} has {len(read)} persons"
            fault = Fault(message, "", *read[0].mark, allowed=f"at most {MOST_PERSONS}")
            faults.append(rows.placed(fault))
        yield Household(name, tuple(one.member for one in read))


def _with_traits(household: Household, traits: dict[str, Traits]) -> Household:
    members = (member._replace(traits=traits[member.name]) for member in household.members)
    return household._replace(members=tuple(members))


def _faults_of_households(
    scenario: Scenario, rows: Rows, households: tuple[Household, ...], traits: dict[str, Traits]
) -> list[Fault]:
    """What is wrong with people as the scenario's own checks say it, each fault once, at its row; fills `traits`."""
    faults: dict[Fault, None] = {}
    regions: set[str] = set()
    for first in range(0, len(households), TOGETHER):
        case, found = case_of(scenario, households[first : first + TOGETHER])
        regions.update(case.regions())
        traits |= {name: _traits_of(person, scenario.start) for name, person in case.people.items()}
        faults |= dict.fromkeys(map(rows.placed, found))
        if len(faults) > _ENOUGH:
            break
    if not faults and regions:
        with with_seeds(scenario.seeds):
            of_law = faults_of_law(tuple(sorted(regions)), scenario.policy, scenario.start, scenario.end)
        faults = dict.fromkeys(fault if fault.file else replace(fault, file=scenario.path) for fault in of_law)
    return list(faults)


def _traits_of(person: Person, start: date) -> Traits:
    age = completed_years(person.born, start) if person.born <= start else 0
    return Traits(person.region, person.insured.as_, person.sex, age, person.work.wage if person.work else 0)


# ----------------------------------------------------------------------------- trees


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


def texts_of(member: Member) -> dict[str, str]:
    """What is said of a person as plain texts, for results and hashes."""
    return {key: " ".join(value) if isinstance(value, list) else str(value) for key, value in member.said.items()}
