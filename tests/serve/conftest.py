"""A server of the page for tests: asked without a network, its studies done by a stand-in or by true workers."""

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.serve.app import Settings, app
from sim.serve.household import Bounds
from sim.serve.line import Line
from tests.two_months import TWO_MONTHS

#: Answers as a worker does, at once: how far it is, what it found. `sleep` in a title keeps it busy, `die` ends it.
STAND_IN = """\
import json, sys, time
print('{"ready": true}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print('{"progress": {"lives": 1, "of_lives": 2}}', flush=True)
    if "sleep" in request["text"]:
        time.sleep(60)
    if "die" in request["text"]:
        sys.exit(3)
    print('{"found": ["a finding"]}', flush=True)
    print('{"end": true}', flush=True)
"""
SLEEPS = TWO_MONTHS.replace("Two months", "It will sleep")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "results", Bounds(lives=100, years=10), "en", workers=1)


@pytest.fixture
def opened(tmp_path):
    """Open a client of a server with some settings; without true workers, a stand-in does the studies."""
    clients = []

    def open_client(settings: Settings, with_workers: bool = False) -> TestClient:
        stand_in: Path = tmp_path / "stand_in.py"
        stand_in.write_text(STAND_IN)
        line = None if with_workers else Line(settings.workers, (sys.executable, str(stand_in)))
        address = f"http://127.0.0.1:8690/{settings.token}/"
        client = TestClient(app(settings, line), base_url=address)
        clients.append(client)
        return client.__enter__()

    yield open_client
    for client in clients:
        client.__exit__()


@pytest.fixture
def client(opened, settings):
    return opened(settings)


def followed(client, request, until=("done", "failed", "cancelled")):
    """Add a job and wait until it is in one of some states."""
    job = client.post("api/jobs", json={"kind": "run", "lang": "en"} | request).json()
    while job["state"] not in until:
        job = client.get(f"api/jobs/{job['id']}", params={"after": job["version"]}).json()
    return job
