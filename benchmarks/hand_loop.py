"""A lower bound: the rules of `natural_simpy.py` for its family as one loop written by hand and compiled by Numba.

One life after another, months inside, everything in local arrays; the draws (Philox) and the tables of care are those
of the engine, so that bills fall on the same days and cost the same. No calendar, no books, no yearly records, nobody
else's household: what the model costs where only this one is wanted. Money is fen, shares are parts per million,
days are ordinals; people are numbered 0 to 3, Wei, Mei, Bao and Grandma.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks import natural_simpy as peer
from sim.compiled import inlined
from sim.keys import person_key
from sim.plan import Plan
from sim.words.states import Care
from sim.world.chance import Stream, philox, slice_of, slice_of_gap
from sim.world.prices import in_prices

PEOPLE = 4
WEI, MEI, BAO, GRANDMA = range(PEOPLE)
EMPLOYEE, FLEXIBLE, RESIDENT, RETIRED = (int(insured) for insured in peer.Insured)
COVERED, STOPPED, WAITING = (int(status) for status in peer.Status)
MILLION, THOUSAND = 1_000_000, 1_000
FOREVER = 1 << 40
GROUPS = (peer.Group.ACTIVE, peer.Group.RETIRED, peer.Group.RETIRED_70, peer.Group.RESIDENT)
OUTPATIENT, SINCE_1970 = int(Stream.OUTPATIENT), 1970 * 12
WORK, DEATH = int(Stream.WORK), int(Stream.DEATH)

#: What is counted of a person: the columns of the result.
BILLS, POOL, OWN, CASH, GIVEN, RECEIVED, CONTRIBUTED, EMPLOYER, CREDITED, PREMIUM, TOPPED_UP = range(11)
MONTHS, ACCOUNT, PAID, COLUMNS = 11, 14, 15, 16


class Family(NamedTuple):
    """What is the same in every life: facts of the four people, and the calendar."""

    key: int
    keys: np.ndarray  # of chance, by person
    female: np.ndarray
    birth_month: np.ndarray  # months since year 0 in which years are completed; the 1st of the next if born later
    retires: np.ndarray
    seventy: np.ndarray
    account: np.ndarray
    paid: np.ndarray
    wage: np.ndarray
    growth: np.ndarray
    loses: int
    finds: int
    bound: int  # the day from which Wei and Mei pay for Bao, and Wei for Grandma
    needs: np.ndarray  # person, kind, profile, class B, class C
    gaps: np.ndarray
    costs: np.ndarray
    prices: np.ndarray
    firsts: np.ndarray  # of months, two years beyond the end
    first_month: int
    premium_days: np.ndarray
    below: np.ndarray  # thresholds of death: period, sex, age
    periods: np.ndarray  # of the life table, by month


class Law(NamedTuple):
    """The law by epoch; benefits by epoch and group, tables by tier too."""

    days: np.ndarray
    floor: np.ndarray
    ceiling: np.ndarray
    employer_rate: np.ndarray
    employee_rate: np.ndarray
    employee_extra: np.ndarray
    credit_rate: np.ndarray
    flexible_amount: np.ndarray
    flexible_base: np.ndarray
    flexible_credit_rate: np.ndarray
    due_day: np.ndarray
    stop_lag: np.ndarray
    grace: np.ndarray
    wait: np.ndarray
    waiting_share: np.ndarray
    class_b_first: np.ndarray
    top_up_rate: np.ndarray
    premium: np.ndarray
    required: np.ndarray
    deductible: np.ndarray
    ratio: np.ndarray
    cap: np.ndarray
    inpatient_ratio: np.ndarray
    inpatient_cap: np.ndarray
    per_visit: np.ndarray
    credit: np.ndarray


@inlined
def share(amount, rate):
    return (amount * rate + MILLION // 2) // MILLION


@inlined
def status_on(day, covered_from, stopped_from, waits):
    if day >= stopped_from:
        return STOPPED
    if day >= covered_from:
        return COVERED
    return WAITING if waits else STOPPED


@njit(nogil=True, error_model="numpy")
def simulate(f: Family, law: Law, first, lives, out):
    """`lives` families from the first number on, into out[life, person, column]."""
    needs = f.needs.shape[0]
    time, slice_, number = np.zeros(needs, np.int64), np.zeros(needs, np.int64), np.zeros(needs, np.int64)
    insured, has_job, account, paid = (
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
    )
    wage, last_base, due, unpaid = (
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
    )
    covered_from, stopped_from, waits = np.zeros(4, np.int64), np.zeros(4, np.int64), np.zeros(4, np.int64)
    below, pooled, stayed, alive = (
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
    )
    total = np.zeros((4, COLUMNS), np.int64)
    begins = f.firsts[0] * THOUSAND
    for life in range(first, first + lives):
        total[:] = 0
        for i in range(4):
            insured[i], has_job[i], alive[i] = (
                i,
                i == 0,
                1,
            )  # Wei an employee, Mei flexible, Bao a resident, Grandma retired
            account[i], paid[i], wage[i] = f.account[i], f.paid[i], f.wage[i]
            covered_from[i], stopped_from[i], waits[i], unpaid[i] = 0, FOREVER, 0, 0
            last_base[i], due[i], below[i], pooled[i], stayed[i] = 0, 0, 0, 0, 0
        for s in range(needs):
            a, b, c, d = philox(f.key, OUTPATIENT + f.needs[s, 1], f.keys[f.needs[s, 0]], life, 0)
            time[s], slice_[s], number[s] = begins + f.gaps[f.needs[s, 2], slice_of_gap(a, b)], slice_of(c, d), 0
        e, year, premiums = 0, 0, 0
        for m in range(f.periods.size):
            month, today = f.first_month + m, f.firsts[m]
            due_day, last = today + law.due_day[e] - 1, f.firsts[m + 1] - 1
            for phase in range(3):
                until = (today if phase == 0 else due_day if phase == 1 else last + 1) * THOUSAND
                while True:  # the bills before the phase's day, whosever comes first
                    s = 0
                    for k in range(1, needs):
                        if time[k] < time[s]:
                            s = k
                    if time[s] >= until:
                        break
                    day, i, kind, n = time[s] // THOUSAND, f.needs[s, 0], f.needs[s, 1], number[s]
                    price = f.prices[f.needs[s, 2], year]
                    cost = in_prices(f.costs[price.table, slice_[s]], price)
                    class_b, class_c = share(cost, f.needs[s, 3]), share(cost, f.needs[s, 4])
                    a, b, c, d = philox(f.key, OUTPATIENT + kind, f.keys[i], life, n + 1)
                    time[s] += f.gaps[f.needs[s, 2], slice_of_gap(a, b)]
                    slice_[s], number[s] = slice_of(c, d), n + 1
                    status = status_on(day, covered_from[i], stopped_from[i], waits[i])
                    benefit = MILLION if status == COVERED else law.waiting_share[e] if status == WAITING else 0
                    pool = 0
                    if benefit:
                        covered = cost - class_c - share(class_b, law.class_b_first[e])
                        group = 0
                        if insured[i] == RESIDENT:
                            group = 3
                        elif insured[i] == RETIRED:
                            group = 2 if day >= f.seventy[i] else 1
                        if kind == 0:
                            left = law.deductible[e, group] - (0 if law.per_visit[e, group] else below[i])
                            borne = min(covered, max(0, left))
                            most = law.cap[e, group] - pooled[i]
                            pool = share(min(share(covered - borne, law.ratio[e, group]), most), benefit)
                            below[i] += borne
                            pooled[i] += pool
                        else:
                            most = law.inpatient_cap[e, group] - stayed[i]
                            pool = share(min(share(covered, law.inpatient_ratio[e, group]), most), benefit)
                            stayed[i] += pool
                    rest = cost - pool - class_c
                    own = min(rest, account[i])
                    account[i] -= own
                    wanted, received = rest - own, 0
                    if wanted and day >= f.bound and i >= BAO:
                        for payer in range(2 if i == BAO else 1):
                            if alive[payer]:
                                given = min(wanted - received, account[payer])
                                account[payer] -= given
                                total[payer, GIVEN] += given
                                received += given
                    total[i, BILLS] += 1
                    total[i, POOL] += pool
                    total[i, OWN] += own
                    total[i, RECEIVED] += received
                    total[i, CASH] += cost - pool - own - received
                if phase == 0:
                    while e + 1 < law.days.size and law.days[e + 1] <= today:
                        e += 1
                    if month % 12 == 0 and m > 0:
                        year += 1
                        for i in range(4):
                            wage[i] += share(wage[i], f.growth[i])
                            below[i], pooled[i], stayed[i] = 0, 0, 0
                    for i in range(4):
                        if not alive[i]:
                            continue
                        age = (month - f.birth_month[i]) // 12
                        word = philox(f.key, DEATH, f.keys[i], life, month - SINCE_1970)[0]
                        if word < f.below[f.periods[m], f.female[i], age]:
                            alive[i] = 0
                            heirs = 0
                            for j in range(4):
                                heirs += alive[j] and inherits(j, i)
                            for j in range(4):
                                if alive[j] and inherits(j, i):
                                    part = -(-account[i] // heirs)
                                    account[i] -= part
                                    account[j] += part
                                    heirs -= 1
                            for s in range(needs):
                                if f.needs[s, 0] == i:
                                    time[s] = FOREVER * THOUSAND
                    for i in range(2):
                        if not alive[i] or insured[i] == RETIRED:
                            continue
                        if today >= f.retires[i]:
                            missing = max(0, law.required[e, i] - paid[i])
                            total[i, TOPPED_UP] += missing * share(last_base[i], law.top_up_rate[e])
                            paid[i] += missing
                            insured[i], has_job[i], unpaid[i] = RETIRED, 0, 0
                            covered_from[i], stopped_from[i] = min(covered_from[i], today), FOREVER
                        elif i == WEI:
                            word = philox(f.key, WORK, f.keys[WEI], life, month - SINCE_1970)[0]
                            has_job[i] = word >= f.loses if has_job[i] else word < f.finds
                elif phase == 1:
                    for i in range(2):
                        if not alive[i]:
                            continue
                        if insured[i] == EMPLOYEE:
                            if not has_job[i]:
                                unpaid[i] += 1
                                in_wait = waits[i] and due_day < covered_from[i]
                                stop = due_day if in_wait else f.firsts[m + law.stop_lag[e]]
                                stopped_from[i] = min(stopped_from[i], stop)
                                continue
                            base = min(max(wage[i], law.floor[e]), law.ceiling[e])
                            last_base[i] = base
                            total[i, EMPLOYER] += share(base, law.employer_rate[e])
                            total[i, CONTRIBUTED] += share(base, law.employee_rate[e]) + law.employee_extra[e]
                            due[i] = share(base, law.credit_rate[e])
                        elif insured[i] == FLEXIBLE:
                            last_base[i] = law.flexible_base[e]
                            total[i, CONTRIBUTED] += law.flexible_amount[e]
                            due[i] = share(law.flexible_base[e], law.flexible_credit_rate[e])
                        else:
                            continue
                        paid[i] += 1
                        if unpaid[i]:
                            waits[i] = unpaid[i] > law.grace[e] or covered_from[i] > stopped_from[i]
                            covered_from[i] = max(due_day, f.firsts[m + (law.wait[e] if waits[i] else 1)])
                            stopped_from[i], unpaid[i] = FOREVER, 0
                    if premiums < f.premium_days.size and f.premium_days[premiums] <= last:
                        premium, received = law.premium[e], 0
                        for payer in range(2 if f.premium_days[premiums] >= f.bound else 0):
                            if alive[payer] and alive[BAO]:
                                given = min(premium - received, account[payer])
                                account[payer] -= given
                                total[payer, GIVEN] += given
                                received += given
                        total[BAO, RECEIVED] += received
                        total[BAO, PREMIUM] += (premium - received) * alive[BAO]
                        premiums += 1
                else:
                    for i in range(4):
                        if not alive[i]:
                            continue
                        if insured[i] == RETIRED:
                            due[i] += law.credit[e, 2 if last >= f.seventy[i] else 1]
                        account[i] += due[i]
                        total[i, CREDITED] += due[i]
                        due[i] = 0
                        total[i, MONTHS + status_on(last, covered_from[i], stopped_from[i], waits[i])] += 1
        for i in range(4):
            total[i, ACCOUNT], total[i, PAID] = account[i], paid[i]
            for column in range(COLUMNS):
                out[life - first, i, column] = total[i, column]


@inlined
def inherits(heir, dead):
    """Whether somebody is a spouse, a parent or a child of who died."""
    if heir == dead:
        return False
    if heir == GRANDMA or dead == GRANDMA:
        return heir == WEI or dead == WEI
    return True


# ----------------------------------------------------------------------------- from the same scenario and law


def law_of(laws: peer.Timeline) -> Law:
    """The peer's law as arrays; every bill of the family is from a hospital of the first tier."""
    days, each = [day for day, _ in laws], [law for _, law in laws]

    def plain(name: str) -> np.ndarray:
        return np.array([getattr(law, name) for law in each], np.int64)

    def by_group(name: str) -> np.ndarray:
        values = [[getattr(law.benefits[group], name) for group in GROUPS] for law in each]
        return np.array(
            [[value[1] if isinstance(value, tuple) else value for value in row] for row in values], np.int64
        )

    names = [name for name in Law._fields[1:] if hasattr(each[0], name) and name != "premium"]
    return Law(
        days=np.array(days, np.int64), **{name: plain(name) for name in names},
        premium=np.array([law.premium[0][1] for law in each], np.int64),
        required=np.array([law.required_months for law in each], np.int64),
        deductible=by_group("deductible"), ratio=by_group("ratio"), cap=by_group("cap"),
        inpatient_ratio=by_group("inpatient_ratio"), inpatient_cap=by_group("inpatient_cap"),
        per_visit=by_group("deductible_per_visit"), credit=by_group("credit"),
    )  # fmt: skip


def family_of(plan: Plan, people: Sequence[peer.Person], premium_day: tuple[int, int]) -> Family:
    """The family of a plan of `scenarios/three_generations.yaml`, in the peer's order."""
    slots = [plan.slots[person.name] for person in people]
    traits, years = plan.traits, range(plan.start.year, plan.end.year)
    needs = [
        (i, int(kind), profile, int(plan.care[profile]["class_b"]), int(plan.care[profile]["class_c"]))
        for i, slot in enumerate(slots)
        for kind in Care
        if (profile := int(traits[slot]["care"][kind])) >= 0
    ]
    months = (plan.end.year - plan.start.year) * 12
    first = plan.start.year * 12 + plan.start.month - 1

    def of(name: str) -> np.ndarray:
        return np.array([int(getattr(person, name)) for person in people], np.int64)

    def days(of_person) -> np.ndarray:
        return np.array([of_person(person).toordinal() for person in people], np.int64)

    return Family(
        key=int(plan.keys[0]), keys=np.array([person_key(person.name) for person in people], np.int64),
        female=of("female"),
        birth_month=np.array([p.born.year * 12 + p.born.month - 1 + (p.born.day > 1) for p in people], np.int64),
        retires=days(lambda person: person.retires_on), seventy=days(lambda p: p.born.replace(year=p.born.year + 70)),
        account=of("account"), paid=of("paid_months"), wage=of("wage"), growth=of("growth"),
        loses=int(traits[slots[WEI]]["loses_job"]), finds=int(traits[slots[WEI]]["finds_job"]),
        bound=date(2025, 3, 1).toordinal(), needs=np.array(needs, np.int64), gaps=plan.gaps, costs=plan.costs,
        prices=plan.prices,
        firsts=np.array([peer.first_of(first + m) for m in range(months + 25)], np.int64), first_month=first,
        premium_days=np.array([date(year, *premium_day).toordinal() for year in years], np.int64),
        below=plan.mortality, periods=np.array([period for _, period, _ in plan.death_days], np.int64),
    )  # fmt: skip


def lives_of(family: Family, law: Law, first: int, lives: int) -> np.ndarray:
    """What is counted of each person in some lives: [life, person, column]."""
    out = np.zeros((lives, PEOPLE, COLUMNS), np.int64)
    simulate(family, law, first, lives, out)
    return out
