"""Resident insurance day by day: whoever renews is covered, joining is one path, a wait ends when it should."""

from datetime import date

import pytest

from sim.policy import regions
from sim.processes.coverage import observe_status
from sim.words.flows import Flow
from sim.words.states import Scheme, Status

PREMIUMS = Flow.PREMIUM, Flow.RECEIVED_FOR_PREMIUM
SHORTLIST = ("national", "beijing", "zhengzhou")


# The quick suite takes every start in three regions, the first in the rest.
STARTS = [
    pytest.param(region, start, marks=() if start == "2025-01-01" or region in SHORTLIST else pytest.mark.slow)
    for region in regions()
    for start in ("2025-01-01", "2026-02-01", "2026-12-01")
]


@pytest.mark.parametrize("region, start", STARTS)
def test_who_renews_every_year_is_covered_on_every_day_in_every_region(watch, region, start):
    """Ten years of a child, an adult and somebody past retirement, with and without an account bound to pay."""
    born = {"Child": 2014, "Adult": 1985, "Elder": 1955}
    kin = {"Child": "parents: [Payer]", "Adult": "parents: [Payer]", "Elder": ""}
    resident = f"sex: male, region: {region}, insured: {{as: resident}}"
    people = [f"  {name}: {{born: {born[name]}-06-15, {resident}, {kin[name]}}}" for name in born]
    people += [f"  {name}-alone: {{born: {born[name]}-06-15, {resident}}}" for name in born]
    bindings = [f"  - {{payer: Payer, for: {name}, limit: 500 a year}}" for name in born]
    day_of_lapse = set()

    def look(run):
        run.apply(observe_status)
        covered = (run.world.status == Status.COVERED) | (run.world.people["scheme"] != Scheme.RESIDENT)
        if not covered.all():
            day_of_lapse.add(run.day.isoformat())

    lived = watch(
        "\n".join((
            "years: 10", f"start: {start}", "people:",
            f"  Payer: {{born: 1975-01-01, sex: female, region: {region}, parents: [Elder], work: {{wage: 9000}},",
            "    insured: {as: employee, paid_months: 60, account: 900}}",
            *people, "bindings:", *bindings, "",
        )),
        look,
    )  # fmt: skip
    assert day_of_lapse == set()
    for name in born:
        for who in (name, f"{name}-alone"):
            assert lived.months(who, Status.COVERED).tolist() == [120]
            assert lived.total(who, *PREMIUMS)[0] > 0
    assert lived.total("Child", Flow.RECEIVED_FOR_PREMIUM)[0] > 0
    assert lived.total("Child-alone", Flow.RECEIVED_FOR_PREMIUM).tolist() == [0]


# ----------------------------------------------------------------------------- joining is one path

LAW = """policy:
  projection.resident.premium: 0% a year
  resident.premium: 400
  resident.window: {from: 09-01, to: 12-31}
  resident.debits: none
  resident.late: {until: 06-30, amount: 900, wait: 4}
"""
WEI = "born: 1985-01-01, sex: male, region: national"
#: Whose life ends in resident insurance, and by what: a choice, a job lost.
CAUSES = {
    "event": ("joins, as: resident", "choices: {when_jobless: nothing}"),
    "job": ("leaves_job", "choices: {when_jobless: resident}"),
}


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize(
    "row, day, end, paid, since",
    [
        (22, "2025-03-10", "2025-08-01", 400_00, "2025-03-10"),  # 22 + 2 months, a switch: this year, no wait
        (21, "2025-03-10", "2025-08-01", 900_00, "2025-07-01"),  # 23 months: late, March to June are waited
        (5, "2025-10-10", "2026-02-01", 400_00, "2026-01-01"),  # the window is open: the coming year
    ],
)
def test_who_leaves_employee_insurance_joins_alike_whatever_the_cause(live, cause, row, day, end, paid, since):
    does, choices = CAUSES[cause]
    lived = live(f"""end: {end}
{LAW}people:
  Wei:
    {{{WEI}, work: {{wage: 6000}}, {choices}, insured: {{as: employee, paid_months: 99, insured_in_a_row: {row}}}}}
events: [{{on: {day}, who: Wei, does: {does}}}]
""")
    assert lived.total("Wei", *PREMIUMS).tolist() == [paid]
    assert lived.field("Wei", "resident.since").tolist() == [date.fromisoformat(since).toordinal()]
