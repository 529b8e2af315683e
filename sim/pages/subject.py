"""What charts and pages are made from: a result's folder and record, in a language and for a width."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.families import of_families, whole
from sim.outcomes.paired import columns_of_a_year
from sim.outcomes.recorded import outcomes_of
from sim.outcomes.rows import rows_of
from sim.outcomes.statistics import statistics_of, summary
from sim.pages.look import WIDE
from sim.pages.swept import paths_in, value_on
from sim.pages.texts import Texts
from sim.policy.seeds import region_text
from sim.report.numbers import decimals, number, share
from sim.report.varying import Effects, effects_of
from sim.words.language import speaking
from sim.words.outcomes import Outcome, Unit

if TYPE_CHECKING:
    from sim.words.vocabulary import Vocabulary

Row = dict[str, Any]
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Subject:
    """A study to be drawn."""

    folder: Path
    record: dict[str, Any]
    say: Texts
    width: int = WIDE
    read: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)  # already; the same at all widths

    def at(self, width: int) -> "Subject":
        """The same for another width."""
        return replace(self, width=width)

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        return outcomes_of(self.record)

    @property
    def people(self) -> list[str]:
        return self.record["people"]

    @property
    def reported(self) -> list[Outcome]:
        """The outcomes that the scenario's `report` names."""
        return [self.vocabulary[name] for name in self.record["report"]]

    @property
    def is_one_life(self) -> bool:
        return self.record["lives"] == 1 and not self.is_population

    @property
    def is_population(self) -> bool:
        """Whether it is of the households of a population, whose figures are weighted."""
        return "population" in self.record

    def whom(self, who: str | None) -> str:
        """Whose an outcome is: of a population a person's or a household's."""
        if self.is_population and who in ("person", "household"):
            return self.say(f"a_{who}")
        return self.say.whom(who)

    def region(self, name: str) -> str:
        """A region's name in the language of the page: the Chinese one that its file declares."""
        with speaking(self.say.language):
            return region_text(name)

    # ------------------------------------------------------------------------- rows

    def rows(self, file: str) -> pl.LazyFrame:
        return self.once(("rows", file), lambda: rows_of(self.folder / file))

    def lives_of(self, outcome: Outcome, who: str | None) -> pl.Series:
        """An outcome in each life, in its unit; of a person, or of the family."""

        def read() -> pl.Series:
            lives = self.rows(LIVES)
            if who is None:
                found = of_families(lives, outcome)
            else:
                found = lives.filter(pl.col("person") == who).select("life", value=whole(lives, outcome))
            values = found.drop_nulls().collect()["value"].cast(pl.Float64)
            return values / outcome.scale

        return self.once(("lives", outcome.name, who), read)

    def once(self, key: Any, read: Callable[[], _Read]) -> _Read:
        """What is read from the tables, read once."""
        if key not in self.read:
            self.read[key] = read()
        return self.read[key]

    def summary(self, outcome: Outcome) -> list[Row]:
        """The statistics of an outcome, of each person and of the family, as the tables have them."""
        return self.once(("summary", outcome.name), lambda: summary(self.folder, [outcome]).to_dicts())

    def owners(self, balance: str) -> list[str]:
        """Who ever has anything on an account of one kind at a year's end, in the order of the file."""

        def read() -> list[str]:
            who = self.rows(YEARS).filter(pl.col(balance) > 0).select(pl.col("person").cast(pl.String).unique())
            return who.collect()["person"].to_list()

        owners = self.once(("owners", balance), read)
        return [who for who in self.people if who in owners]

    def by_year(self, outcome: Outcome, who: str | None) -> list[Row]:
        """The statistics of an outcome in each year: a row a year, as the tables have them of whole lives."""
        return self.once(("by_year", outcome.name, who), lambda: self._by_year(outcome, who))

    def _by_year(self, outcome: Outcome, who: str | None) -> list[Row]:
        import numpy as np

        years = self.rows(YEARS)
        kinds = years.collect_schema()
        parts = [
            sign * ((pl.col(name) * outcome.scale) if kinds[name].is_decimal() else pl.col(name)).cast(pl.Int64)
            for name, sign in columns_of_a_year(outcome).items()
        ]
        of_whom = years if who is None else years.filter(pl.col("person") == who)
        values = of_whom.select("year", "life", value=pl.sum_horizontal(parts))
        values = values.group_by("year", "life").agg(pl.col("value").sum())
        lists = values.group_by("year").agg(pl.col("value").sort()).sort("year").collect()
        return [
            {"year": year, **statistics_of(np.asarray(of_year, np.int64), outcome)}
            for year, of_year in lists.iter_rows()
        ]

    @cached_property
    def effects(self) -> Effects:
        """Of a sweep, the effect of each path on each outcome of the baseline, the largest first."""
        return effects_of(self.folder)

    # ------------------------------------------------------------------------- numbers in texts

    @cached_property
    def paths(self) -> dict[str, str]:
        """The swept paths as sentences and axes call them: those of the law, on a Chinese page, by what they are."""
        return paths_in(self.say, self.record["paths"])

    def value_on(self, path: str, text: str) -> str:
        """A value on a path, which is written as files write it."""
        return value_on(self.say, path, text)

    def label(self, outcome: Outcome) -> str:
        """What an outcome is, with its unit."""
        return self.say.with_unit(self.say.outcome(outcome), self.say.unit(outcome.unit))

    def case(self, name: str) -> str:
        """The name of a variant; that of the file itself is a word of the language."""
        return self.say.case(name)

    def amount(self, value: float | None, outcome: Outcome, largest: float | None = None) -> str:
        """A value of an outcome as a text; with as many decimals as the largest of its kind has."""
        if outcome.unit is Unit.YES_NO:
            return share(value)
        places = decimals(abs(largest if largest is not None else value or 0), outcome.unit)
        if value is not None and float(value).is_integer() and outcome.unit.is_counted:
            places = 0
        return number(value, places)
