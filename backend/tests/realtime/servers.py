"""A Redis that a test may kill, freeze and bring back."""

import asyncio
import os
import signal
import tempfile
from pathlib import Path

import redis

from tests.services.process import accepts_connections, free_port, start_server
from tests.services.redis import program


class FragileRedis:
    """Without persistence, so that a restart forgets everything. Always on the same port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._start()

    def _start(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="csms-redis-"))
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        ready = lambda: accepts_connections(self.port)  # noqa: E731
        self._server = start_server(
            "Redis", [program(), *place], folder=folder, stop_signal="SIGKILL", ready=ready
        )
        with redis.Redis(port=self.port) as client:
            self._pid = int(client.info("server")["process_id"])

    async def start(self) -> None:
        await asyncio.to_thread(self._start)

    def flush(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    async def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        await asyncio.to_thread(self._server.stop)

    def freeze(self) -> None:
        os.kill(self._pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._pid, signal.SIGCONT)

    def stop(self) -> None:
        self._server.stop()
