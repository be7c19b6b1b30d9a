"""Asks a running server, again and again, and says how long it took."""

import http.client
import json
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.analytics.questions import Question
from benchmarks.processes import running
from tests.services.process import free_port

BACKEND = Path(__file__).parents[2]
ADMIN = "admin@localhost.localdomain"


class Times(NamedTuple):
    """Milliseconds, of all zones and rounds. items: of the longest answer."""

    endpoint: str
    name: str
    p50: float
    p95: float
    longest: float
    items: int


class Client:
    """One connection; a request at a time."""

    def __init__(self, port: int, password: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        body = json.dumps({"email": ADMIN, "password": password})
        answer = self._ask(
            "POST", "/auth/v1/token?grant_type=password", body, {"Content-Type": "application/json"}
        )
        self._headers = {"Authorization": f"Bearer {json.loads(answer)['access_token']}"}

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
    port, password = free_port(), secrets.token_urlsafe(16)
    environment = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": url,
        "ADMIN_EMAIL": ADMIN,
        "ADMIN_PASSWORD": password,
    }
    command = [sys.executable, str(BACKEND / "main.py"), "serve"]
    with running(command, port, folder / "server.log", environment):
        yield Client(port, password)


def measure(client: Client, questions: Sequence[Question], rounds: int) -> list[Times]:
    """Rounds of all questions; the first is for warming up, as every dashboard has one."""
    taken: dict[tuple[str, str], list[float]] = defaultdict(list)
    items: dict[tuple[str, str], int] = defaultdict(int)
    for number in range(rounds + 1):
        for question in questions:
            began = time.perf_counter()
            answer = client.get(question.path)
            elapsed = 1000 * (time.perf_counter() - began)
            kind = question.endpoint, question.name
            if number:
                taken[kind].append(elapsed)
            else:
                items[kind] = max(items[kind], len(json.loads(answer)["items"]))
    return [_times(*kind, sorted(of), items[kind]) for kind, of in taken.items()]


def _times(endpoint: str, name: str, taken: list[float], items: int) -> Times:
    def at(share: float) -> float:
        return taken[min(len(taken) - 1, int(share * len(taken)))]

    return Times(endpoint, name, at(0.5), at(0.95), taken[-1], items)
