"""When each rule applies: SimPy processes, each beside the kernels that apply it to everybody's rows.

One file an institution. A process waits for its next day on the shared calendar and hands the rows to a kernel; the
order of two processes on one day is their phase, then their `Rank`.
"""

from sim.processes.account import advance_days, interest_days, month_ends, new_years, yearly_credit_days
from sim.processes.benefit_year import benefit_years
from sim.processes.books import observations, year_ends
from sim.processes.by_chance import weddings_and_births
from sim.processes.contribution import contributions, yearly_contributions
from sim.processes.events import file_events
from sim.processes.law import new_values
from sim.processes.life import birthdays, deaths
from sim.processes.resident import joining_days, premium_days
from sim.processes.retirement import retirements
from sim.processes.sharing import binding_days
from sim.processes.work import job_market

PROCESSES = (
    new_values,
    new_years,
    benefit_years,
    *file_events,
    birthdays,
    weddings_and_births,
    deaths,
    retirements,
    job_market,
    binding_days,
    contributions,
    yearly_contributions,
    joining_days,
    premium_days,
    advance_days,
    month_ends,
    yearly_credit_days,
    interest_days,
    year_ends,
    observations,
)
