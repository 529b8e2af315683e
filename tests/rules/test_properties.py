"""What always holds of a bill, whatever the law's figures, and where the rest of what always holds is tested:

- Money is conserved in every life and year, no balance is negative, paid months never fall:
  `tests/processes/test_books.py`, households at random.
- Bill by bill in households at random: paid once and whole, nothing while stopped, class C in cash, only relatives that
  are bound and within reach pay; under a kinder law the pool never pays less for anybody: `tests/test_households.py`.
- Two simulators find the same fen, balances and states: `tests/reference/test_households.py`, households at random.
- Nobody unrelated or out of reach pays: `tests/rules/test_mutual_aid.py`; nothing is paid while stopped, class C is
  for cash: the reference, bill by bill.
- The same bytes for any size of blocks, order of people, seed of Python's hashes; one more person, variant or kind of
  chance moves no other draw: `tests/test_determinism.py`; for any number of workers: `tests/experiment/`.
- Deductible and cap are never exceeded; a kinder rule never lowers what the pool pays of the same bill: here.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.benefit import Terms
from sim.rules.inpatient import inpatient, inpatient_limit
from sim.rules.outpatient import outpatient, outpatient_limit
from sim.rules.programme import programme_limit, programme_visit
from sim.words.law import NONE, UNLIMITED

GROUP, TIER, ALL, MONTH = 0, 3, 1_000_000, 24_300
FEN = st.integers(0, 10_000_00)
RATIO = st.integers(0, ALL)
FIGURES = st.fixed_dictionaries(
    {"deductible": FEN, "ratio": RATIO, "cap": st.one_of(FEN, st.just(UNLIMITED)), "large": RATIO, "second": RATIO}
)
SOME = settings(max_examples=150, deadline=None)


def law_of(law, figures):
    """A law whose visits, stays and first programme all have these figures."""
    deductible, ratio, cap = (figures[name] for name in ("deductible", "ratio", "cap"))
    return law(
        outpatient_deductible=deductible, outpatient_cap=cap, outpatient_large_amount_ratio=figures["large"],
        outpatient_ratio={(GROUP, TIER): [ratio]}, inpatient_ratio={(GROUP, TIER): [ratio]},
        inpatient_deductible=deductible, inpatient_cap=cap, large_amount_ratio=figures["large"],
        own_burden_over=50_00, own_burden_ratio=figures["second"],
        programme_deductible=deductible, programme_ratio=ratio, programme_cap=cap,
    )  # fmt: skip


def paid_of(p, year, covered, whole):
    """What the pool pays in all of a visit, of a stay and of a visit of a programme with this covered cost."""
    terms = Terms(NONE, whole, 0, NONE)
    visit = outpatient(p, year, GROUP, TIER, covered, ALL, terms)
    stay = inpatient(p, year, GROUP, TIER, covered, ALL, terms)
    programme = programme_visit(p, year, 0, GROUP, TIER, covered, MONTH, ALL, terms)
    return visit[0] + visit[1], stay[0] + stay[1] + stay[2], programme[0]


@SOME
@given(figures=FIGURES, covered=FEN, whole=FEN, before=FEN)
def test_no_deductible_and_no_cap_is_exceeded(law, used, figures, covered, whole, before):
    p = law_of(law, figures)
    year = used(
        outpatient_pool=before, inpatient_pool=before, programme_paid={0: before}, below_deductible=before,
        programme_month={0: MONTH},
    )  # fmt: skip
    terms = Terms(NONE, whole, 0, NONE)
    visit = outpatient(p, year, GROUP, TIER, covered, ALL, terms)
    stay = inpatient(p, year, GROUP, TIER, covered, ALL, terms)
    programme = programme_visit(p, year, 0, GROUP, TIER, covered, MONTH, ALL, terms)
    assert 0 <= visit[0] <= outpatient_limit(p, year, GROUP, TIER)
    assert 0 <= stay[0] <= inpatient_limit(p, year, GROUP)
    assert 0 <= programme[0] <= programme_limit(p, year, 0, GROUP, MONTH)
    for below in (visit[2], stay[3], programme[1]):
        assert 0 <= below <= min(covered, figures["deductible"])
    # who pays and the deductible never come to more than the cost
    assert visit[0] + visit[1] + visit[2] <= covered + whole
    assert sum(stay[:2]) + stay[3] <= covered + whole and sum(stay[:3]) <= covered + whole
    assert sum(programme) <= covered + whole


@pytest.mark.parametrize("kinder", ["ratio", "deductible", "cap"])
@SOME
@given(figures=FIGURES, by=FEN, covered=FEN, whole=FEN)
def test_a_kinder_rule_never_lowers_what_the_pool_pays(law, used, kinder, figures, by, covered, whole):
    """But for a fen of rounding where a cap divides the cost. A higher cap pays more only where what lies beyond it was
    not paid at a higher ratio."""
    if kinder == "cap":
        figures = figures | {"large": min(figures["large"], figures["ratio"])}
    after = {"ratio": min(ALL, figures["ratio"] + by), "deductible": max(0, figures["deductible"] - by),
             "cap": min(UNLIMITED, figures["cap"] + by)}  # fmt: skip
    harder, softer = law_of(law, figures), law_of(law, figures | {kinder: after[kinder]})
    before, now = (paid_of(p, used(), covered, whole) for p in (harder, softer))
    assert all(b - a >= -1 for a, b in zip(before, now, strict=True)), (before, now)
