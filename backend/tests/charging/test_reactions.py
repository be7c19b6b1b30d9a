"""csms.charging.reactions: what follows from committed facts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import pytest

from csms.charging.reactions import WAITING_LIMIT, Reactions
from csms.errors import Conflict
from csms.store.facts import ChargerSeen, CredentialSettled, Fact
from csms.store.journal import Results
from csms.store.models.base import new_id
from tests.services.database import NOW

ONE, OTHER = new_id(), new_id()


@dataclass
class Entry:
    """As the journal hands it over."""

    facts: tuple[Fact, ...]

    def committed(self, results: Results) -> None: ...
    def failed(self, error: Exception) -> None: ...


def seen(charger_id: UUID, epoch: int = 1) -> ChargerSeen:
    return ChargerSeen(charger_id, epoch, NOW)


@pytest.fixture
async def reactions() -> AsyncIterator[Reactions]:
    reactions = Reactions()
    running = asyncio.create_task(reactions.run())
    yield reactions
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_those_of_one_charger_come_in_order_and_hold_up_nobody_else(reactions: Reactions) -> None:
    heard: list[tuple[UUID, int]] = []
    free, done = asyncio.Event(), asyncio.Event()

    async def slow(fact: ChargerSeen) -> None:
        if fact.charger_id == ONE and fact.epoch == 1:
            await free.wait()
        heard.append((fact.charger_id, fact.epoch))
        if fact.charger_id == OTHER:
            free.set()
        if len(heard) == 3:
            done.set()

    reactions.on(ChargerSeen, slow)
    reactions.committed([Entry((seen(ONE, 1), seen(ONE, 2))), Entry((seen(OTHER),))])
    reactions.committed([Entry((CredentialSettled(ONE, True),))])
    async with asyncio.timeout(10):
        await done.wait()
    assert heard == [(OTHER, 1), (ONE, 1), (ONE, 2)]


async def test_a_failing_reaction_does_not_end_the_others(
    reactions: Reactions, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()

    async def impossible(fact: ChargerSeen) -> None:
        raise Conflict("not while it is pending")

    async def broken(fact: ChargerSeen) -> None:
        raise ValueError("a fault of ours")

    async def sound(fact: ChargerSeen) -> None:
        done.set()

    for reaction in (impossible, broken, sound):
        reactions.on(ChargerSeen, reaction)
    reactions.committed([Entry((seen(ONE),))])
    async with asyncio.timeout(10):
        await done.wait()
    assert "broken after ChargerSeen failed" in caplog.text
    assert "ERROR" not in {record.levelname for record in caplog.records if "impossible" in record.message}


async def test_what_waits_for_one_charger_is_bounded() -> None:
    reactions, heard, done = Reactions(), list[int](), asyncio.Event()

    async def count(fact: ChargerSeen) -> None:
        heard.append(fact.epoch)
        if len(heard) == WAITING_LIMIT:
            done.set()

    reactions.on(ChargerSeen, count)
    reactions.committed([Entry(tuple(seen(ONE, epoch) for epoch in range(2 * WAITING_LIMIT)))])
    running = asyncio.create_task(reactions.run())
    async with asyncio.timeout(10):
        await done.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert heard == list(range(WAITING_LIMIT))
