"""Starts the program's real processes for a measurement, and reads their memory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3

SECRET, TOKEN = "bench-secret", "bench-token"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, database_url: str, port: int, line_port: int) -> dict[str, str]:
    return os.environ | {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_URL": f"http://127.0.0.1:{line_port}",
        "LINE_DATA_API_URL": f"http://127.0.0.1:{line_port}",
        "SECRET_KEY": "only for measuring, and long enough for that",
        "DATABASE_URL": database_url,
        "MEDIA_URL": f"file:{folder / 'media'}",
        "PORT": str(port),
        "LOG_LEVEL": "INFO",
    }


@contextmanager
def running(arguments: list[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Python program while the block runs."""
    with log.open("ab") as output, subprocess.Popen(
        [sys.executable, *arguments], env=env, stdout=output, stderr=subprocess.STDOUT
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(url: str, seconds: float = 60) -> None:
    """Until somebody answers there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib3.request("GET", url, retries=False, timeout=2)
            return
        except urllib3.exceptions.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


def wait_for_ready(url: str, seconds: float = 60) -> None:
    """Until the readiness check says yes: the worker has loaded."""
    end = time.monotonic() + seconds
    while urllib3.request("GET", url, retries=False, timeout=10).status != 200:
        if time.monotonic() > end:
            raise RuntimeError(f"{url} never said yes")
        time.sleep(0.2)


def memory_mb(pid: int) -> float:
    """Memory of a process and its children: what is resident, and shared pages counted once (PSS)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _pss(pid) + sum(memory_mb(int(child)) for child in children)


def rss_mb(pid: int) -> float:
    """Resident memory of the largest of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = next(row for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith("VmRSS"))
    return max([int(own.split()[1]) / 1024, *(rss_mb(int(child)) for child in children)])


def cpu_seconds(pid: int) -> float:
    """Processor time that a process and its children have used."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) for child in children)


def _pss(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(row for row in rollup if row.startswith("Pss:")).split()[1]) / 1024
