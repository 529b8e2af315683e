"""What pages claim (`seeds/claims.yaml`): each has a verdict; where a parameter expresses it, a variant that runs."""

import re
from pathlib import Path

import pytest

from sim.experiment.expectations import failures_of
from sim.policy import regions
from sim.policy.claims import VERDICTS, claims
from sim.policy.seeds import directory
from sim.scenario import load

BY_ID = {claim.id: claim for claim in claims()}
FILES = sorted((Path(__file__).parents[2] / "scenarios" / "claims").glob("*.yaml"))
CLAIM = re.compile(r"\bS[0-4]-[0-9]+[a-z]?\b")


def test_each_claim_stands_once_with_a_verdict():
    assert len(BY_ID) == len(claims())
    for claim in claims():
        assert all((claim.id, claim.place, claim.topic, claim.of, claim.says, claim.printed))
        assert claim.verdict in VERDICTS
        assert claim.verdict == "unverified" or claim.because or claim.judged, claim.id
        assert claim.judged in ("", "by_the_rules")


def test_what_a_claim_stands_against_is_a_claim():
    for claim in claims():
        for other in claim.against:
            assert any(name.startswith(other) for name in BY_ID), f"{claim.id} against {other}"


def test_a_policy_file_rests_on_no_claim_that_is_contradicted():
    """A file may cite a claim beside the value it takes; what contradicts the law is never its source."""
    for region in regions():
        text = (directory() / f"{region}.yaml").read_text(encoding="utf-8")
        for source in re.findall(r"source: \[(.*?)\]", text):
            for cited in CLAIM.findall(source):
                assert BY_ID[cited].verdict != "contradicts", f"{region} rests on {cited}"


def test_every_variant_is_a_claim_and_every_claim_s_variant_is_there():
    in_files = {(name, path.name) for path in FILES for name in load(path).variants}
    named = {(claim.id, claim.variant) for claim in claims() if claim.variant}
    assert in_files == named


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_claim_s_consequence_comes_out(path):
    scenario = load(path)
    asked = {one.variant for one in scenario.expect}
    assert asked >= set(scenario.variants) and None in asked
    assert [str(failure) for failure in failures_of(scenario)] == []
