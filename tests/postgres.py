"""A PostgreSQL server of the tests' own, started from the machine's binaries and gone with them."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, newest version first; None where there are none."""
    found = [Path(folder) for place in PLACES for folder in Path("/").glob(place.removeprefix("/"))]
    on_path = shutil.which("initdb")
    found += [Path(on_path).parent] if on_path else []
    usable = [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return max(usable, key=lambda folder: str(folder), default=None)


class PostgresServer:
    """One server on a Unix socket, with a database for whoever asks."""

    def __init__(self, durable: bool = False) -> None:
        folder = programs()
        if folder is None:
            raise RuntimeError("PostgreSQL's server programs are not installed")
        self.programs = folder
        self.home = Path(tempfile.mkdtemp(prefix="siang-postgres-"))
        self._owner = _unprivileged_user()
        if self._owner:
            shutil.chown(self.home, user=self._owner)
        data = self.home / "data"
        self._run("initdb", "--auth=trust", "--username=siang", "--encoding=UTF8", "--no-sync", "-D", str(data))
        options = [part for setting in (() if durable else QUICK) for part in ("-c", setting)]
        self._server = subprocess.Popen(
            [folder / "postgres", "-D", data, "-k", self.home, "-c", "listen_addresses=", *options],
            user=self._owner,
            stdout=subprocess.DEVNULL,
            stderr=(self.home / "log").open("w"),
        )
        self._wait_until_ready()

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://siang@/{name}?host={self.home}"

    def create(self, name: str, template: str = "template1") -> str:
        """Make a database and return its address."""
        with self._admin() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, name: str) -> None:
        with self._admin() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        self._server.terminate()
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(f"host={self.home} user=siang dbname=postgres", autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments], user=self._owner, check=True, capture_output=True, cwd=self.home
        )

    def _wait_until_ready(self) -> None:
        for _ in range(200):
            try:
                self._admin().close()
                return
            except psycopg.OperationalError:
                if self._server.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: {(self.home / 'log').read_text()[-500:]}")


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as somebody else."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
