"""`gongji serve`: where it listens, how it ends, what keeps it from beginning."""

import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.kernel_cache import PLAIN


def served(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["serve", *arguments])
    return done.exit_code, done.output


def asked(host: str, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection(host, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_at_this_machine_alone_until_it_is_ended(tmp_path, number):
    command = [sys.executable, "-m", "gongji", "serve", "--port", "0"]
    environment = os.environ | {PLAIN: "1", "PYTHONPATH": os.getcwd()}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            found = re.fullmatch(r"http://(127\.0\.0\.1:\d+)(/[\w-]+/)\n", server.stdout.readline())
            assert found
            page, refused = asked(found[1], found[2]), asked(found[1], "/")
            assert page[0] == 200 and b"<title>Gongji" in page[1] and refused[0] == 403
            server.send_signal(number)
            assert server.wait(30) == 0 and server.stdout.read() == ""
        finally:
            server.kill()
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_another_server_has_is_refused():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = served("--port", str(port))
    assert code == 2 and f"--port: {port} cannot be used" in said


def test_a_language_that_there_is_not_is_refused():
    code, said = served("--lang", "de", "--port", "0")
    assert code == 2 and "'de' is no language  allowed: en, zh" in said


def test_a_folder_of_policy_files_that_is_none_is_refused(tmp_path):
    code, said = served("--seeds", str(tmp_path / "nothing"), "--port", "0")
    assert code == 2 and "is no folder with policy files" in said


def test_libraries_that_are_missing_are_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, said = served("--port", "0")
    assert code == 2 and "libraries of the extra serve are missing" in said and "starlette" in said
