"""A scenario: a file that was read, checked and resolved, ready to be simulated."""

from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Named
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import Fault, Faults
from sim.extensions.source import Extension
from sim.policy import Assumption, OwnSeeds, PolicyChange, hash_of_used, with_seeds
from sim.scenario import mortality
from sim.scenario.changes import as_written
from sim.scenario.expected import Expectation, OutcomeName
from sim.scenario.extending import chosen
from sim.scenario.facts import Facts
from sim.scenario.model import Binding, Event, Person, Study, Sweep, Work
from sim.scenario.outcomes import definitions_of, discount_of
from sim.scenario.populating import Population
from sim.scenario.profiles import CARE, assumption, profile_names
from sim.scenario.scalars import region_called
from sim.scenario.source import SourceDocument
from sim.words.states import Relation
from sim.words.vocabulary import Vocabulary
from sim.yaml_marks import Text

if TYPE_CHECKING:
    from sim.policy import Policy

DEFAULT_REPLICATIONS = 1000
_FROM_FILES = (".region", ".care", "mortality")  # swept paths whose values name what stands in files of their own


class Readers(NamedTuple):
    """How a case of a file is read anew: with one of its variants, or at a point; or one of its variants as if there
    were no others, which of very many takes far less time."""

    variant: Callable[["Scenario", str], "Scenario"]
    point: Callable[["Scenario", Named[str, object]], "Scenario"]
    variant_alone: Callable[["Scenario", str], "Scenario"]


@dataclass(frozen=True)
class Scenario:
    """A resolved scenario: a file as it stands, with one of its variants, or at a point of its sweep."""

    document: SourceDocument
    facts: Facts
    # the file as it was written, on which variants and points build
    written: SourceDocument
    readers: Readers = field(compare=False)

    def __repr__(self) -> str:
        return f"Scenario({self.path!r}{f', variant={self.variant_name!r}' if self.variant_name else ''})"

    @property
    def path(self) -> str:
        """The file, as it was named."""
        return self.document.file

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem

    @property
    def variant_name(self) -> str:
        """The variant this is; empty for the file itself."""
        return self.document.variant

    @property
    def study(self) -> Study:
        """The file's own words, nothing filled in."""
        return self.facts.study

    @property
    def title(self) -> str:
        return self.study.scenario

    @property
    def about(self) -> str:
        """The prose, of the variant where it has its own."""
        return self.study.about or ""

    @property
    def start(self) -> date:
        return self.facts.start

    @property
    def end(self) -> date:
        """The first day after the run."""
        return self.facts.end

    @property
    def replications(self) -> int:
        """Lives to draw; one where nothing is left to chance, for all would be the same."""
        return self.requested_replications if self.has_chance else 1

    @property
    def requested_replications(self) -> int:
        """The same, whatever is left to chance: variants and points may leave more to it than the file itself."""
        return self.study.replications or DEFAULT_REPLICATIONS

    @property
    def seed(self) -> int:
        return self.study.seed

    @property
    def policy(self) -> tuple[PolicyChange, ...]:
        """The changes to the law, one for each parameter of a region; later ones win."""
        return self.facts.policy

    @property
    def people(self) -> dict[str, Person]:
        """Everybody in the order of the file, then the children born in the run."""
        return self.facts.people

    @property
    def bindings(self) -> tuple[Binding, ...]:
        return self.facts.bindings

    @property
    def events(self) -> tuple[Event, ...]:
        return self.facts.events

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(self.study.variants)

    @property
    def sweep(self) -> Sweep | None:
        return self.study.sweep

    @property
    def report(self) -> tuple[OutcomeName, ...]:
        return self.study.report

    @cached_property
    def outcomes(self) -> Vocabulary:
        """Every outcome of its results: the program's, their present values, its own."""
        return Vocabulary.of(discount_of(self.study), definitions_of(self.study))

    @property
    def expect(self) -> tuple[Expectation, ...]:
        return self.study.expect

    @cached_property
    def has_chance(self) -> bool:
        """Whether anything is drawn: work, bills, or the order of payers."""
        drawn = any(_works_by_chance(person.work) or _ails_by_chance(person) for person in self.people.values())
        drawn = drawn or bool(self.facts.couples or self.facts.children)
        return drawn or self.study.mortality is not None or any(_draws_payers(change) for change in self.policy)

    @property
    def life_table(self) -> mortality.LifeTable | None:
        """By which people die by chance; None where they die by events of the file alone."""
        with with_seeds(self.seeds):
            return mortality.life_table(self.study.mortality) if self.study.mortality else None

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The profiles of care and the life table in use, with the reason each was assumed."""
        people = (self.document.mapping("people", name) for name in self.study.people)
        births = (self.document.mapping(*event.path) for event in self.events if event.does == "birth")
        children = (self.document.mapping(*child.path) for child in self.facts.children)
        named = (node.get("care") for node in (*people, *births, *children))
        rows = self.population
        of_rows = (text for text in rows.texts_of("care") if text in profile_names()) if rows else ()
        table = self.study.mortality
        with with_seeds(self.seeds):
            profiles = dict.fromkeys([*(str(care) for care in named if isinstance(care, Text)), *of_rows])
            found = (*([mortality.assumption(table)] if table else ()), *map(assumption, profiles))
        of_population = rows.assumed() if rows else ()
        return (*found, *(Assumption(f"population.{key}", "", *others) for key, *others in of_population))

    @property
    def population(self) -> Population | None:
        """Where its people come from, if they are rows of files."""
        return self.study.population

    @property
    def households(self) -> Named[str, str]:
        """The household of each person of a population; nobody of a single household is named."""
        return self.document.households

    def regions(self) -> tuple[str, ...]:
        """Every region somebody lives in or moves to."""
        moved = (event.region for event in self.events if event.region)
        return tuple(sorted({person.region for person in self.people.values()}.union(moved)))

    @cached_property
    def extensions(self) -> tuple[Extension, ...]:
        """The files that replace rules or add processes, in the order in which it names them."""
        return chosen(self.document)

    @property
    def seeds(self) -> OwnSeeds:
        """The files of one's own that are looked at before the program's."""
        return self.document.seeds

    def seeds_hash(self) -> str:
        """Hash of the policy files that its law is made of, and of the life tables where it names one."""
        return hash_of_used(files_used(self.regions(), self.study.mortality is not None), self.seeds)

    def seeds_hash_of_sweep(self) -> str:
        """The same with the files that the points of its sweep name beside."""
        swept = swept_files(self.sweep.vary if self.sweep else {}, self.seeds)
        return hash_of_used((*files_used(self.regions(), self.study.mortality is not None), *swept), self.seeds)

    def own_seeds(self) -> dict[str, str]:
        """The files of one's own that it rests on; all of them where a sweep goes through what they hold. Profiles of
        care are in the scenario itself, figure by figure."""
        swept = self.sweep is not None and any(path.endswith(_FROM_FILES) for path in self.sweep.vary)
        used = self.seeds.of(files_used(self.regions(), self.study.mortality is not None))
        texts = {**dict(self.seeds.texts), **dict(self.seeds.beside)} if swept else used
        return {f"{region}.yaml": text.decode() for region, text in texts.items()}

    def law(self) -> "Policy":
        """The law of its regions over its years, with its own changes; raises `Faults` at the lines of the file."""
        from sim.policy import Policy

        if self.population:  # whose people are in files: their households have laws
            message = "population: this is done with a household; see docs/populations.md"
            raise Faults([self.document.fault(("population",), message, of_key=True)])
        try:
            with with_seeds(self.seeds):
                return Policy.build(self.regions(), self.policy, self.start, self.end)
        except Faults as error:
            raise Faults(fault if fault.file else replace(fault, file=self.path) for fault in error.faults) from None

    def faults_of_law(self) -> tuple[Fault, ...]:
        """What building the law refuses, found without building it."""
        from sim.policy.region_law import faults_of_law

        with with_seeds(self.seeds):
            found = faults_of_law(self.regions(), self.policy, self.start, self.end)
        return tuple(fault if fault.file else replace(fault, file=self.path) for fault in found)

    def relation(self, a: str, b: str, day: date, weddings: Collection[frozenset[str]] = ()) -> Relation:
        """What `b` is to `a` on a day, by blood and marriage, in a life with some weddings by chance."""
        return self.facts.kin.relation(a, b, day, weddings)

    def variant(self, name: str) -> "Scenario":
        """The scenario with a variant merged in."""
        return self.readers.variant(self, name)

    def at(self, point: Named[str, object]) -> "Scenario":
        """The scenario with values set, by path: `{"people.Wei.work.wage": "9500"}`, as the file would write them.

        The paths are those a sweep may vary, and `seed` and `replications`.
        """
        return self.readers.point(self, point)

    def resolved(self) -> dict[str, Any]:
        """Everything the run rests on, in the words of a scenario file: every default filled in, nothing implied."""
        said = _said(self.study) | {
            "end": self.end.isoformat(),
            "replications": str(self.replications),
            "policy": as_written(self.policy),
            "bindings": [_said(binding) for binding in self.bindings],
        }
        return {key: said[key] for key in Study.model_fields if key in said and key != "years"}


def files_used(regions: Iterable[str], draws_deaths: bool) -> tuple[str, ...]:
    """The names of the files in `seeds/` that a scenario rests on, beside what stands in the scenario itself."""
    return (*regions, *([mortality.MORTALITY.stem] if draws_deaths else ()))


def swept_files(vary: Named[str, Iterable[Any]], own: OwnSeeds) -> tuple[str, ...]:
    """The names of the files in `seeds/` that swept values name: regions, profiles of care, life tables."""
    beside = {"care": CARE.stem, "mortality": mortality.MORTALITY.stem}
    found = {beside[key] for path in vary if (key := path.rpartition(".")[2]) in beside}
    with with_seeds(own):
        named = (str(value) for path, values in vary.items() if path.endswith(".region") for value in values)
        found.update(region for region in map(region_called, named) if region)
    return tuple(sorted(found))


def _said(words: Any) -> dict[str, Any]:
    return words.model_dump(mode="json", by_alias=True, exclude_none=True)


def _works_by_chance(work: Work | None) -> bool:
    return work is not None and (work.loses_job > 0 or work.finds_job > 0)


def _ails_by_chance(person: Person) -> bool:
    kinds = (person.care.outpatient, person.care.inpatient) if person.care else ()
    return any(visits is not None and visits.per_year > 0 for visits in kinds)


def _draws_payers(change: PolicyChange) -> bool:
    return change.parameter == "mutual_aid.order" and "random" in map(str, change.dated.values())
