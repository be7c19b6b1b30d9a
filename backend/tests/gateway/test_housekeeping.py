"""One timer and one flush for all sockets."""

import asyncio

from csms.gateway.housekeeping import Flusher, Rounds


async def test_rounds_run_until_nobody_is_left() -> None:
    visits = 0
    done = asyncio.Event()

    def visit() -> bool:
        nonlocal visits
        visits += 1
        if visits == 3:
            done.set()
        return visits < 3

    rounds = Rounds(0.001, visit)
    rounds.wake()
    rounds.wake()
    await done.wait()
    await asyncio.sleep(0.005)
    assert visits == 3
    rounds.wake()
    await asyncio.sleep(0.005)
    assert visits == 4


class Sink:
    def __init__(self) -> None:
        self.flushes = 0

    def flush(self) -> None:
        self.flushes += 1


async def test_flush_comes_once_per_turn() -> None:
    flusher, one, two = Flusher(), Sink(), Sink()
    flusher.soon(one)
    flusher.soon(two)
    assert (one.flushes, two.flushes) == (0, 0)
    await asyncio.sleep(0)
    assert (one.flushes, two.flushes) == (1, 1)
    flusher.soon(one)
    await asyncio.sleep(0)
    assert (one.flushes, two.flushes) == (2, 1)
