"""The servers that are compared, and the databases below them."""

import http.client
import json
import secrets
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.floor import floor_server
from benchmarks.messages import TAG
from benchmarks.processes import running
from tests.services.postgres import Postgres, postgres
from tests.services.process import free_port

BACKEND = Path(__file__).parents[1]
ADMIN = "admin@localhost.localdomain"
CHARGERS = 200

OURS, USUAL, FLOOR = "ours", "usual", "floor"


@dataclass(frozen=True, slots=True)
class Database:
    """An empty database on disk. `pid`: of its server; SQLite has none."""

    engine: str
    url: str
    pid: int | None

    def count(self, table: str) -> int:
        """Rows of a table, read past the server under test."""
        sql = f"SELECT count(*) FROM {table}"
        if self.engine == "postgresql":
            return int(postgres(on_disk=True).sql(sql, self.url.rpartition("/")[2]))
        with closing(sqlite3.connect(self.url.removeprefix("sqlite://"))) as connection:
            return int(connection.execute(sql).fetchone()[0])


@dataclass(frozen=True, slots=True)
class Target:
    """A server ready for load. `samples`: the table with what a MeterValues brings; `rows_per_value` of it."""

    name: str
    port: int
    pid: int
    chargers: list[tuple[str, str | None]]
    database: Database | None = None
    table: str = ""
    row_per_value: bool = False


def make_database(engine: str, folder: Path, name: str) -> Database:
    if engine == "sqlite":
        return Database(engine, f"sqlite://{folder / name}.db", None)
    server = postgres(on_disk=True)
    return Database(engine, server.url(server.create_database()), _postmaster(server))


def _postmaster(server: Postgres) -> int:
    return int((server.server.folder / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def ours(engine: str, folder: Path) -> Iterator[Target]:
    """The real server, as in production, its chargers created through REST."""
    database, port, password = make_database(engine, folder, "ours"), free_port(), secrets.token_urlsafe(16)
    environment = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database.url,
        "ADMIN_EMAIL": ADMIN,
        "ADMIN_PASSWORD": password,
    }
    command = [sys.executable, str(BACKEND / "main.py"), "serve"]
    with running(command, port, folder / "ours.log", environment) as pid:
        chargers = _provision(port, password)
        yield Target(OURS, port, pid, chargers, database, "meter_values", row_per_value=True)


@contextmanager
def usual(engine: str, folder: Path) -> Iterator[Target]:
    database, port = make_database(engine, folder, "usual"), free_port()
    environment = {"PORT": str(port), "DATABASE_URL": database.url, "PYTHONPATH": str(BACKEND)}
    command = [sys.executable, "-m", "benchmarks.yardstick"]
    with running(command, port, folder / "usual.log", environment) as pid:
        yield Target(USUAL, port, pid, _strangers(), database, "usual_meter_values")


@contextmanager
def floor(folder: Path) -> Iterator[Target]:
    with floor_server(folder) as server:
        yield Target(FLOOR, server.port, server.pid, _strangers())


@contextmanager
def all_servers(engine: str, folder: Path) -> Iterator[dict[str, Target]]:
    """The three, each on its own; who is not under load does nothing."""
    folder.mkdir()
    with ExitStack() as stack:
        targets = (ours(engine, folder), usual(engine, folder), floor(folder))
        yield {target.name: target for target in map(stack.enter_context, targets)}


def _strangers() -> list[tuple[str, str | None]]:
    return [(f"BENCH{n:05}", None) for n in range(CHARGERS)]


def _provision(port: int, password: str) -> list[tuple[str, str | None]]:
    """Chargers with their generated passwords, and a tag for each."""
    rest = _Rest(port)
    session = rest.post("/auth/v1/token?grant_type=password", {"email": ADMIN, "password": password})
    rest.token = session["access_token"]
    chargers: list[tuple[str, str | None]] = []
    for identity, _ in _strangers():
        charger = rest.post("/api/admin/chargers", {"charge_point_id": identity})
        rest.post("/api/admin/id-tags", {"id_tag": f"{TAG}-{identity}"})
        chargers.append((identity, charger["password"]))
    return chargers


class _Rest:
    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.token = ""

    def post(self, path: str, body: Any) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        self._connection.request("POST", path, json.dumps(body), headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"POST {path}: {answer.status} {content[:500]!r}")
        return json.loads(content)
