"""Where a person is insured, what months count, and the end of a job with what its employer owes (缴费月、参保地)."""

from sim.compiled import inlined
from sim.processes.benefit_year import begin_year
from sim.rules.benefit import another_benefit_year
from sim.rules.days import civil, first_day
from sim.rules.resident import has_claimed, months_in_a_row, months_of_years
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Place
from sim.words.reasons import Reason
from sim.words.states import Alive
from sim.world.world import World, in_force, refuse, row_of


@inlined
def is_employed(w: World, event, person: Person):
    """Whether there is a job for an event of the file; where there is none, the event is refused."""
    if person.alive != Alive.YES:
        refuse(w, event, person, Reason.DEAD)
        return False
    if not person.job.held:
        refuse(w, event, person, Reason.JOBLESS)
        return False
    return True


@inlined
def enter_region(w: World, person: Person):
    """The law of the place lived in applies from the first contribution there; months paid elsewhere stay counted."""
    if person.region != person.lives_in:
        if another_benefit_year(in_force(w, person.region), in_force(w, person.lives_in)):
            begin_year(w, person)
        row = row_of(w, person)
        w.left_behind[person.region] += person.books[Place.POOL] - person.pool_at_entry
        person.pool_at_entry = person.books[Place.POOL]
        w.months_in[row, person.region] = person.insured.months_here
        person.region = person.lives_in
        person.insured.months_here = w.months_in[row, person.region]
        person.job.paid_until = 0  # a year paid in one region is none of the other's
    return in_force(w, person.region)


@inlined
def add_months(person: Person, months):
    """Paid months (缴费月): towards benefits for life, in a row, and in the region."""
    person.insured.paid_months += months
    person.insured.months_here += months
    person.insured.in_a_row += months


@inlined
def row_of_months(w: World, person: Person):
    """Months insured in a row until today, those that passed as a resident included."""
    year, month, _ = civil(person.resident.until)
    return months_in_a_row(person.insured.in_a_row, person.resident.row_from, year * 12 + month - 1, w.clock.month)


@inlined
def count_residents_months(w: World, p: Policy, person: Person):
    """Employee insurance follows resident insurance: its months go on counting, unless it ended too long ago."""
    if person.resident.row_from:
        goes_on = w.clock.today < person.resident.until + p.coverage_switch_within
        person.insured.in_a_row = row_of_months(w, person) if goes_on else 0
        person.resident.row_from = 0


@inlined
def count_resident_year(w: World, person: Person):
    """On 1 January: whether the year that ended was covered as a resident throughout, with no month paid beside it."""
    resident, paid = person.resident, person.insured.paid_months
    began, ended = first_day(w.clock.month - 12), first_day(w.clock.month)
    in_run = w.clock.month - 12 >= w.fixed.first_month
    if in_run and resident.since <= began and ended <= resident.until and paid == resident.months_at_new_year:
        resident.whole_years += 1
    resident.months_at_new_year = paid


@inlined
def count_bonus(w: World, person: Person):
    """On 1 January: what the year that ended as a resident, and the one that begins, earn on top of a cap (激励)."""
    resident, used = person.resident, person.residents_year
    p = in_force(w, person.region)
    if w.clock.month // 12 - 1 < p.resident_bonus_counts_from:
        return
    if resident.since > first_day(w.clock.month - 12) or resident.until < first_day(w.clock.month):
        resident.bonus_row = 0
        return
    resident.bonus_row += 1
    if used.bonus_paid > 0:
        resident.bonus_no_claim = 0
    elif not has_claimed(used):
        resident.bonus_no_claim += p.resident_bonus_no_claim
    if resident.bonus_row >= p.resident_bonus_after_years and resident.until > first_day(w.clock.month):
        resident.bonus_continuous += p.resident_bonus_continuous


@inlined
def convert_resident_years(p: Policy, person: Person):
    """At retirement: whole years as a resident become paid months, which are not among those really paid here."""
    person.insured.paid_months += months_of_years(p, person.resident.whole_years)
    person.resident.whole_years = 0


@inlined
def forget_months(w: World, person: Person):
    """Paid months are lost, wherever they were paid (清零)."""
    person.insured.paid_months, person.insured.months_here = 0, 0
    row = row_of(w, person)
    for region in range(w.months_in.shape[1]):
        w.months_in[row, region] = 0


@inlined
def forget_arrears(person: Person):
    """Nothing more is owed by an employer."""
    arrears = person.arrears
    arrears.default_months, arrears.months, arrears.bears_until = 0, 0, 0
    arrears.never_paid, arrears.lost = 0, 0
    arrears.by_employer, arrears.by_employee, arrears.extra, arrears.credit = 0, 0, 0, 0


@inlined
def stop_working(person: Person):
    """The job ends; what its employer owes stays owed until the default would have ended."""
    person.job.held = 0
    person.arrears.job_ended = 1
