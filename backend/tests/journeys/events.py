"""What a dashboard hears: server-sent events, read off the wire."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, NamedTuple

from tests.journeys.rest import Operator
from tests.journeys.waiting import PATIENCE


class Event(NamedTuple):
    id: str
    type: str
    data: dict[str, Any]


class Events:
    """One stream, in the order of arrival."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines
        self.last_id = ""

    async def next(self) -> Event:
        fields: dict[str, str] = {}
        async for line in self._lines:
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                self.last_id = fields["id"]
                return Event(fields["id"], fields["event"], json.loads(fields["data"]))
        raise AssertionError("the stream ended")

    async def until(self, kind: str, wanted: Callable[[dict[str, Any]], bool] = bool) -> dict[str, Any]:
        """The data of the next event of that kind that is as wanted; others are passed over."""
        async with asyncio.timeout(PATIENCE):
            while True:
                event = await self.next()
                if event.type == kind and wanted(event.data):
                    return event.data


@asynccontextmanager
async def listening(operator: Operator, last_event_id: str = "") -> AsyncIterator[Events]:
    """A stream that lasts as long as the block; what happens from here on is in it."""
    headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
    async with operator.client.stream("GET", "/api/admin/events", headers=headers, timeout=None) as answer:
        assert answer.status_code == HTTPStatus.OK
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = aiter(answer.aiter_lines())
        assert (await anext(lines)).startswith("retry:")
        yield Events(lines)
