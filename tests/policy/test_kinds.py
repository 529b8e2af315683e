"""Each kind: what it reads, what it refuses, and that what it writes can be read again."""

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from sim.errors import Faults
from sim.policy import parameters
from sim.policy.parameters import kind_of
from sim.policy.seeds import regions, seed
from sim.words.law import NONE, UNLIMITED, AccountParts, BaseKind, CoverFrom, PartPays, TopUpWay

READ = [
    ("contribution.base.average_wage", "6260", 626_000),
    ("contribution.base.floor", "none", None),
    ("contribution.rate.employer", "9.8%", 98_000),
    ("contribution.rate.employer", "0.098", 98_000),
    ("contribution.base.from", "last_year", 1),
    ("contribution.due_day", "25", 25),
    ("contribution.extra.flexible", "{amount: 5, from: account}", (500, 0, "account")),
    ("contribution.extra.employee", "3", (300, 0, "cash")),
    ("contribution.extra.employer", "1%", (0, 10_000, "cash")),
    ("contribution.unemployment.base", "60%", (BaseKind.SHARE_OF_AVERAGE, 600_000)),
    ("contribution.unemployment.months", "{1: 12, 5: 18, 10: 24}", ((1, 12), (5, 18), (10, 24))),
    ("retirement.top_up.base", "0.6", (BaseKind.SHARE_OF_AVERAGE, 600_000)),
    ("retirement.top_up.base", "5008", (BaseKind.YUAN, 500_800)),
    ("retirement.top_up.ways", "[monthly, lump_sum]", (TopUpWay.MONTHLY, TopUpWay.LUMP_SUM)),
    ("retirement.years.male", "15.5", 186),
    ("retirement.statutory.men.first", "1965-01", 1965 * 12),
    ("account.reform_date", "never", UNLIMITED),
    ("account.interest", "1.5%", 15_000),
    ("account.interest", "1.5% a year", 15_000),
    ("account.parts", "one", AccountParts.ONE),
    ("account.parts", "{current: [own_share], past: [deductible, relatives]}", (PartPays(2), PartPays(5))),
    ("benefit.year_starts", "07-01", (7, 1)),
    ("coverage.gap.late_fee", "0.05% a day", 500),
    ("coverage.gap.back_paid_return", "7 days", (CoverFrom.DAYS, 7)),
    ("coverage.gap.back_pay_months", "grace_months", NONE),
    ("coverage.gap.back_pay_rate", "contribution", None),
    ("coverage.wait.employee", "6", (6, 0)),
    ("coverage.wait.employee", "60 days", (0, 60)),
    ("coverage.wait.back_paid", "same", (NONE, 0)),
    ("coverage.arrears.grace_months", "none", UNLIMITED),
    ("mutual_aid.payers_per_person", "none", NONE),
    ("resident.debits", "[11-30, 12-31]", ((11, 30), (12, 31))),
    ("resident.late", "never", ((0, 0), None, None)),
    ("resident.late", "{until: 06-30, amount: 1070, wait: 90 days}", ((6, 30), 107_000, (0, 90))),
    ("resident.premium", "400", (((0, 40_000),), None, None)),
    ("resident.premium", "{0: 95, 70: 110, newborn: 0}", (((0, 9500), (70, 11_000)), 0, None)),
    ("resident.window", "{from: 10-13, to: 02-28 next}", ((10, 13), (2, 28, True))),
]


@pytest.mark.parametrize("name, text, value", READ)
def test_a_value_is_read(yaml, name, text, value):
    kind = kind_of(name)
    parsed = kind.parse(yaml(text))
    assert (tuple(vars(parsed).values()) if isinstance(parsed, BaseModel) else parsed) == value
    assert kind.parse(yaml(kind.text(parsed))) == parsed


REFUSED = [
    ("contribution.base.average_wage", "{active: 3}", "stands where one value belongs"),
    ("contribution.base.average_wage", "6,260", "is not an amount of yuan as it is written here"),
    ("contribution.base.average_wage", "12.345", "more than two decimals"),
    ("contribution.base.average_wage", "''", "missing"),
    ("contribution.base.from", "lastyear", "did you mean 'last_year'"),
    ("contribution.due_day", "32", "from 1 to 31"),
    ("contribution.due_day", "2.5", "not whole"),
    ("contribution.extra.flexible", "{amount: 5, from: acount}", "from: 'acount' is no source"),
    ("contribution.extra.flexible", "{sum: 5}", "'sum' is not a key of"),
    ("contribution.unemployment.base", "flor", "did you mean 'floor'"),
    ("contribution.flexible.menu", "8%", "is no menu"),
    (
        "contribution.flexible.menu",
        "{low: {rate: 5%, bse: floor}}",
        "'bse' is not a key of contribution.flexible.menu.low; did",
    ),
    ("contribution.flexible.menu", "{low: {rate: 5%}, default: high}", "default: 'high' is not on the menu"),
    ("contribution.flexible.menu", "{low: {rate: {20: 5%}}}", "nothing is said below age 20"),
    ("retirement.top_up.ways", "[lump_sum, lump_sum]", "given twice"),
    ("retirement.years.male", "15.3", "whole months"),
    ("retirement.statutory.men.first", "1965-01-02", "is a day"),
    ("account.parts", "three", "none of the words"),
    ("account.credit.retired", "{active: 3}", "the active have another parameter"),
    ("benefit.groups", "{active: {as: active, age: 45}}", "cannot name a group"),
    ("benefit.groups", "{old: {as: retired}}", "is no narrower"),
    ("benefit.groups", "{old: {as: active, retired_before: 2001-01-01}}", "only the retired"),
    ("benefit.year_starts", "02-29", "every year has"),
    ("coverage.gap.late_fee", "0.05%", "does not say in what time"),
    ("coverage.gap.short_return", "7 days", "none of the words"),
    ("coverage.wait.employee", "3 weeks", "is no wait"),
    ("coverage.wait.employee", "61", "longer than any wait"),
    ("coverage.wait.employee", "same", "is no wait"),
    ("outpatient.deductible", "{kind: visits, active: 1}", "did you mean 'visit'"),
    ("outpatient.deductible", "{kind: visit}", "the table is empty"),
    ("outpatient.ratio", "{active: {1: 50%, 2: 60%}}", "tier 3 has no figure"),
    ("outpatient.ratio", "{active: {1: 50%, 2: 60%, 3: 1, 4: 1%}}", "'4' is no tier"),
    ("outpatient.ratio", "{active: {1: 50%, 2: 60%, 3: 165%}}", "active.3: '165%' is over 100%"),
    ("outpatient.ratio", "{active: {10000: 50%}}", "nothing is said below band 10000"),
    ("inpatient.deductible", "[1, 2, 3, 4, 5]", "5 stays"),
    ("outpatient.cap", "{active: {1: 3, 2: 3, 3: 3}}", "where one value belongs"),
    ("resident.outpatient.ratio", "{active: 50%}", "names no group"),
    ("resident.window", "{from: 10-13, to: 02-28}", "did you mean '02-28 next'"),
    ("resident.window", "{from: 10-13}", "resident.window needs 'to'"),
    ("resident.late", "{amount: 3}", "resident.late needs 'until'"),
    ("resident.premium", "{0: 3, pupil: 4}", "{0: …, 45: …}, newborn, student"),
    ("resident.premium", "{18: 3}", "nothing is said below age 18"),
    ("wallet.opens", "soon", "is not a date"),
]


@pytest.mark.parametrize("name, text, words", REFUSED)
def test_a_value_is_refused_and_says_why(yaml, name, text, words):
    with pytest.raises(Faults) as caught:
        kind_of(name).parse(yaml(text), name)
    [fault] = caught.value.faults
    assert words in str(fault)
    assert name in fault.message and (fault.allowed or fault.write)


def test_a_refusal_knows_its_line_and_column(yaml):
    with pytest.raises(Faults) as caught:
        kind_of("outpatient.ratio").parse(yaml("active:\n  1: 50%\n  2: 165%\n  3: 1%\n"))
    [fault] = caught.value.faults
    assert (fault.line, fault.column) == (3, 6) and fault.message.startswith("value: active.2: '165%'")


@pytest.mark.parametrize("region", regions())
def test_every_value_in_the_files_reads_back_as_written_out(yaml, region):
    for name, values in seed(region).values.items():
        for value in values:
            assert kind_of(name).parse(yaml(value.text)) == value.value, (name, value.text)


def test_schemas_are_schemas():
    for parameter in parameters().values():
        Draft202012Validator.check_schema(parameter.kind.schema())


@pytest.mark.parametrize(
    "name, value",
    [
        ("contribution.rate.employer", "9.8%"),
        ("coverage.wait.employee", "60 days"),
        ("coverage.wait.employee", 6),
        ("outpatient.ratio", {"active": {"1": "65%", "2": {"0": "70%", "20000": "60%"}, "3": "60%"}, "retired": "75%"}),
        ("outpatient.deductible", {"kind": "visit", "active": 40, "retired": 40}),
        ("inpatient.deductible", [1300, 650]),
        ("resident.premium", {"0": 435, "18": 795, "newborn": 0}),
        ("contribution.flexible.menu", {"low": {"rate": "5%", "base": "60%", "account": "no"}, "default": "low"}),
        ("resident.window", {"from": "10-13", "to": "02-28 next"}),
    ],
)
def test_schemas_accept_what_is_right(name, value):
    Draft202012Validator(kind_of(name).schema()).validate(value)


@pytest.mark.parametrize(
    "name, value",
    [
        ("contribution.base.from", "yearly"),
        ("outpatient.ratio", {"active": {"4": "65%"}}),
        ("resident.window", {"from": "10-13"}),
        ("contribution.flexible.menu", {"low": {"rat": "5%"}}),
    ],
)
def test_schemas_refuse_what_is_wrong(name, value):
    assert not Draft202012Validator(kind_of(name).schema()).is_valid(value)
