"""Files over HTTP on a real socket: what is there, and what was put there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.simulator.virtual_clock import VirtualClock


class FileServer:
    """`files` by path are to be fetched; `statuses` are answered, one after the other, before anything else is.

    `takes` is the method by which files may come: PUT, or POST for a form. `received` has them by path.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.files: dict[str, bytes] = {}
        self.statuses: list[int] = []
        self.takes = "PUT"
        self.received: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.url = ""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["FileServer"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.clock.stir()
        method, path, _ = (await reader.readline()).decode().split()
        length = 0
        while (line := (await reader.readline()).decode().strip()) != "":
            name, _, value = line.partition(":")
            length = int(value) if name.lower() == "content-length" else length
        body = await reader.readexactly(length)
        self.requests.append(f"{method} {path}")
        status, content = self._answer(method, path, body)
        writer.write(
            f"HTTP/1.1 {status} X\r\ncontent-length: {len(content)}\r\nconnection: close\r\n\r\n".encode()
        )
        writer.write(content)
        await writer.drain()
        writer.close()
        self.clock.stir()

    def _answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        if self.statuses:
            return self.statuses.pop(0), b""
        if method == "GET":
            return (200, self.files[path]) if path in self.files else (404, b"")
        if method != self.takes:
            return 405, b""
        self.received[path] = body
        return 201, b""
