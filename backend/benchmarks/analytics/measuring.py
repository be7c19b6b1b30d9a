"""Asks a running server, again and again, and says how long it took."""

import asyncio
import http.client
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import asyncpg

from benchmarks.analytics.questions import Question
from benchmarks.processes import cpu_seconds, running
from csms.store.database import is_postgres
from tests.services.process import free_port

BACKEND = Path(__file__).parents[2]
ADMIN, PASSWORD = "admin@localhost.localdomain", "of a database that is kept"


class Times(NamedTuple):
    """Milliseconds, of all zones and rounds. cpu: of the server and the database, the mean. items: of the longest."""

    endpoint: str
    name: str
    p50: float
    p95: float
    longest: float
    cpu: float
    items: int


class Client:
    """One connection; a request at a time."""

    def __init__(self, port: int, pids: Sequence[int]) -> None:
        self._pids = pids
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        body = json.dumps({"email": ADMIN, "password": PASSWORD})
        answer = self._ask(
            "POST", "/auth/v1/token?grant_type=password", body, {"Content-Type": "application/json"}
        )
        self._headers = {"Authorization": f"Bearer {json.loads(answer)['access_token']}"}

    def cpu_seconds(self) -> float:
        """Of the server, and of the database's where there is one."""
        return sum(cpu_seconds(pid) for pid in self._pids)

    def get(self, path: str) -> bytes:
        return self._ask("GET", path, None, self._headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:500]!r}")
        return content


@contextmanager
def server(url: str, folder: Path) -> Iterator[Client]:
    """The real one, as in production."""
    port = free_port()
    environment = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": url,
        "ADMIN_EMAIL": ADMIN,
        "ADMIN_PASSWORD": PASSWORD,
    }
    command = [sys.executable, str(BACKEND / "main.py"), "serve"]
    with running(command, port, folder / "server.log", environment) as pid:
        yield Client(port, [pid, *_database(url)])


def _database(url: str) -> list[int]:
    """The process of PostgreSQL, the parent of those that serve a connection, when it runs here."""
    return [asyncio.run(_postmaster(url))] if is_postgres(url) else []


async def _postmaster(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return _parent(await connection.fetchval("SELECT pg_backend_pid()"))
    finally:
        await connection.close()


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def measure(client: Client, questions: Sequence[Question], rounds: int) -> list[Times]:
    """Each kind of question in its zones, again and again; the first round is for warming up."""
    kinds: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in questions:
        kinds[question.endpoint, question.name].append(question)
    return [_measured(client, kind, asked, rounds) for kind, asked in kinds.items()]


def _measured(client: Client, kind: tuple[str, str], asked: Sequence[Question], rounds: int) -> Times:
    items = max(len(json.loads(client.get(question.path))["items"]) for question in asked)
    before = client.cpu_seconds()
    taken = sorted(_milliseconds(client, question) for _ in range(rounds) for question in asked)
    cpu = 1000 * (client.cpu_seconds() - before) / len(taken)
    p50, p95 = (taken[min(len(taken) - 1, int(share * len(taken)))] for share in (0.5, 0.95))
    return Times(*kind, p50, p95, taken[-1], cpu, items)


def _milliseconds(client: Client, question: Question) -> float:
    began = time.perf_counter()
    client.get(question.path)
    return 1000 * (time.perf_counter() - began)
