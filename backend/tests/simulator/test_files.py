"""Files over HTTP."""

from collections.abc import AsyncIterator
from hashlib import sha256

import pytest
from msgspec import UNSET

from csms.simulator import files
from csms.simulator.files import Attempts, TransferFailed, UnknownProtocol, attempts, download, upload
from csms.simulator.reach import Reach, host
from tests.simulator.file_server import FileServer
from tests.simulator.virtual_clock import VirtualClock


@pytest.fixture
async def server(clock: VirtualClock) -> AsyncIterator[FileServer]:
    made = FileServer(clock)
    async with made.serving():
        yield made


async def test_download(server: FileServer) -> None:
    server.files["/a"] = b"x" * 100_000
    fetched = await download(server.url + "/a", Reach())
    assert (fetched.length, fetched.sha256) == (100_000, sha256(b"x" * 100_000).digest())


async def test_a_download_is_bounded(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MAX_BYTES", 10)
    server.files["/a"] = b"x" * 11
    with pytest.raises(TransferFailed, match="too large"):
        await download(server.url + "/a", Reach())


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a", "http://a b/", "http://127.0.0.1:99999/"])
async def test_nobody_there(url: str) -> None:
    for transfer in (download(url, Reach()), upload(url, "log", b"", Reach())):
        with pytest.raises(TransferFailed) as failed:
            await transfer
        assert failed.value.status == 0


@pytest.mark.parametrize("url", ["ftp://files.example/a", "files.example", "http://[::1", ""])
async def test_only_http(url: str) -> None:
    with pytest.raises(UnknownProtocol):
        await download(url, Reach())


async def test_a_name_is_no_path(server: FileServer) -> None:
    await upload(server.url + "/logs/", "a b.log", b"line", Reach())
    assert server.received == {"/logs/a%20b.log": b"line"}


async def test_out_of_reach(server: FileServer) -> None:
    """S17: who is inside of a server does not ask its neighbours, and is not sent on to them."""
    confined = Reach(frozenset({host("ws://csms.example/ocpp"), host("https://csms.example")}))
    assert confined.hosts == {"csms.example:80", "csms.example:443"}
    with pytest.raises(TransferFailed, match="out of reach"):
        await download(server.url + "/a", confined)
    with pytest.raises(TransferFailed, match="out of reach"):
        await upload(server.url, "log", b"", confined)
    assert server.requests == []
    server.statuses = [302]
    with pytest.raises(TransferFailed, match="HTTP 302"):
        await download(server.url + "/a", Reach(frozenset({host(server.url)})))


async def test_attempts_end(server: FileServer, clock: VirtualClock) -> None:
    before = clock.now()
    with pytest.raises(TransferFailed, match="HTTP 404"):
        await clock.until(Attempts(2, 30).make(clock, lambda: download(server.url + "/a", Reach())))
    assert (clock.now() - before).total_seconds() == 60
    assert len(server.requests) == 3


def test_what_a_request_leaves_open() -> None:
    assert attempts(UNSET, UNSET) == Attempts(0, 60.0)
    assert attempts(3, 0) == Attempts(3, 0.0)
    assert attempts(-1, -1) == Attempts(0, 0.0)
