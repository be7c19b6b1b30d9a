"""Google over real sockets: a proxy on the loopback that leads to a stand-in, which shows a certificate for its name.

A process finds it as it finds any proxy, by HTTPS_PROXY and SSL_CERT_FILE; a browser is given the proxy.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from csms.auth.clock import utc_now
from csms.auth.openid import GOOGLE
from tests.auth.google import CLIENT_ID, CLIENT_SECRET, PlayedGoogle
from tests.smtp_certificate import write_certificate

HOST = urlsplit(GOOGLE).hostname or ""


@dataclass
class GoogleNearby:
    """played: what it says and does."""

    played: PlayedGoogle
    certificate: Path
    port: int = 0

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """What the server's environment has to say."""
        return {
            "GOOGLE_CLIENT_ID": CLIENT_ID,
            "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
            "HTTPS_PROXY": self.proxy,
            "SSL_CERT_FILE": str(self.certificate),
        }

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request through the tunnel."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            tunnel = (await reader.readuntil(b"\r\n\r\n")).decode()
            if tunnel.startswith(f"CONNECT {HOST}:443 "):
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await writer.start_tls(self._tls())
                answer = self._answer(await _read(reader))
                writer.write(_written(answer))
            else:
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
        writer.close()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/o/authorize":
            return httpx.Response(302, headers={"Location": self.played.sign_in(str(request.url))})
        return self.played.answer(request)

    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate)
        return context


async def _read(reader: asyncio.StreamReader) -> httpx.Request:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    length = {name.lower(): value for name, value in headers.items()}.get("content-length", "0")
    return httpx.Request(
        method, f"{GOOGLE}{target}", headers=headers, content=await reader.readexactly(int(length))
    )


def _written(answer: httpx.Response) -> bytes:
    kept = {name: value for name, value in answer.headers.items() if name != "content-length"}
    lines = [f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"]
    lines += [f"{name}: {value}" for name, value in kept.items()]
    lines += [f"Content-Length: {len(answer.content)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + answer.content


@asynccontextmanager
async def google_nearby(folder: Path) -> AsyncIterator[GoogleNearby]:
    """Google while the block lasts; its certificate in the folder."""
    certificate = write_certificate(folder / "google.pem", HOST)
    google = GoogleNearby(PlayedGoogle(utc_now, issuer=GOOGLE), certificate)
    async with await asyncio.start_server(google.serve, "127.0.0.1", 0) as server:
        google.port = server.sockets[0].getsockname()[1]
        yield google
