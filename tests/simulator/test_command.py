"""`siang line`: the local LINE as a program of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import urllib3

from bot.simulator.client import LocalLine

COMMAND = [sys.executable, "-c", "from bot.cli import main; main()", "line"]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*options: str) -> Iterator[tuple[LocalLine, subprocess.Popen[str]]]:
    port = free_port()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [*COMMAND, "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    try:
        assert process.stdout is not None
        assert str(port) in process.stdout.readline()  # says where it is once it can be asked
        yield LocalLine(f"http://127.0.0.1:{port}"), process
    finally:
        process.kill()
        process.wait()


def test_it_runs_alone_and_keeps_its_chats_when_stopped(tmp_path: Path) -> None:
    state = tmp_path / "line.db"
    with running("--state", str(state), "--name", "บอตอื่น", "--token", "abc", "--quota", "0") as (line, process):
        line.person("สมชาย").says("สวัสดี")
        headers = {"Authorization": "Bearer abc"}
        info = urllib3.request("GET", f"{line.base_url}/v2/bot/info", headers=headers).json()
        quota = urllib3.request("GET", f"{line.base_url}/v2/bot/message/quota", headers=headers).json()
        assert (info["displayName"], quota) == ("บอตอื่น", {"type": "none"})
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert process.wait(timeout=15) == 0
        assert time.monotonic() - started < 10
    with running("--state", str(state)) as (line, _):
        assert line.person("สมชาย").history()[0]["body"]["text"] == "สวัสดี"


def test_a_taken_port_is_told_in_one_sentence() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert f"port {port}" in ended.stderr
    assert "Traceback" not in ended.stderr
