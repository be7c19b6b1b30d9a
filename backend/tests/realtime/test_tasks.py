"""Tasks that live as long as their owner."""

import asyncio

import pytest

from csms.realtime.tasks import Ticker, cancel
from tests.realtime.waiting import until


async def test_a_tick_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    ticks: list[int] = []

    async def action() -> None:
        ticks.append(1)
        raise ValueError("a bad tick")

    ticker = Ticker(0.001, action)
    await until(lambda: len(ticks) > 2)
    await ticker.stop()
    assert "a bad tick" in caplog.text


async def test_stopping_runs_the_action_once_more() -> None:
    ticks: list[int] = []

    async def action() -> None:
        ticks.append(1)

    ticker = Ticker(3600, action)
    await ticker.stop()
    assert ticks == [1]


async def test_a_swallowed_cancellation_is_repeated() -> None:
    swallowed: list[int] = []

    async def stubborn() -> None:
        try:
            await asyncio.Future[None]()
        except asyncio.CancelledError:
            swallowed.append(1)
        await asyncio.Future[None]()

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await cancel(task)
    assert swallowed == [1]
    assert task.cancelled()
