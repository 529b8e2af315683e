"""Refusals about bindings: payer, patient, days and rank."""

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from itertools import count

from sim.scenario.checks.shared import Check, Faulty, is_meant, leaving_of
from sim.scenario.facts import Facts
from sim.scenario.model import Binding
from sim.scenario.source import SourceDocument


def fail_if_bound_to_oneself(facts: Facts, document: SourceDocument) -> Faulty:
    """The own account pays without a binding."""
    for binding in facts.bindings:
        if binding.payer == binding.for_:
            message = f"for: {binding.payer} needs no binding to pay for {binding.payer}"
            yield document.fault((*binding.path, "for"), message)


def fail_if_binding_ends_before_it_starts(facts: Facts, document: SourceDocument) -> Faulty:
    """`until` is the last day a binding works, so it is not before `from`."""
    for binding in facts.bindings:
        if binding.until and binding.until < binding.from_:
            message = f"until: {binding.until} is before the binding starts on {binding.from_}"
            yield document.fault((*binding.path, "until"), message)


def fail_if_binding_is_outside_the_run(facts: Facts, document: SourceDocument) -> Faulty:
    """A binding works on some day of the run."""
    for binding in facts.bindings:
        if binding.from_ >= facts.end:
            message = f"from: {binding.from_} is not in the run"
            yield document.fault((*binding.path, "from"), message, allowed=f"before {facts.end}")
        elif binding.until and binding.until < facts.start and binding.from_ <= binding.until:
            message = f"until: {binding.until} is before the run"
            yield document.fault((*binding.path, "until"), message, allowed=f"{facts.start} or later")


def fail_if_binding_is_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """A binding needs two people who are born."""
    for binding in facts.bindings:
        for name in (binding.payer, binding.for_):
            person = facts.people.get(name)
            if person and person.unborn and not person.by_chance and binding.from_ < person.born:
                message = f"from: {name} is not born before {person.born}"
                yield document.fault((*binding.path, "from"), message, write=f"from: {person.born}")


def fail_if_bound_after_death(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody dead or gone pays or is paid for, unless the file expects the refusal."""
    left = leaving_of(facts)
    for binding in facts.bindings:
        for name in (binding.payer, binding.for_):
            event = left.get(name)
            if event and event.on < binding.from_ and not is_meant(facts, binding, "dead"):
                yield document.fault((*binding.path, "from"), f"from: {name} {event.does} on {event.on}")


def fail_if_bound_twice(facts: Facts, document: SourceDocument) -> Faulty:
    """At any time a payer has one binding for a patient."""
    for earlier, later in _overlapping(facts, lambda binding: (binding.for_, binding.payer)):
        message = f"{later.payer} is bound for {later.for_} already in line {earlier.line}"
        yield document.fault((*later.path, "payer"), message)


def fail_if_rank_is_double(facts: Facts, document: SourceDocument) -> Faulty:
    """At any time the payers of a patient have different ranks, so their order is clear."""
    taken: dict[str, set[int | None]] = {}
    for binding in facts.bindings:
        taken.setdefault(binding.for_, set()).add(binding.rank)
    free = {patient: next(rank for rank in count(1) if rank not in ranks) for patient, ranks in taken.items()}
    for earlier, later in _overlapping(facts, lambda binding: (binding.for_, binding.rank)):
        if earlier.payer != later.payer:
            message = f"rank: {earlier.payer} has rank {later.rank} for {later.for_} already"
            yield document.fault((*later.path, "rank"), message, write=f"rank: {free[later.for_]}")


def fail_if_payer_is_never_related(facts: Facts, document: SourceDocument) -> Faulty:
    """Payer and patient are relatives on some day, unless the file expects the refusal."""
    if not facts.complete:
        return
    for binding in facts.bindings:
        pair = binding.payer, binding.for_
        if not facts.people.keys() >= set(pair):
            continue  # a birth that lacks something: a fault of its own
        if pair[0] == pair[1] or facts.kin.ever_related(*pair) or is_meant(facts, binding, "related"):
            continue
        name = binding.name or "NAME"
        meant = f"expect {{binding: {name}, refused: related}}"
        message = f"nothing makes {pair[0]} a relative of {pair[1]}; state the kin, or {meant}"
        if not binding.name:
            message += f" and name the binding {name}"
        yield document.fault((*binding.path, "payer"), message)


def _overlapping(facts: Facts, alike: Callable[[Binding], Hashable]) -> Iterator[tuple[Binding, Binding]]:
    """Bindings that are alike and work on a common day, two and two, the one first in the file before the other: of
    each that begins while another works, one pair."""
    groups: dict[Hashable, list[Binding]] = {}
    for binding in facts.bindings:
        groups.setdefault(alike(binding), []).append(binding)
    for group in groups.values():
        longest: Binding | None = None
        for binding in sorted(group, key=lambda binding: binding.from_):
            if binding.from_ > _last(binding):
                continue  # a fault of its own
            if longest is not None and binding.from_ <= _last(longest):
                first, second = sorted((longest, binding), key=lambda one: one.line)
                yield first, second
            if longest is None or _last(binding) > _last(longest):
                longest = binding


def _last(binding: Binding) -> date:
    return binding.until or date.max


CHECKS: tuple[Check, ...] = (
    fail_if_bound_to_oneself,
    fail_if_payer_is_never_related,
)
IN_RUN: tuple[Check, ...] = (
    fail_if_binding_ends_before_it_starts,
    fail_if_binding_is_outside_the_run,
    fail_if_binding_is_before_birth,
    fail_if_bound_after_death,
    fail_if_bound_twice,
    fail_if_rank_is_double,
)
