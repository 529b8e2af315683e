"""As many lives of each household as a precision needs: by what chance in the lives moves a weighted mean."""

import polars as pl
import pytest
from typer.testing import CliRunner

from sim import cli, studies
from sim.experiment.arguments import BadArgument
from sim.experiment.population_until import chance_of_mean
from sim.experiment.precision import reached_width
from sim.experiment.verify import verify
from sim.words.outcomes import BY_NAME
from tests.experiment.test_population_run import ROWS, SAID

#: Two households of weights 1 and 3; the second is two persons of whom one needs nothing.
PERSONS = pl.DataFrame({"household": ["1", "2", "2"], "person": ["11", "21", "22"], "weight": [1.0, 3.0, 3.0]})
LIVES = pl.DataFrame({
    "household": ["1", "1", "2", "2", "2", "2"], "life": [0, 1, 0, 0, 1, 1],
    "person": ["11", "11", "21", "22", "21", "22"], "visits": [2, 4, 5, 0, 9, 0], "retired": [0, 0, 1, 0, 1, 0],
})  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "persons.csv").write_text(ROWS)
    (tmp_path / "survey.yaml").write_text(SAID)
    return tmp_path


def test_what_chance_adds_to_a_mean_by_hand(tmp_path):
    """The mean over households is (2 + 4 + 3 × (5 + 9)) / 8 = 6. The lives of household 1 move it by (2 - 6) / 8 = -0.5
    and -0.25: variance 1/32, times two lives 1/16; those of household 2 by -3 / 8 and 9 / 8: variance 9/8, times two
    9/4. So the error is √(37 / 16), of two households with one degree of freedom each."""
    LIVES.write_ipc(tmp_path / "lives")
    mean, error, differing, freedom = chance_of_mean([tmp_path / "lives"], BY_NAME["visits"], PERSONS)
    assert (mean, error) == pytest.approx((6, (37 / 16) ** 0.5)) and (differing, freedom) == (2, 2)
    of_persons = chance_of_mean([tmp_path / "lives"], BY_NAME["retired"], PERSONS)
    assert of_persons == (pytest.approx(3 / 7), 0, 0, 1), "what is the same in every life is no chance"


def test_so_many_lives_are_simulated_that_chance_is_narrow(folder):
    study = studies.run(folder / "survey.yaml", out=folder / "results", until="8%", of="visits")
    until = study.record["until"]
    assert until["reached"] and until["lives"] == study.lives == study.record["lives"] > 2
    assert 0.5 < until["half_width_over_target"]["visits"] <= 1
    assert study.frame("lives")["life"].n_unique() == study.lives
    again = studies.run(folder / "survey.yaml", out=folder / "results", replications=study.lives, name="again")
    assert again.resumed == 4 and again.frame("lives").equals(study.frame("lives"))
    assert {finding.mark for finding in verify(study.folder, again=True)} == {"ok"}


def test_the_bound_is_kept_and_said(folder):
    options = ["run", str(folder / "survey.yaml"), "--out", str(folder / "results"), "--until", "1%", "--of", "visits"]
    found = CliRunner(env={"COLUMNS": "110"}).invoke(cli.app, [*options, "-n", "3", "--brief"])
    assert found.exit_code == 0, found.output
    assert "--until 1% of visits: still wider than requested after 3 lives" in found.output
    assert "what chance in the lives adds to a mean" in found.output
    record = studies.study(folder / "results" / "survey").record
    width = reached_width("1%", record["until"]["half_width_over_target"].values())
    assert record["lives"] == 3 and width in found.output


def test_what_does_not_fit_is_refused(folder):
    for until, what in (("10% of the difference", "is for comparisons"), ("5 yuan", "does not fit visits")):
        with pytest.raises(BadArgument, match=what):
            studies.run(folder / "survey.yaml", out=folder / "results", until=until, of="visits")
    with pytest.raises(BadArgument, match="all parts together"):
        studies.run(folder / "survey.yaml", out=folder / "results", until="5%", part="1/2")
