"""Households at random: any law, any family, any events, as the text of a scenario file."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import yaml

from sim.policy.seeds import regions

#: Changes of the law to choose from. `none` of a cap and words are texts of a policy file.
LAW: dict[str, Sequence[Any]] = {
    "contribution.base.floor": ["3000", "4000"],
    "contribution.base.from": ["month", "last_year"],
    "contribution.extra.employee": ["5", "0.5%", {"amount": "7", "from": "account"}],
    "contribution.extra.employer": ["10", "1%"],
    "contribution.extra.retired": ["4", {"amount": "4", "from": "account"}],
    "contribution.extra.flexible": ["5", {"amount": "5", "from": "account"}],
    "contribution.flexible.menu": [
        {"low": {"rate": "5%", "base": "floor", "account": "no", "outpatient": "no"},
         "high": {"rate": "10%", "base": "80%", "account": "2%"}, "default": "low"},
        {"one": {"amount": {"0": "300", "50": "250.55"}, "base": "wage", "account": "yes"}},
    ],
    "contribution.flexible.pays": ["month", "year"],
    "contribution.flexible.day": ["10-13"],
    "contribution.unemployment.credited": ["yes"],
    "contribution.unemployment.base": ["70%", "floor"],
    "contribution.due_day": ["1", "10", "25", "31"],
    "account.credit.active_rate": ["0%", "2%", "2.35%"],
    "account.credit.retired": ["95", {"retired": "80", "retired_70": "120.33"}, "2.5%"],
    "account.credit.timing.active": ["month", "month_after", "year_in_advance"],
    "account.credit.timing.retired": ["month", "month_after", "year"],
    "account.credit.timing.day": ["01-01", "07-10"],
    "account.credit.back_paid": ["no"],
    "account.parts": ["two", {"current": ["own_share", "relatives"], "past": ["deductible", "own_share", "premium"]}],
    "account.interest": ["1.5%"],
    "account.pays_class_c": ["yes"],
    "coverage.start.employee": ["payment_day", "next_day", "payment_month", "next_month"],
    "coverage.start.flexible": ["payment_day", "next_day", "payment_month", "next_month"],
    "coverage.start.after_months": ["4"],
    "coverage.start.employer_bears": ["yes"],
    "coverage.stop_lag_months": ["0", "1", "2", "3"],
    "coverage.gap.grace_months": ["0", "1", "3", "6"],
    "coverage.gap.grace_flexible": ["0", "2", "5"],
    "coverage.switch.row": ["6", "24"],
    "coverage.gap.counted": ["in_a_row", "benefit_year", "either"],
    "coverage.gap.back_pay_months": ["1", "3", "6"],
    "coverage.gap.back_paid_return": ["payment_day", "next_day", "payment_month", "next_month", "7 days", "40 days"],
    "coverage.gap.retroactive": ["no"],
    "coverage.gap.short_return": ["payment_day", "next_month", "wait"],
    "coverage.gap.back_pay_rate": ["10%"],
    "coverage.gap.late_fee": ["0.05% a day"],
    "coverage.gap.clears_years": ["yes"],
    "coverage.wait.employee": ["0", "2", "6", "60 days"],
    "coverage.wait.flexible_return": ["0", "3", "30 days"],
    "coverage.wait.flexible_first": ["3", "20 days"],
    "coverage.wait.back_paid": ["1", "10 days"],
    "coverage.wait.counts_from": ["next_month"],
    "coverage.wait.benefit_share": ["50%"],
    "coverage.arrears.by_employer": ["retroactive", "employer_bears", "as_gap"],
    "coverage.arrears.grace_months": ["1", "6"],
    "benefit.year_starts": ["07-01"],
    "benefit.class_b_first": ["15%"],
    "benefit.groups": [{"active_45": {"as": "active", "age": "45"}}],
    "outpatient.deductible": [
        {"kind": "year", "active": "100", "retired": "50"},
        {"kind": "visit", "active": {"1": "10", "2": "30", "3": "50"}, "retired": "5"},
        {"kind": "first_visit_then_half", "active": {"1": "21", "2": "51", "3": "81"}, "retired": "0"},
    ],
    "outpatient.ratio": [
        "55%", {"active": {"1": {"0": "60%", "1000": "75%"}, "2": "50%", "3": "40%"}, "retired": "85%"},
    ],
    "outpatient.cap": ["500", {"active": "800", "retired": "none"}],
    "outpatient.cap_visit": ["150"],
    "outpatient.large_amount.ratio": ["50%"],
    "outpatient.large_amount.cap": ["400", "none"],
    "inpatient.deductible": [["800", "400", "0"], {"1": ["300", "100"], "2": ["600", "300"], "3": ["900", "450"]}],
    "inpatient.ratio": [{"1": {"0": "80%", "3000": "90%"}, "2": "75%", "3": {"0": "60%", "10000": "85%"}}],
    "inpatient.bands": ["year"],
    "inpatient.cap": ["5000", "20000"],
    "large_amount.ratio": ["70%"],
    "large_amount.cap": ["3000"],
    "own_burden.over": ["1000"],
    "own_burden.ratio": ["60%"],
    "own_burden.cap": ["2000", "none"],
    "mutual_aid.relatives": ["direct"],
    "mutual_aid.reach": ["pool", "nation"],
    "mutual_aid.order": ["binding", "balance", "random"],
    "mutual_aid.payers_per_bill": ["one"],
    "mutual_aid.keeps": ["500"],
    "mutual_aid.starts": ["next_day"],
    "mutual_aid.ends": ["same_day"],
    "mutual_aid.inpatient": ["no"],
    "mutual_aid.premium": ["no"],
    "mutual_aid.own_top_up": ["yes"],
    "mutual_aid.pays_deductible": ["no"],
    "mutual_aid.payers_per_person": ["1", "2"],
    "wallet.opens": ["2025-06-01"],
    "wallet.transfers_per_day": ["1"],
    "wallet.transfer_max": ["300"],
    "resident.premium": ["400", {"0": "380", "20": "420.50", "60": "200", "newborn": "0"}],
    "resident.window": [{"from": "09-01", "to": "12-20"}, {"from": "10-01", "to": "02-28 next"}],
    "resident.debits": [["10-15", "11-15"]],
    "resident.start_in_year": ["january"],
    "resident.late": ["never", {"until": "06-30", "amount": "1070", "wait": "3"}],
    "resident.to_employee": [{"years": "1", "months": "3"}],
    "resident.wait.fixed": ["3", "30 days"],
    "resident.wait.per_gap_year": ["2"],
    "resident.wait.first_gap_year_counts": ["yes"],
    "resident.wait.exempt": ["none", ["newborn", "left_employee"]],
    "resident.newborn.until": ["1", "6"],
    "resident.newborn.late": [{"wait": "30 days"}, {"wait": "2"}],
    "resident.outpatient.deductible": ["50"],
    "resident.inpatient.cap": ["8000"],
    "resident.large_amount.ratio": ["50%"],
    "resident.large_amount.cap": ["2000"],
    "retirement.years.male": ["15", "30"],
    "retirement.years.female": ["15", "25"],
    "retirement.actual_years.male": ["5"],
    "retirement.deemed": ["no"],
    "retirement.actual_years.reach": ["province"],
    "retirement.top_up.ways": [["lump_sum"], ["monthly"]],
    "retirement.top_up.base": ["floor", "average", "60%"],
    "retirement.top_up.credit": ["20"],
    "death.paid_to": ["account"],
    "death.no_heirs": ["pool"],
    "contribution.base.average_wage": ["7000"],
    "contribution.base.ceiling": ["9000", "15000.50"],
    "contribution.base.month": ["4", "7"],
    "contribution.rate.employer": ["6%", "8.35%"],
    "contribution.rate.employee": ["1.5%"],
    "contribution.unemployment.months": [{"1": "2", "5": "4"}],
    "account.reform_date": ["2025-10-01", "2026-04-15"],
    "account.credit.active_by_age": [{"0": "0.5%", "40": "1.15%"}],
    "account.credit.retired_rate": ["3.5%"],
    "account.credit.retired_base": ["pension", "average_wage"],
    "account.credit.average_pension": ["4000"],
    "coverage.switch.within": ["20", "200"],
    "coverage.gap.late_fee_from": ["next_month"],
    "coverage.gap.late_fee_until": ["before"],
    "coverage.wait.employee_first": ["2", "45 days"],
    "coverage.wait.spared_by": ["6", "30"],
    "resident.subsidy": ["700"],
    "resident.wait.floor": ["4"],
    "resident.wait.floor_years": ["1", "2"],
    "resident.wait.counts_breaks_from": ["2023"],
    "resident.bonus.after_years": ["0", "1"],
    "resident.bonus.counts_from": ["2023"],
    "resident.bonus.continuous": ["300"],
    "resident.bonus.no_claim": ["250"],
    "resident.bonus.most": ["40%", "800"],
    "resident.outpatient.ratio": ["55%", {"1": "60%", "2": "50%", "3": "40%"}],
    "resident.outpatient.cap": ["300", "2000"],
    "resident.outpatient.cap_visit": ["60"],
    "resident.outpatient.large_amount.ratio": ["45%"],
    "resident.outpatient.large_amount.cap": ["350"],
    "resident.inpatient.deductible": [["600", "200"], {"1": ["100"], "2": ["300"], "3": ["700", "350"]}],
    "resident.inpatient.ratio": ["65%", {"1": {"0": "70%", "2000": "80%"}, "2": "60%", "3": "55.5%"}],
    "retirement.actual_years.female": ["5"],
    "retirement.years.by": ["entered_work"],
    "retirement.top_up.rate": ["8.05%"],
    "retirement.top_up.extra": ["6"],
    "retirement.top_up.extra_lump": ["yes"],
    "retirement.statutory.men.age": ["58"],
    "retirement.statutory.men.first": ["1963-07"],
    "retirement.statutory.men.step": ["2"],
    "retirement.statutory.men.most": ["12"],
    "retirement.statutory.women_55.age": ["54"],
    "retirement.statutory.women_55.first": ["1968-03"],
    "retirement.statutory.women_55.step": ["3"],
    "retirement.statutory.women_55.most": ["10"],
    "retirement.statutory.women_50.age": ["52"],
    "retirement.statutory.women_50.first": ["1973-02"],
    "retirement.statutory.women_50.step": ["5"],
    "retirement.statutory.women_50.most": ["20"],
    "retirement.flexible_months": ["12"],
    "projection.contribution.base.floor": ["3% a year"],
    "projection.account.credit.retired": ["2.5% a year"],
    "projection.resident.premium": ["4% a year"],
}  # fmt: skip
#: What decides the pool's part of a bill: what `LAW` has of it, and more.
LAW_OF_BILLS: dict[str, Sequence[Any]] = {
    **{
        name: values
        for name, values in LAW.items()
        if name.split(".")[0] in ("benefit", "outpatient", "inpatient", "large_amount", "own_burden")
        or name.startswith(("resident.outpatient", "resident.inpatient", "resident.large_amount"))
    },
    "inpatient.ratio_by_age": [{"from": "60%", "per_year": "0.7%", "most": "95%"}],
    "inpatient.stay_days": ["30"],
    "supplement.over": ["500"],
    "away.filed": [{"own_first": "10%"}, {"ratio": "-5%", "deductible": "700"}],
    "away.unfiled": [{"own_first": "20%", "ratio": "-85%", "deductible": "0"}],
    "away.emergency": [{"ratio": "30%"}],
    "programme": [
        {"chronic": {"deductible": {"1": "30", "2": "60", "3": "90"}, "ratio": "62%", "cap": "400", "per": "month"}},
        {
            "chronic": {"ratio": {"active": {"1": "80%", "2": "70%", "3": "55%"}, "retired_70": "90%"}, "cap": "700"},
            "eyes": {"ratio": {"resident": "50%"}, "deductible": "100"},
        },
    ],
    "supplement.ratio": ["55%"],
    "supplement.cap": ["1500"],
    "supplement.outside": ["yes"],
}
NAMES = ("Ann", "Bo", "Cai", "Dan", "Eve", "Fay", "Guo")
REGIONS = tuple(sorted(regions()))
START = date(2025, 1, 1)


class Maker:
    """Makes one household."""

    law = LAW
    events = (
        "outpatient", "outpatient", "inpatient", "leaves_job", "leaves_job", "starts_job", "starts_job", "joins",
        "leaves", "moves", "back_pays", "employer_defaults", "transfers", "dies", "emigrates", "birth", "marries",
        "divorces",
    )  # fmt: skip
    most_months = 4  # of a default or a back-payment

    def __init__(self, chance: Random, years: int, people: int):
        self.chance = chance
        self.start = START + timedelta(days=chance.choice((0, 0, 0, 14, 27, 181)))
        self.days = 365 * chance.randint(1, years) + chance.randint(0, 60)
        self.names = NAMES[: chance.randint(1, people)]
        self.regions = chance.sample(REGIONS, 3)
        self.number = 0
        self.children: dict[str, tuple[str, str]] = {}  # by name: the day of birth and a parent

    def often(self, of: int) -> bool:
        """True once in so many times."""
        return self.chance.randint(1, of) == 1

    def day(self) -> str:
        return (self.start + timedelta(days=self.chance.randint(0, self.days - 1))).isoformat()

    def someone(self) -> str:
        return self.chance.choice(self.names)

    def pair(self) -> list[str]:
        """Two who are related: the first of the household, and any other."""
        pair = [self.names[0], self.chance.choice(self.names[1:])]
        self.chance.shuffle(pair)
        return pair

    def scenario(self) -> dict[str, Any]:
        people = {name: self.person(i) for i, name in enumerate(self.names)}
        self.gone: set[str] = set()
        events = [self.event() for _ in range(self.chance.randint(0, 10))]
        return {
            "scenario": "A household at random",
            "start": self.start.isoformat(),
            "end": (self.start + timedelta(days=self.days)).isoformat(),
            "seed": str(self.chance.randint(1, 1000)),
            "replications": "1",
            "policy": self.policy(),
            "people": people,
            "bindings": self.bindings(),
            "events": events,
            "mortality": "china_2024" if self.often(3) else "none",
        }

    def policy(self) -> dict[str, Any]:
        names = self.chance.sample(list(self.law), self.chance.randint(0, 16))
        found: dict[str, Any] = {}
        for name in names:
            value = self.chance.choice(self.law[name])
            if self.often(8):
                value = {self.day(): value}
            if self.often(6):
                found.setdefault(self.chance.choice(self.regions), {})[name] = value
            else:
                found[name] = value
        return found

    def person(self, index: int) -> dict[str, Any]:
        kind = self.chance.choice(("employee", "employee", "employee", "flexible", "resident", "retired", "none"))
        born = {"retired": (1940, 1964), "none": (1960, 2015), "resident": (1955, 2018)}.get(kind, (1964, 2002))
        day = date(self.chance.randint(*born), self.chance.randint(1, 12), self.chance.randint(1, 28))
        person: dict[str, Any] = {
            "born": day.isoformat(),
            "sex": self.chance.choice(("male", "female")),
            "region": self.chance.choice(self.regions),
            "insured": self.insured(kind, day),
            "choices": self.choices(),
        }
        if index == 1 and self.often(2):
            person["spouse"] = self.names[0]
        if index and "spouse" not in person:
            person["siblings"] = [self.names[0]]
        if kind in ("employee", "flexible") or self.often(3):
            person["work"] = {
                "wage": str(self.chance.randint(20, 300) * 100),
                "growth": self.chance.choice(("0% a year", "4% a year")),
            }
            if kind == "employee" and self.often(4):
                person["work"] |= {"loses_job": "5% a month", "finds_job": "20% a month"}
            if person["sex"] == "female":
                person["work"]["track"] = self.chance.choice(("worker", "cadre"))
        if self.often(4):
            person["care"] = {
                "outpatient": {
                    "per_year": str(self.chance.randint(1, 9)), "cost": {"median": "180", "p90": "700"},
                    "tiers": {"1": "50%", "2": "30%", "3": "20%"}, "class_b": "13%", "class_c": "5%",
                },
                "inpatient": {"per_year": "0.8", "cost": {"median": "8000", "p90": "35000"}},
                "growth": "3% a year",
            }  # fmt: skip
        return person

    def insured(self, kind: str, born: date) -> dict[str, str]:
        """Insurance on the first day, with no more months than somebody so old can have."""
        found = {"as": kind}
        lived = (self.start.year - born.year) * 12 + self.start.month - born.month
        if kind in ("employee", "flexible", "retired") or self.often(4):
            paid = self.chance.choice((0, 5, 12, 30, 60, 120, 179, 239, 299, 340))
            found["paid_months"] = str(max(0, min(paid, lived - 16 * 12)))
        if kind == "resident" and self.often(2):
            found["insured_in_a_row"] = str(max(0, min(30, lived)))
        if kind != "none" and self.often(2):
            found["account"] = str(self.chance.choice((0, 50, 800, 5000)))
        return found

    def choices(self) -> dict[str, str]:
        found = {
            "when_jobless": self.chance.choice(("nothing", "nothing", "flexible", "resident", "unemployment_benefit")),
            "back_pay": self.chance.choice(("never", "within_grace")),
            "when_short": self.chance.choice(("lump_sum", "monthly", "resident", "nothing")),
        }
        if self.often(6):
            found["retires"] = self.chance.choice(("earliest", "latest"))
        return found

    def bindings(self) -> list[dict[str, str]]:
        if len(self.names) == 1:
            return self.bindings_of_children()
        pairs = dict.fromkeys(tuple(self.pair()) for _ in range(self.chance.randint(0, 4)))
        return [self.binding(i, *pair) for i, pair in enumerate(pairs)] + self.bindings_of_children()

    def bindings_of_children(self) -> list[dict[str, str]]:
        """Some children are bound to a parent from their birth on."""
        born = [(name, *of) for name, of in self.children.items() if self.often(2)]
        return [{"payer": parent, "for": name, "from": day, "name": f"tie-{name}"} for name, day, parent in born]

    def binding(self, index: int, payer: str, patient: str) -> dict[str, str]:
        found = {"payer": payer, "for": patient, "name": f"tie{index}"}
        if self.often(2):
            found["from"] = self.day()
        if self.often(4):
            found["limit"] = self.chance.choice(("300 a year", "100 a bill"))
        return found

    def event(self) -> dict[str, Any]:
        self.number += 1
        does = self.chance.choice(self.events)
        event: dict[str, Any] = {"on": self.day(), "who": self.someone(), "does": does}
        if does in ("outpatient", "inpatient"):
            cost = self.chance.randint(1, 1500) * (1 if does == "outpatient" else 30)
            event |= {"cost": str(cost), "tier": self.chance.choice(("1", "2", "3", "3a", "community", "pharmacy"))}
            event |= {"bill": f"bill{self.number}"}
            if self.often(3):
                event |= {"class_b": str(cost // 5), "class_c": str(cost // 7)}
            return event
        event["name"] = f"event{self.number}"
        if does == "starts_job":
            event["wage"] = str(self.chance.randint(20, 300) * 100)
        elif does == "joins":
            event["as"] = self.chance.choice(("resident", "flexible", "employee"))
        elif does == "moves":
            event["region"] = self.chance.choice(self.regions)
        elif does in ("back_pays", "employer_defaults"):
            event["months"] = str(self.chance.randint(1, self.most_months))
            if does == "employer_defaults" and self.often(3):
                event["settles"] = "no"
        elif does == "transfers":
            if len(self.names) == 1:
                return self.event()
            event["who"], event["to"] = self.pair()
            event["amount"] = str(self.chance.choice((10, 200, 900)))
        elif does in ("dies", "emigrates"):
            if event["who"] in self.gone or not self.often(3):
                return self.event()
            self.gone.add(event["who"])
        elif does == "birth":
            return self.birth(event)
        elif does in ("marries", "divorces"):
            if len(self.names) < 2:
                return self.event()
            event["who"], event["to"] = self.pair()
        return event

    def birth(self, event: dict[str, Any]) -> dict[str, Any]:
        """A child of one of them, or of two."""
        parents = [event.pop("who")]
        if len(self.names) > 1 and self.often(2):
            parents = self.pair()
        event |= {"name": f"child{self.number}", "sex": self.chance.choice(("male", "female")), "parents": parents}
        if self.often(2):
            event["care"] = {
                "outpatient": {"per_year": str(self.chance.randint(1, 20)), "cost": {"median": "120", "p90": "400"}}
            }
        if self.often(2):
            born = date.fromisoformat(event["on"])
            event["insured"] = self.chance.choice(
                ("no", *((born + timedelta(days=n)).isoformat() for n in (0, 40, 150)))
            )
        self.children[event["name"]] = event["on"], parents[0]
        return event


class ChanceMaker(Maker):
    """Makes one household whose people may marry and bear children by chance."""

    def person(self, index: int) -> dict[str, Any]:
        person = super().person(index)
        said: dict[str, Any] = {}
        if index == 1:
            person = {key: value for key, value in person.items() if key not in ("spouse", "siblings")}
            said["marries"] = {"to": self.names[0], "chance": "60% a year"}
        if person["sex"] == "female":
            born = date(self.chance.randint(1980, 2002), self.chance.randint(1, 12), self.chance.randint(1, 28))
            person |= {"born": born.isoformat(), "insured": {"as": "flexible", "account": "800"}}
            person["choices"].pop("retires", None)
            children = {f"kid{index}{number}": self.child(index) for number in range(self.chance.randint(1, 3))}
            said["gives_birth"] = {"chance": self.chance.choice(("40% a year", "90% a year")), "children": children}
            self.born_to = [*getattr(self, "born_to", []), *((name, self.names[index]) for name in children)]
        return person | ({"chance": said} if said else {})

    def child(self, index: int) -> dict[str, Any]:
        child: dict[str, Any] = {"sex": self.chance.choice(("male", "female"))}
        if self.often(2):
            child["insured"] = "no"
        if self.often(2):
            child["care"] = {"outpatient": {"per_year": "12", "cost": {"median": "120", "p90": "400"}}}
        return child

    def bindings(self) -> list[dict[str, str]]:
        tied = [{"payer": mother, "for": name, "name": f"tie-{name}"} for name, mother in getattr(self, "born_to", [])]
        if len(self.names) > 1 and self.often(2):
            tied.append({"payer": self.names[0], "for": self.names[1], "name": "tie-pair", "from": self.day()})
        return tied


class WorkMaker(Maker):
    """Makes one household of people at work, out of it and back, whose employers are often in default."""

    events = (
        *3 * ("employer_defaults", "starts_job", "leaves_job"),
        *5 * ("outpatient",),
        "joins",
        "back_pays",
        "moves",
    )
    most_months = 6


class ResidentMaker(Maker):
    """Makes one household whose people join resident insurance, leave it and pay for years they missed."""

    law = {name: values for name, values in LAW.items() if name.startswith(("resident.", "coverage.", "benefit."))}
    events = (*3 * ("joins", "leaves", "back_pays", "outpatient"), "inpatient", "starts_job", "leaves_job", "moves")

    def event(self) -> dict[str, Any]:
        event = super().event()
        if event["does"] == "back_pays":
            event.pop("months")
            event |= self.chance.choice(({}, {"months": "2"}, {"years": "1"}, {"years": "2"}))
        if event["does"] == "joins":
            event["as"] = "resident"
        return event


class BillsMaker(Maker):
    """Makes one household to which nothing happens but bills, of every form a file can write."""

    law = LAW_OF_BILLS

    def event(self) -> dict[str, Any]:
        self.number += 1
        does = self.chance.choice(("outpatient", "inpatient"))
        cost = self.chance.randint(1, 1500) * (1 if does == "outpatient" else 30)
        event: dict[str, Any] = {"on": self.day(), "who": self.someone(), "does": does, "bill": f"bill{self.number}"}
        event |= {"cost": f"{cost}.77", "tier": self.chance.choice(("1", "2", "3", "3a", "community", "pharmacy"))}
        event |= self.chance.choice((
            {}, {"class_b": str(cost // 5)},
            {"class_b": {"15%": f"{cost // 7}.35", "50%": f"{cost // 9}", "0%": "0.5"}},
        ))  # fmt: skip
        if self.often(3):
            event["class_c"] = str(cost // 7)
        if self.often(3):
            event["whole"] = f"{cost // 6}.11"
        if self.often(3):
            event["away"] = self.chance.choice(("filed", "unfiled", "emergency"))
        if does == "outpatient" and self.often(2):
            event["programme"] = "chronic"
        if does == "inpatient" and self.often(2):
            event["days"] = str(self.chance.choice((7, 30, 31, 75)))
        return event

    def person(self, index: int) -> dict[str, Any]:
        person = super().person(index)
        care = person.get("care", {})
        if "outpatient" in care and self.often(2):
            care["outpatient"]["programme"] = self.chance.choice(("chronic", {"chronic": "40.5%"}))
        for visits in care.values():
            if isinstance(visits, dict) and self.often(2):
                visits["away"] = {"emergency": "5%", "filed": "30%", "unfiled": "20.5%"}
                visits["class_b"] = {"13%": "20%", "30%": "5%", "0.3%": "100%"}
        return person


def household(chance: Random, years: int = 4, people: int = 3, maker: type[Maker] = Maker) -> str:
    """The text of a scenario."""
    return yaml.safe_dump(maker(chance, years, people).scenario(), sort_keys=False, allow_unicode=True)
