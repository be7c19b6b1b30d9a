"""csms.charging.chores: what is done again and again."""

import asyncio

import pytest

from csms.charging.chores import Chore, do_regularly


async def test_a_turn_that_fails_does_not_end_the_chore(caplog: pytest.LogCaptureFixture) -> None:
    turns, twice = 0, asyncio.Event()

    async def work() -> None:
        nonlocal turns
        turns += 1
        if turns == 1:
            raise ValueError("a fault of ours")
        twice.set()

    chore = asyncio.create_task(do_regularly(Chore("sweeping", 0, work)))
    async with asyncio.timeout(10):
        await twice.wait()
    chore.cancel()
    assert "sweeping: this turn failed" in caplog.text
