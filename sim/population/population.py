"""A population: households made of rows, each checked as a scenario's people are; in the order of their numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import Fault, Faults
from sim.policy import with_seeds
from sim.policy.region_law import faults_of_law
from sim.population.case import case_of, words_of
from sim.population.checking import TOGETHER, Each, faults_of_households
from sim.population.household import Households
from sim.population.members import households_of, persons_of
from sim.population.raking import Fit, faults_of_fits, raked
from sim.population.rows import Rows, missing_columns, named, number_of, read_rows
from sim.population.values import Values
from sim.scenario import Scenario
from sim.scenario.populating import Population as Words
from sim.scenario.populating import group_text
from sim.values.refusals import nearest_word, shown
from sim.words.language import say
from sim.words.plurals import counted
from sim.words.translation import translated
from sim.yaml_marks import Sequence as Nodes

if TYPE_CHECKING:
    import polars as pl

_MOST_LAWS = 40  # swept values with which a law is built when a file is checked


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
    households: Households
    rows_read: int
    rows_left_out: "pl.DataFrame"  # file, row and why
    unmatched: tuple[Unmatched, ...]
    fits: tuple[Fit, ...] = ()  # of the weights to the targets
    is_checked: bool = True  # its households were checked under this very scenario

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
        for by, years in words_of(self.scenario).targets_of_money.items():
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
        return words_of(self.scenario).lives

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region somebody lives in."""
        return tuple(sorted(map(str, self.households.frame["region"].unique())))

    @property
    def persons(self) -> int:
        return self.households.frame.height

    def part(self, first: int, last: int) -> "Population":
        """The households from a place up to, not including, another."""
        return replace(self, households=self.households.part(first, last), rows_left_out=self.rows_left_out.clear())

    def cases(self) -> Iterator[Scenario]:
        """Scenarios of some households each, which are simulated together; raises `Faults` of a point of a sweep under
        which some household cannot be."""
        for some in self.households.parts(TOGETHER):
            case, faults = case_of(self.scenario, some)
            if not self.is_checked and (found := list(faults)):
                raise Faults(found)
            yield case


def read_population(scenario: Scenario) -> Population:
    """The population of a scenario; raises `Faults` with everything that is wrong with it, by file, row and column."""
    return read_populations([scenario])[0]


def read_populations(scenarios: Sequence[Scenario], each: Each = map) -> list[Population]:
    """The population of a file and the same under some of its variants, whose households are those of the first.

    They are checked by `each`, here or in other processes."""
    scenario, *variants = scenarios
    population, rows, faults = _read(scenario)
    faulty = {(fault.file, fault.line) for fault in faults}
    found, traits = faults_of_households(scenario, rows, population.households, each)
    for variant in variants if not found else ():
        found = [*found, *faults_of_households(variant, rows, population.households, each)[0]]
    faults += [
        fault for fault in found if (fault.file, fault.line) not in faulty
    ]  # what follows from the first is none
    if not faults and not population.persons:
        faults = [scenario.document.fault(("population", "where"), "none of the rows is one of those to keep")]
    if faults:
        raise Faults(dict.fromkeys(faults))
    households = population.households.with_columns(*traits.get_columns()).packed()
    population = replace(population, households=households)
    population = _calibrated(population) if words_of(scenario).targets_of_persons else population
    return [population, *(replace(population, scenario=variant) for variant in variants)]


def _read(scenario: Scenario) -> tuple[Population, Rows, list[Fault]]:
    """What the rows say, of nobody checked yet, and what is wrong with it; the rows without what they say, for it is
    kept once."""
    import polars as pl

    faults: list[Fault] = []
    said, rows, values = _rows_of(scenario)
    is_chosen, number = _is_chosen(said), rows.frame.height
    persons = persons_of(said, rows, values, rows.frame.filter(is_chosen) if said.where else rows.frame, faults)
    not_chosen = rows.frame.filter(~is_chosen).select(
        pl.lit(rows.files[0].name).alias("file"), pl.col(number_of(0)).cast(pl.Int64).alias("row")
    )
    unmatched = tuple(
        Unmatched(column, code, rows.label(column, code), count)
        for (column, code), count in sorted(values.unmatched.items())
    )
    del values
    rows = replace(rows, frame=rows.frame.clear())
    households, elsewhere = households_of(said, rows, persons, faults)
    del persons
    left_out = pl.concat([
        not_chosen.with_columns(why=pl.lit("rows that are not those of `where`")),
        elsewhere.with_columns(why=pl.lit("relatives in another household")),
        *(_of_nobody(file, unused) for file, unused in rows.unused),
    ])  # fmt: skip
    return Population(scenario, households.packed(), number, left_out, unmatched), rows, faults


def _of_nobody(file: str, rows: list[int]) -> "pl.DataFrame":
    """The rows of a further file that belong to no row of the first."""
    import polars as pl

    why = f"rows of {file} that belong to nobody"
    kinds = {"file": pl.String, "row": pl.Int64, "why": pl.String}
    return pl.DataFrame([(file, row, why) for row in rows], kinds, orient="row")


def read_household(scenario: Scenario, name: str) -> Scenario:
    """The scenario of one household of a population: its people in place of the rows, who draw as among the others.

    Raises `Faults` for a household that the rows do not have, and for whatever is wrong with it."""

    faults: list[Fault] = []
    said, rows, values = _rows_of(scenario)
    chosen = rows.frame.filter(_is_chosen(said))
    its_own = chosen.filter(named(said.household) == name)
    if its_own.is_empty():
        names = chosen.select(named(said.household).unique().drop_nulls().sort()).to_series().to_list()
        message = f"the rows have no household {shown(name)}"
        close, allowed = nearest_word(name, names), f"one of {len(names):,}, such as {names[0]}" if names else ""
        path = "population", "household"
        raise Faults([scenario.document.fault(path, message, nearest=close, allowed=allowed)])
    households = households_of(said, rows, persons_of(said, rows, values, its_own, faults), faults).households
    if faults:
        raise Faults(dict.fromkeys(faults))
    case, found = case_of(scenario, households)
    if found := list(found):
        raise Faults(dict.fromkeys(map(rows.placed, found)))
    return case


def _rows_of(scenario: Scenario) -> tuple[Words, Rows, Values]:
    """The rows of a population and what they mean; raises `Faults` of files and columns."""
    said, document = words_of(scenario), scenario.document
    rows = read_rows(said, document)
    values = Values(said, rows, document, scenario.start)
    if faults := [*values.unknown, *_unknown(said, rows, scenario)]:
        raise Faults(faults)
    return said, rows, values


def _is_chosen(said: Words) -> "pl.Expr":
    """Whether a row is one of those to keep."""
    import polars as pl

    wanted = (pl.col(column).is_in(list(values)).fill_null(False) for column, values in said.where.items())
    return pl.all_horizontal(pl.lit(True), *wanted)


def check_population(scenario: Scenario, each: Each = map) -> Population:
    """The population of a scenario, which is right under each of its variants too; and of the values of its sweep, each
    alone, the law."""
    found = read_populations([scenario, *map(scenario.variant, scenario.variants)], each)[0]
    if faults := dict.fromkeys(_faults_of_points(found)):
        raise Faults(faults)
    return found


def some_households(scenario: Scenario) -> Scenario:
    """The scenario of the first households, as far as they can be read."""
    return next(_read(scenario)[0].cases())


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
    said, document = words_of(population.scenario), population.scenario.document
    households, fits = raked(population.households, said.targets_of_persons)
    faults = faults_of_fits(fits, document)
    if faults:
        raise Faults(faults)
    return replace(population, households=households, fits=fits)


def _unknown(said: Words, rows: Rows, scenario: Scenario) -> Iterator[Fault]:
    """Columns that the files do not have."""
    named_by = {
        "household": said.household, "person": said.person, "weight": (said.weight,) if said.weight else (),
        "where": said.where,
    }  # fmt: skip
    for key, columns in named_by.items():
        yield from missing_columns(columns, rows.columns, scenario.document, ("population", key))
