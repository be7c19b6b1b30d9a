"""`/api/admin/events`: the same resources as REST, as they change; resumed, kept alive, ended in time."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from csms.api.routers import events
from tests.api.conftest import DRIVER, Api

EVENTS = "/api/admin/events"


class Stream:
    """An open stream, read chunk by chunk. httpx's ASGI transport would wait for its end."""

    def __init__(self, api: Api, headers: dict[str, str]) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self._chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._started = asyncio.Event()
        self._gone = asyncio.Event()
        self._events: list[tuple[str, str, Any]] = []
        self._task = asyncio.create_task(api.app(self._scope(headers), self._receive, self._send))

    @staticmethod
    def _scope(headers: dict[str, str]) -> dict[str, Any]:
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        return {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
            "method": "GET", "scheme": "http", "path": EVENTS, "raw_path": EVENTS.encode(), "query_string": b"",
            "root_path": "", "headers": raw, "client": ("127.0.0.1", 1), "server": ("test", 80), "state": {},
        }  # fmt: skip

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            self._started.set()
        elif body := message.get("body"):
            self._chunks.put_nowait(body)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self._chunks.put_nowait(None)

    async def chunk(self) -> bytes | None:
        """The next piece; None at the end."""
        return await asyncio.wait_for(self._chunks.get(), 10)

    async def event(self) -> tuple[str, str, Any]:
        """(id, type, data) of the next event; that a test does something is told too, and passed over."""
        while not self._events:
            chunk = await self.chunk()
            assert chunk is not None, "the stream ended"
            for block in chunk.decode().split("\n\n"):
                fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
                if fields.get("event", "audit.updated") != "audit.updated":
                    self._events.append((fields["id"], fields["event"], json.loads(fields["data"])))
        return self._events.pop(0)

    async def opened(self) -> None:
        await asyncio.wait_for(self._started.wait(), 10)

    async def close(self) -> None:
        self._gone.set()
        await asyncio.wait_for(self._task, 10)


@asynccontextmanager
async def streaming(api: Api, **headers: str) -> AsyncIterator[Stream]:
    stream = Stream(api, {"authorization": api.headers["authorization"], **headers})
    await stream.opened()
    try:
        yield stream
    finally:
        await stream.close()


async def test_it_says_hello_at_once_and_is_not_buffered(api: Api) -> None:
    async with streaming(api, **{"accept-encoding": "gzip"}) as stream:
        assert stream.status == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        assert "content-encoding" not in stream.headers
        assert b"hello" in (await stream.chunk() or b"")


async def test_an_event_is_the_resource_as_rest_gives_it(api: Api) -> None:
    async with streaming(api) as stream:
        station = (await api.post("/api/admin/stations", json={"name": "Lindenhof", "latitude": 50.5})).json()
        assert (await stream.event())[1:] == ("station.updated", station)
        charger = (await api.post("/api/admin/chargers", json={"charge_point_id": "CP-1"})).json()
        kind, data = (await stream.event())[1:]
        password = charger.pop("password")
        assert (kind, data) == ("charger.updated", charger)
        assert password not in str(data)
        tag = (await api.post("/api/admin/id-tags", json={"id_tag": "A"})).json()
        assert (await stream.event())[1:] == ("id_tag.updated", tag)
        await api.delete(f"/api/admin/id-tags/{tag['id']}")
        assert (await stream.event())[1:] == ("id_tag.deleted", {"id": tag["id"]})


async def test_resumed_after_the_last_event_that_was_seen(api: Api) -> None:
    async with streaming(api) as stream:
        await api.post("/api/admin/stations", json={"name": "A"})
        seen, _, _ = await stream.event()
    await api.post("/api/admin/stations", json={"name": "B"})
    async with streaming(api, **{"last-event-id": seen}) as stream:
        assert (await stream.event())[2]["name"] == "B"


async def test_what_is_forgotten_is_a_reset(api: Api) -> None:
    async with streaming(api, **{"last-event-id": "of-another-time"}) as stream:
        assert (await stream.event())[1:] == ("reset", {})


async def test_silence_is_filled_with_comments(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE", 0.01)
    async with streaming(api) as stream:
        assert b"hello" in (await stream.chunk() or b"")
        assert await stream.chunk() == b":\n\n"


async def test_it_ends_when_the_token_expires(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE", 0.01)
    await ended_by(api, advance_two_hours)


async def test_it_ends_after_signing_out(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE", 0.01)
    await ended_by(api, sign_out)


async def ended_by(api: Api, deed: Callable[[Api], Awaitable[None]]) -> None:
    async with streaming(api) as stream:
        await stream.chunk()
        await deed(api)
        while await stream.chunk() is not None:
            pass


async def advance_two_hours(api: Api) -> None:
    api.clock.advance(hours=2)


async def sign_out(api: Api) -> None:
    assert (await api.post("/auth/v1/logout")).status_code == 204


async def test_it_ends_when_the_server_stops(api: Api) -> None:
    async with streaming(api) as stream:
        await stream.chunk()
        await api.services.broker.stop()
        assert await stream.chunk() is None


async def test_a_reader_who_leaves_is_forgotten(api: Api) -> None:
    async with streaming(api) as stream:
        await stream.chunk()
    hub = api.services.broker._hub  # type: ignore[attr-defined]
    assert not hub._subscriptions


async def test_only_administrators_listen(api: Api) -> None:
    headers = await api.signed_in(DRIVER)
    async with streaming(api, authorization=headers["Authorization"]) as stream:
        assert stream.status == 403


async def test_a_local_list_is_told_as_rest_says_it(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    async with streaming(api) as stream:
        await api.put(f"/api/admin/local-lists/{charger.id}", json={"mode": "all"})
        listed = (await api.get(f"/api/admin/local-lists/{charger.id}")).json()
        del listed["id_tags"]
        assert (await stream.event())[1:] == ("local_list.updated", listed)
