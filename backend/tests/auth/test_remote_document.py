"""Documents of somebody else: nobody waits for a new one who can do with the old one. The rest: test_remote_keys."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from csms.auth.remote_document import COOL_DOWN, FRESH, RemoteDocument
from tests.auth.support import FakeClock


class Host:
    """Answers when it may."""

    def __init__(self) -> None:
        self.version = 0
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.set()
        await self.may_answer.wait()
        self.version += 1
        return httpx.Response(200, json={"version": self.version})


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
async def document(host: Host, clock: FakeClock) -> AsyncIterator[RemoteDocument[Any]]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(host.answer)) as client:
        yield RemoteDocument("http://host/x", client, lambda found: found["version"], clock=clock.monotonic)


async def test_nobody_waits_who_can_do_with_the_old_one(
    host: Host, document: RemoteDocument[Any], clock: FakeClock
) -> None:
    assert await document.get() == 1
    clock.advance(seconds=FRESH)
    host.may_answer.clear()
    host.asked.clear()
    asking = asyncio.create_task(document.get())
    await host.asked.wait()
    assert await document.get() == 1
    missing = asyncio.create_task(document.get(lambda version: version > 1))
    host.may_answer.set()
    assert await asking == await missing == 2
    assert host.version == 2


async def test_what_is_not_enough_is_asked_again_but_not_at_once(
    host: Host, document: RemoteDocument[Any], clock: FakeClock
) -> None:
    assert [await document.get(lambda version: version > 5) for _ in range(3)] == [1, 1, 1]
    clock.advance(seconds=COOL_DOWN)
    assert await document.get(lambda version: version > 5) == 2
    assert await document.get() == 2
