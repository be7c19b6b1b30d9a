"""The load generator: a process of its own, one epoll loop, frames made beforehand as far as possible.

    python -m benchmarks.load < job.json > result.json

Closed loop: each connection sends its next message when the last one is acknowledged. So it measures the CPU
that a message costs the server, not latency under a given load.
"""

import base64
import itertools
import json
import select
import socket
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field
from typing import TypeAlias

from benchmarks import messages
from benchmarks.processes import cpu_seconds

SILENCE = 60.0
"""Seconds without any reply after which a run has failed."""

Script: TypeAlias = Generator[bytes, bytes, None]
"""What a connection says: yields frames, is sent the replies."""


@dataclass
class Job:
    """What to do. `kind`: heartbeat, meter3, meter20. `watch`: name -> process, its children included."""

    port: int
    chargers: list[tuple[str, str | None]]
    kind: str
    warm_up: float
    seconds: float
    watch: dict[str, int]
    echo: bool = False
    number: int = 0


@dataclass
class Result:
    """`replies` within the measured window; `acknowledged` of the whole run, to be found in the database."""

    replies: int = 0
    seconds: float = 0.0
    acknowledged: int = 0
    errors: int = 0
    cpu: dict[str, float] = field(default_factory=dict)
    generator_cpu: float = 0.0


class Connection:
    """One charger's socket."""

    def __init__(self, port: int, identity: str, password: str | None) -> None:
        self.identity = identity
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SILENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.script: Script
        self._received = b""
        self._upgrade(port, password)

    def _upgrade(self, port: int, password: str | None) -> None:
        login = base64.b64encode(f"{self.identity}:{password}".encode()).decode()
        authorization = f"Authorization: Basic {login}\r\n" if password else ""
        self.socket.sendall(
            f"GET /ocpp/{self.identity} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n"
            f"Sec-WebSocket-Protocol: ocpp1.6\r\n{authorization}\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._read()
        if not head.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(f"{self.identity}: {head[:200]!r}")

    def _read(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError(f"{self.identity}: the server has closed the connection")
        return data

    def receive(self) -> bytes | None:
        """The payload of the next data frame, None when it is not complete yet."""
        self._received += self._read()
        while frame := _split(self._received):
            opcode, payload, self._received = frame
            if opcode == 1:
                return payload
            if opcode == 8:
                raise ConnectionError(f"{self.identity}: closed with {payload!r}")
        return None


def _split(data: bytes) -> tuple[int, bytes, bytes] | None:
    """(opcode, payload, rest) of the first frame, masked or not; None when it is not complete."""
    if len(data) < 2:
        return None
    size, body = data[1] & 0x7F, 2
    if size == 126:
        size, body = int.from_bytes(data[2:4], "big"), 4
    masked = data[1] >> 7
    body += 4 * masked
    if len(data) < body + size:
        return None
    return data[0] & 0xF, data[body : body + size], data[body + size :]


class Run:
    """One run against one server."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._connections = [Connection(job.port, identity, secret) for identity, secret in job.chargers]
        self._by_descriptor = {c.socket.fileno(): c for c in self._connections}
        self._transactions: dict[str, int] = {}
        self._result = Result()
        self._running = True
        self._replies = 0
        self._at_begin: dict[str, float] = {}
        self._begin = self._end = 0.0

    def perform(self) -> Result:
        if not self._job.echo:
            self._drive(self._introduce, lambda: None)
        self._begin = time.perf_counter() + self._job.warm_up
        self._drive(self._repeat, self._watch)
        self._result.acknowledged = self._replies
        if self._transactions:
            self._drive(self._finish, lambda: None)
        for connection in self._connections:
            connection.socket.close()
        return self._result

    def _introduce(self, connection: Connection) -> Script:
        _expect(connection, (yield messages.boot()))
        _expect(connection, (yield messages.available()))
        if self._job.kind.startswith("meter"):
            reply = yield messages.start(f"{messages.TAG}-{connection.identity}", self._job.number)
            self._transactions[connection.identity] = _expect(connection, reply)["transactionId"]

    def _repeat(self, connection: Connection) -> Script:
        make = self._maker(connection)
        first = b"[3," if not self._job.echo else b""
        for n in itertools.count():
            if not self._running:
                return
            reply = yield make(n)
            self._replies += 1
            if not reply.startswith(first):
                self._result.errors += 1

    def _maker(self, connection: Connection) -> messages.Maker:
        if self._job.kind == "heartbeat":
            return messages.heartbeats()
        values = int(self._job.kind.removeprefix("meter"))
        return messages.meter_values(values, self._transactions[connection.identity])

    def _finish(self, connection: Connection) -> Script:
        _expect(connection, (yield messages.stop(self._transactions[connection.identity])))

    def _watch(self) -> None:
        """Warm-up, window, end."""
        now = time.perf_counter()
        if self._running and now >= (self._end or self._begin):
            if not self._end:
                self._begin, self._end = now, now + self._job.seconds
                self._result.replies = self._replies
                self._at_begin = self._cpu()
            else:
                self._running = False
                self._conclude(now)

    def _conclude(self, now: float) -> None:
        used = {name: value - self._at_begin[name] for name, value in self._cpu().items()}
        self._result.generator_cpu = used.pop("generator")
        self._result.cpu = used
        self._result.replies = self._replies - self._result.replies
        self._result.seconds = now - self._begin

    def _cpu(self) -> dict[str, float]:
        watched = {name: cpu_seconds(process) for name, process in self._job.watch.items()}
        return {**watched, "generator": time.process_time()}

    def _drive(self, script: Callable[[Connection], Script], after_each_batch: Callable[[], None]) -> None:
        """Let all connections say their script, each at its own pace."""
        poll = select.epoll()
        for connection in self._connections:
            poll.register(connection.socket, select.EPOLLIN)
            connection.script = script(connection)
            connection.socket.sendall(next(connection.script))
        active = len(self._connections)
        while active:
            events = poll.poll(SILENCE)
            if not events:
                raise TimeoutError(f"no reply in {SILENCE:.0f} s, {active} connections wait")
            for descriptor, _ in events:
                active -= _step(self._by_descriptor[descriptor])
            after_each_batch()
        poll.close()


def _step(connection: Connection) -> int:
    """Take a reply and say the next thing; 1 when there is nothing more to say."""
    reply = connection.receive()
    if reply is None:
        return 0
    try:
        connection.socket.sendall(connection.script.send(reply))
    except StopIteration:
        return 1
    return 0


def _expect(connection: Connection, reply: bytes) -> dict[str, int]:
    frame = json.loads(reply)
    if frame[0] != 3:
        raise RuntimeError(f"{connection.identity}: {reply!r}")
    payload: dict[str, int] = frame[2]
    return payload


def main() -> None:
    json.dump(asdict(Run(Job(**json.load(sys.stdin))).perform()), sys.stdout)


if __name__ == "__main__":
    main()
