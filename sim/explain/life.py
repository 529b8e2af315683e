"""A life as frames: its events, the months of everybody, the bills with who paid them."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import BadArgument, known
from sim.explain.arithmetic import BORNE, OF_THE_POOL, pool_part, why_bill
from sim.explain.aspects import changes
from sim.explain.causes import why_without_cover
from sim.explain.reading import Reading
from sim.words.flows import Place
from sim.words.language import say
from sim.words.law import TIER_NAMES
from sim.words.reasons import Reason
from sim.words.states import Care, Scheme, Status

if TYPE_CHECKING:
    import polars as pl

    from sim.explain.journal import Journal, Settled
    from sim.plan import Plan
    from sim.scenario import Scenario


class Life(Reading):
    """One life of a scenario with its journal. Amounts in frames are yuan, exact to the fen."""

    @cached_property
    def events(self) -> "pl.DataFrame":
        """One row for each thing that happened: money that moved, what changed of a person, what was refused."""
        import polars as pl

        rows = [(moved.day, at, self._money(moved)) for at, moved in enumerate(self.journal.moved)]
        rows += [(change.day, at, self._change(change)) for at, change in enumerate(self.changes)]
        rows += [(refused.day, at, self._refusal(refused)) for at, refused in enumerate(self.journal.refused)]
        rows.sort(key=lambda row: row[0])
        return pl.DataFrame([row for *_, row in rows], schema=_events(), orient="row")

    @cached_property
    def changes(self) -> list[Any]:
        """What changed of people, by day."""
        return changes(self.journal, self.plan)

    def _money(self, moved: Any) -> tuple:
        kernel = law_of(moved.call).name
        parameters = [name for read in moved.reads for name in self.law.parameters(read.field)]
        flow, day, who = moved.flow, date.fromordinal(moved.day), self.name(moved.slot)
        places = flow.source.name.lower(), flow.target.name.lower()
        return (
            day, who, "money", flow.column, *places, yuan(moved.fen), None, None, kernel,
            list(dict.fromkeys(parameters)),
        )  # fmt: skip

    def _change(self, change: Any) -> tuple:
        who, day = self.name(change.slot), date.fromordinal(change.day)
        return day, who, "change", change.what, None, None, None, change.before, change.after, change.kernel, []

    def _refusal(self, refused: Any) -> tuple:
        listed = self.scenario.events if refused.kind == "event" else self.scenario.bindings
        about = listed[refused.place]
        who, reason = getattr(about, "who", None) or getattr(about, "for_", None), Reason(refused.reason).word
        day = date.fromordinal(refused.day)
        what = getattr(about, "does", None) or "binding"
        return day, who, "refused", what, None, None, None, None, reason, None, []

    @cached_property
    def months(self) -> "pl.DataFrame":
        """One row for each month of each person: status on its last day and why, as what insured, the balances."""
        import polars as pl

        rows = []
        balances = Balances(self.journal)
        for month in self.journal.months:
            places = balances.at_end(month.slot, month.day)
            why = "" if month.status == Status.COVERED else why_without_cover(self, month.slot, month.day).short
            rows.append(
                (
                    date.fromordinal(month.day), self.name(month.slot), Status(month.status).word, why,
                    Scheme(month.scheme).word, yuan(places[Place.ACCOUNT] + places[Place.PAST_ACCOUNT]),
                    yuan(places[Place.WALLET]),
                )
            )  # fmt: skip
        return pl.DataFrame(rows, schema=_months(), orient="row")

    @cached_property
    def bills(self) -> "pl.DataFrame":
        """One row for each bill: what it is of, who paid, and where the pool paid nothing, why."""
        import polars as pl

        return pl.DataFrame([self._bill(settled) for settled in self.presented], schema=_bills(), orient="row")

    def _bill(self, settled: "Settled") -> tuple:
        bill, paid, rest, later = settled.bill, settled.paid, settled.rest, self.later(settled)
        pool = pool_part(settled)
        amounts = (0, 0, 0, 0, pool) if settled.who == BORNE else (*(paid[part] for part in OF_THE_POOL), 0)
        paid_later = pool_part(later) if later else 0
        none = not pool and not paid_later
        return (
            date.fromordinal(bill["day"]), self.name(settled.slot), self.bill_name(settled),
            Care(bill["kind"]).name.lower(), TIER_NAMES[bill["tier"]], Status(settled.status).word,
            *map(yuan, (bill["cost"], bill["class_b"], bill["class_c"], paid["below"], *amounts)),
            *map(yuan, (rest["account"], rest["wallet"], rest["relatives"], rest["cash"], paid_later)),
            why_bill(self, settled).short if none else "",
        )  # fmt: skip


def yuan(fen: int) -> Decimal:
    """Fen as yuan, exactly."""
    return Decimal(fen).scaleb(-2)


def law_of(call: Any) -> Any:
    """The kernel in which something happened: rules and arithmetic left out."""
    while call.is_rule and call.parent is not None:
        call = call.parent
    return call


class Balances:
    """What each person has at the end of any day, by going through what moved once."""

    def __init__(self, journal: "Journal"):
        self._moved, self._at = journal.moved, 0
        self._in_order = sorted(journal.moved, key=lambda moved: moved.day)
        self._books = [list(map(int, row["books"])) for row in journal.rows]

    def at_end(self, slot: int, day: int) -> list[int]:
        """Days must be taken in order."""
        while self._at < len(self._in_order) and self._in_order[self._at].day <= day:
            moved = self._in_order[self._at]
            self._books[moved.slot][moved.flow.source] -= moved.fen
            self._books[moved.slot][moved.flow.target] += moved.fen
            self._at += 1
        return self._books[slot]


def _events() -> dict[str, Any]:
    import polars as pl

    texts = ("what", "from", "to")
    return (
        {"day": pl.Date, "person": pl.String, "kind": pl.String}
        | dict.fromkeys(texts, pl.String)
        | {"yuan": pl.Decimal(18, 2), "before": pl.String, "after": pl.String, "by": pl.String}
        | {"parameters": pl.List(pl.String)}
    )


def _months() -> dict[str, Any]:
    import polars as pl

    texts = dict.fromkeys(("person", "status", "why", "insured_as"), pl.String)
    return {"day": pl.Date} | texts | dict.fromkeys(("account", "wallet"), pl.Decimal(18, 2))


def _bills() -> dict[str, Any]:
    import polars as pl

    amounts = (
        "cost", "class_b", "class_c", "below_deductible", "pool", "large_amount", "own_burden", "supplement",
        "employer", "account", "wallet", "relatives", "cash", "paid_later",
    )  # fmt: skip
    texts = dict.fromkeys(("person", "bill", "kind", "tier", "status"), pl.String)
    return {"day": pl.Date} | texts | dict.fromkeys(amounts, pl.Decimal(18, 2)) | {"why": pl.String}


# ----------------------------------------------------------------------------- simulating it


def life(scenario: "Scenario", number: int = 0, variant: str | None = None, household: str | None = None) -> Life:
    """One life of a scenario, or of a household of a population, simulated again with everything that happens in it."""
    from sim.explain.recording import record

    if variant:
        [name] = known("variant", [variant], scenario.variants, "variant of this file")
        scenario = scenario.variant(name)
    scenario = of_household(scenario, household)
    refuse_beyond(scenario, number)
    plan = _plan(scenario)
    return Life(scenario, plan, record(plan, number)[0])


def of_household(scenario: "Scenario", household: str | None) -> "Scenario":
    """The scenario of a household of a population, by its number in the rows; any other scenario is one already."""
    if scenario.population is None:
        if household is not None:
            raise BadArgument("household", say("this is a file of one household, not of a population"))
        return scenario
    if household is None:
        raise BadArgument(
            "household", say("this is a population: name one of its households by its number in the rows")
        )
    from sim.population import read_household

    return read_household(scenario, household)


def _plan(scenario: "Scenario") -> "Plan":
    from sim.experiment.law import policy_of
    from sim.plan import Plan

    return Plan.make(scenario, policy_of(scenario))


def refuse_beyond(scenario: "Scenario", number: int) -> None:
    """Refuse a life that the scenario does not have."""
    lives = scenario.replications
    if 0 <= number < lives:
        return
    if not scenario.has_chance:
        only = say("there is no life {number}  allowed: 0, for nothing is left to chance", number=number)
        raise BadArgument("life", only)
    raise BadArgument("life", say("there is no life {number}  allowed: 0 to {last}", number=number, last=lives - 1))
