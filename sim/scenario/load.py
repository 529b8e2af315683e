"""Loading of scenarios: `load(path)` gives a checked `Scenario`, or every fault of the file at once.

A variant, and a point of the sweep, is the same file with something changed; it is put together as a tree, with the
lines from which each part came, and then read and checked as the file itself is.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Set
from collections.abc import Mapping as Named
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from unicodedata import normalize

from sim.errors import Fault, Faults
from sim.extensions.source import Extension
from sim.policy import NO_SEEDS, OwnSeeds, read_folder, with_seeds
from sim.policy.seeds import NATIONAL, reading
from sim.scenario.changes import as_written, changes_of
from sim.scenario.checks import cross_checks
from sim.scenario.extending import extensions_of, faults_of_extensions, with_given
from sim.scenario.facts import facts_of
from sim.scenario.model import Study
from sim.scenario.mortality import faults_of_mortality
from sim.scenario.names import people_of
from sim.scenario.net_benefit import faults_of_net_benefit
from sim.scenario.profiles import faults_of_profiles
from sim.scenario.reading import read_study
from sim.scenario.scenario import Readers, Scenario
from sim.scenario.source import SourceDocument
from sim.scenario.sweeping import alone, at_value, fault_of_path
from sim.scenario.swept_values import faults_of_sweep
from sim.scenario.trees import merged, only, with_key, without
from sim.values.models import keys_of
from sim.values.refusals import listed, nearest_word, shown
from sim.values.trees import as_node, as_text, marks_in
from sim.yaml_marks import Mapping, Mark, Node, Sequence, mapping_of, mark_of, read, read_file

# What a variant may change; the rest belongs to the file, so that all variants are compared on the same lives.
CHANGEABLE = ("about", "start", "years", "end", "policy", "mortality", "extensions", "people", "bindings", "events")
# Of a population only what is about law: its households and their first day are the same in every variant.
OF_POPULATION = ("about", "policy", "mortality", "extensions", "population")
OF_ITS_KEYS = ("bindings",)
# Parts (keys and values) that are read for all variants, or all swept values, of a file together: half a minute.
_MOST_PARTS = 2_000_000
# What a program may set, so that other lives are simulated; a file may not sweep it.
_OF_ALL_LIVES = ("seed", "replications")
# A folder of policy files of one's own, or what was read of one.
Seeds = str | os.PathLike[str] | OwnSeeds | None


def load(
    path: str | os.PathLike[str], seeds: Seeds = None, extensions: tuple[Extension, ...] | None = None
) -> Scenario:
    """The scenario of a file; raises `Faults` with everything that is wrong in it, its variants and its sweep.

    Policy files of the folder `seeds`, else of the folder `seeds` beside the file, are looked at before the program's.
    Extension files that it names are read beside it, and run when it is simulated; where `extensions` are given, those
    alone may be named, and with an empty tuple none at all.
    """
    return _sure(*_whole(_document(path, seeds, extensions), None))


def check_text(
    text: str, source: str, seeds: Seeds = None, extensions: tuple[Extension, ...] | None = None
) -> Scenario:
    """The scenario of a text that lies in no file, and is called `source` in messages, checked with its law."""
    return _sure(*_whole(_document_of(read(text, source), source, seeds, extensions), _Laws()))


def check(given: Scenario | str | os.PathLike[str], seeds: Seeds = None) -> Scenario:
    """The scenario, if its law and that of each variant can be built too; raises `Faults` with all that is wrong."""
    laws = _Laws()
    if not isinstance(given, Scenario):
        return _sure(*_whole(_document(given, seeds), laws))
    if given.document is given.written:
        return _sure(*_whole(given.written, laws))
    return _sure(given, list(laws.refused(given)))


def _seeds_for(file: str, seeds: Seeds) -> OwnSeeds:
    """The policy files of one's own that go with a file."""
    if isinstance(seeds, OwnSeeds):
        return seeds
    if seeds is not None:
        return read_folder(Path(seeds).expanduser())
    beside = Path(file).parent / "seeds"
    # what is no folder is refused: to read on without it would be another law than was meant
    return read_folder(beside) if os.path.lexists(beside) else NO_SEEDS


def load_variant(path: str | os.PathLike[str], name: str) -> Scenario:
    """A variant of a file."""
    return load(path).variant(name)


def variant_of(scenario: Scenario, name: str) -> Scenario:
    """The scenario with a variant merged in; a name it does not have is an error that says which it has."""
    name = normalize("NFC", name)
    if name not in scenario.variants:
        close, known = nearest_word(name, scenario.variants), ", ".join(scenario.variants)
        fault = scenario.written.fault(
            ("variants",), f"{shown(name)} is not a variant of this file", nearest=close, allowed=known or "none"
        )
        raise Faults([fault])
    with with_seeds(scenario.document.seeds):
        return _sure(*_read(_variant_document(scenario.written, name), scenario.written))


def variant_alone(scenario: Scenario, name: str) -> Scenario:
    """A variant of a file that is right, without the file's other cases."""
    with with_seeds(scenario.document.seeds):
        return _read(alone(_variant_document(scenario.written, name)), scenario.written)[0]


def _sure(scenario: Scenario, faults: list[Fault]) -> Scenario:
    """What was read, if nothing is wrong with it."""
    if faults:
        raise Faults(faults)
    return scenario


# ----------------------------------------------------------------------------- the file


def _document(
    path: str | os.PathLike[str], seeds: Seeds, extensions: tuple[Extension, ...] | None = None
) -> SourceDocument:
    """The file as a marked tree; whatever keeps it from being one is a fault at its place."""
    file = str(os.fspath(path))
    return _document_of(read_file(file), file, seeds, extensions)


def _document_of(
    tree: Node | None, file: str, seeds: Seeds, extensions: tuple[Extension, ...] | None
) -> SourceDocument:
    if isinstance(tree, Mapping):
        named = None if extensions is None else tuple((one.name, one) for one in extensions)
        files = extensions_of(tree, Path(file).parent) if named is None else named
        return SourceDocument(file, tree, _policies(tree), seeds=_seeds_for(file, seeds), extensions=files)
    found = "the file is empty" if tree is None or tree == "" else f"the file is {_kind(tree)}, not a mapping"
    mark = mark_of(tree)
    write = "scenario: Half a year between two jobs"
    raise Faults([Fault(found, file, *mark, allowed=", ".join(keys_of(Study)), write=write)])


def _policies(tree: Mapping) -> tuple[Mapping, ...]:
    policy = tree.get("policy")
    return (policy,) if isinstance(policy, Mapping) else ()


def _kind(tree: Node) -> str:
    return "a list" if isinstance(tree, Sequence) else "one text"


def _whole(document: SourceDocument, laws: "_Laws | None") -> tuple[Scenario, list[Fault]]:
    """The scenario of a file as far as it can be read, and every fault of it, its variants and its sweep."""
    with with_seeds(document.seeds):
        scenario, faults = _read(document, document)
        faults += faults_of_profiles(document.tree)
        faults += _refused(laws, scenario)
        faults += faults_of_net_benefit(scenario)
        known, too_many = set(faults), list(_too_many(document))
        of_cases = too_many or [
            *_faults_of_variants(document, known, laws),
            *faults_of_sweep(scenario.written, known, partial(_read_point, written=document), laws and laws.refused),
        ]
    return scenario, list(dict.fromkeys([*faults, *of_cases]))


def _too_many(document: SourceDocument) -> Iterator[Fault]:
    """Each variant and each swept value is read with the whole scenario, which takes too long for very many of them."""
    parts = sum(1 for _ in marks_in(alone(document).tree))
    values = document.mapping("sweep", "vary").values()
    of_sweep = sum(len(listed) for listed in values if isinstance(listed, Sequence))
    numbers = {("variants",): len(document.mapping("variants")), ("sweep", "vary"): of_sweep}
    for path, number in numbers.items():
        if number > 1 and number * parts > _MOST_PARTS:
            message = f"{path[-1]}: {number:,} are too many for a scenario of {parts:,} parts"
            yield document.fault(path, message, of_key=True, allowed=f"at most {max(1, _MOST_PARTS // parts):,}")


def _read(document: SourceDocument, written: SourceDocument) -> tuple[Scenario, list[Fault]]:
    """A case of the file, as far as it can be read, and every fault of it."""
    scenario, found = _as_far_as_read(document, written)
    return scenario, list(dict.fromkeys(found))


def _as_far_as_read(document: SourceDocument, written: SourceDocument) -> tuple[Scenario, Iterator[Fault]]:
    """The same, but what several words say together is looked at when its faults are taken."""
    study, faults, left_out = read_study(document, {**written.names, "people": people_of(document.tree)})
    changes, policy_faults = changes_of(document)
    facts = facts_of(study, changes, left_out)
    scenario = Scenario(document, facts, written, Readers(variant_of, point_of, variant_alone))
    of_words = chain(faults, policy_faults)
    of_all = (cross_checks(facts, document), faults_of_mortality(study.mortality), faults_of_extensions(document))
    return scenario, chain(of_words, *of_all)


# ----------------------------------------------------------------------------- law


def _refused(laws: "_Laws | None", case: Scenario) -> tuple[Fault, ...]:
    """What building the law of a case refuses, where laws are built."""
    return laws.refused(case) if laws else ()


class _Laws:
    """The laws of several cases, each built once to see what is refused."""

    def __init__(self) -> None:
        self.built: set[tuple[object, ...]] = set()

    def refused(self, case: Scenario) -> tuple[Fault, ...]:
        """What building the law of a case refuses; of its policy files alone where faults of its changes or its days
        leave the rest unknown."""
        runs = case.facts.run_is_known and case.start < case.end and case.people
        if not runs or changes_of(case.document)[1]:
            return tuple(fault for region in (NATIONAL, *case.regions()) for fault in reading(region).faults)
        key = case.regions(), as_text(as_written(case.policy)), case.start, case.end
        if key in self.built:
            return ()
        self.built.add(key)
        return case.faults_of_law()


# ----------------------------------------------------------------------------- variants


def _faults_of_variants(document: SourceDocument, known: Set[Fault], laws: "_Laws | None") -> Iterator[Fault]:
    """What is wrong in a variant and not in the file itself."""
    for name, variant in document.mapping("variants").items():
        if not isinstance(variant, Mapping):
            continue
        yield from _wrong_keys(document, name, variant)
        if "people" in _changeable(document):
            yield from _unknown_people(document, name)
        case, faults = _read(alone(_variant_document(document, name)), document)
        found = [fault for fault in dict.fromkeys([*faults, *_refused(laws, case)]) if fault not in known]
        marks = set(marks_in(variant)) if found else set()
        yield from (_in_variant(document, name, fault, marks) for fault in found)


def _in_variant(document: SourceDocument, name: str, fault: Fault, marks: set[Mark]) -> Fault:
    """A fault as the variant's: at its own line, or at its name where what is wrong stands elsewhere."""
    if (fault.line, fault.column) in marks or fault.file != document.file:
        return fault
    message = f"variant {name!r}: {fault.message} (line {fault.line})"
    return document.fault(("variants", name), message, of_key=True, nearest=fault.nearest, allowed=fault.allowed)


def _wrong_keys(document: SourceDocument, name: str, variant: Mapping) -> Iterator[Fault]:
    """A variant changes the scenario itself; what belongs to the whole file stays."""
    changeable = _changeable(document)
    allowed = ", ".join(changeable)
    yield from _wrong_keys_of_population(document, name)
    for key in variant:
        if key in changeable:
            continue
        path, close = ("variants", name, key), None
        if key in ("variants", "variant", "based_on", "extends", "from", "on"):
            message = f"{str(key)!r}: a variant changes the scenario itself, never another variant"
        elif key in CHANGEABLE:
            message = f"{str(key)!r}: the households of a population are the same in every variant"
        elif key in keys_of(Study):
            message = f"{str(key)!r} is the same in every variant, so that they can be compared"
        else:
            close = nearest_word(key, changeable)
            message = f"{str(key)!r} is not a key of a variant"
        yield document.fault(path, message, of_key=True, nearest=close, allowed=allowed)


def _changeable(document: SourceDocument) -> tuple[str, ...]:
    return OF_POPULATION if document.node("population") else CHANGEABLE


def _wrong_keys_of_population(document: SourceDocument, name: str) -> Iterator[Fault]:
    """Of a population a variant changes who pays for whom; the rest says which households there are."""
    for key in document.mapping("variants", name, "population") if document.node("population") else ():
        if key not in OF_ITS_KEYS:
            message = f"{str(key)!r}: the households of a population are the same in every variant"
            path, close = ("variants", name, "population", key), nearest_word(key, OF_ITS_KEYS)
            yield document.fault(path, message, of_key=True, nearest=close, allowed=", ".join(OF_ITS_KEYS))


def _unknown_people(document: SourceDocument, name: str) -> Iterator[Fault]:
    """A variant may change a person or add a whole one; a part of nobody is a misspelt name."""
    people = document.mapping("people")
    for person, changes in document.mapping("variants", name, "people").items():
        if person not in people and not _is_whole(changes):
            yield document.fault(
                ("variants", name, "people", person),
                f"{str(person)!r} is not a person of this file",
                of_key=True,
                nearest=nearest_word(person, people),
                allowed=f"{listed(tuple(people))}, or a new person with born, sex and region",
            )


def _is_whole(person: Node) -> bool:
    return isinstance(person, Mapping) and {"born", "sex", "region"} <= person.keys()


def _variant_document(document: SourceDocument, name: str) -> SourceDocument:
    """The file's tree with a variant merged in: mappings merged, lists replaced, changes to the law by parameter."""
    tree, change = document.tree, only(document.mapping("variants", name), _changeable(document))
    people = document.mapping("people")
    if isinstance(change.get("people"), Mapping):
        known = [person for person, given in change["people"].items() if person in people or _is_whole(given)]
        change = with_key(change, "people", only(change["people"], known))
    if isinstance(change.get("population"), Mapping):
        change = with_key(change, "population", only(change["population"], OF_ITS_KEYS))
    # `end` and `years` say the same; the variant's word counts.
    if "end" in change or "years" in change:
        tree = without(tree, ("end", "years"))
    return SourceDocument(
        document.file,
        mapping_of(merged(tree, change)),
        (*document.policies, *_policies(change)),
        variant=name,
        seeds=document.seeds,
        extensions=document.extensions,
    )


# ----------------------------------------------------------------------------- sweep


def with_sweep(scenario: Scenario, vary: Named[str, Iterable[object]], by: str) -> Scenario:
    """The scenario with a sweep of a program's in place of its own."""
    sweep = as_node({"vary": {path: list(values) for path, values in vary.items()}, "by": by})
    written = replace(scenario.written, tree=with_key(scenario.written.tree, "sweep", sweep))
    document = scenario.document
    is_whole = document is scenario.written
    document = written if is_whole else replace(document, tree=with_key(document.tree, "sweep", sweep))
    with with_seeds(document.seeds):
        return _sure(*_read(document, written))


def with_rules(scenario: Scenario, rules: Named[str, Callable]) -> Scenario:
    """The scenario with functions of a program in place of rules, in each of its variants too."""
    written = with_given(scenario.written, rules)
    is_whole = scenario.document is scenario.written
    document = written if is_whole else with_given(scenario.document, rules)
    with with_seeds(document.seeds):
        return _sure(*_read(document, written))


def with_rows(
    scenario: Scenario, people: Mapping, bindings: Sequence, households: Named[str, str]
) -> tuple[Scenario, Iterator[Fault]]:
    """The scenario with people in place of its population, as far as they can be read, and every fault of them.

    Households are simulated after they were checked, and then nobody takes the faults: they are looked for as they are
    taken."""
    tree = with_key(without(alone(scenario.document).tree, ("population", "by")), "people", people)
    tree = with_key(tree, "bindings", bindings) if bindings else tree
    assert scenario.population
    tree = with_key(tree, "replications", as_node(scenario.population.lives))
    document = replace(scenario.document, tree=tree, households=households)
    with with_seeds(document.seeds):
        case, found = _as_far_as_read(document, document)
    return case, _under(document.seeds, found)


def _under(seeds: OwnSeeds, found: Iterator[Fault]) -> Iterator[Fault]:
    """Each fault once, looked for under the file's own seeds."""
    with with_seeds(seeds):
        yield from dict.fromkeys(found)


def with_lives(scenario: Scenario, lives: int) -> Scenario:
    """The scenario with another number of lives of each household of its population."""
    population = with_key(scenario.document.mapping("population"), "lives", as_node(lives))
    document = replace(scenario.document, tree=with_key(scenario.document.tree, "population", population))
    with with_seeds(document.seeds):
        return _sure(*_read(document, document))


def point_of(scenario: Scenario, point: Named[str, object]) -> Scenario:
    """The scenario with values set by path; paths that lead nowhere and values no file could hold are errors.

    What is wider is set first, so that a swept part keeps its value beside a swept whole.
    """
    document = scenario.document
    point = {normalize("NFC", path): value for path, value in point.items()}
    with with_seeds(document.seeds):
        faults = [fault_of_path(document, path, point) for path in point if path not in _OF_ALL_LIVES]
        if any(faults):
            raise Faults(fault for fault in faults if fault)
        for path in sorted(point, key=lambda path: path.count(".")):
            document = at_value(document, path, as_node(point[path]))
        return _sure(*_read_point(document, scenario.written))


def _read_point(document: SourceDocument, written: SourceDocument) -> tuple[Scenario, list[Fault]]:
    """A case at a point. What is expected is expected of the file itself, so that it does not fit is no fault."""
    scenario, faults = _read(document, written)
    expect = document.entries("expect")
    expected = set(marks_in(expect)) if expect else set()
    return scenario, [fault for fault in faults if (fault.line, fault.column) not in expected]
