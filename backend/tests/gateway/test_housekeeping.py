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
    await rounds_of_others()
    assert visits == 3
    rounds.wake()
    await rounds_of_others()
    assert visits == 4


async def rounds_of_others() -> None:
    """Time in which rounds as quick would have gone on: three of another timer."""
    left, over = 3, asyncio.Event()

    def visit() -> bool:
        nonlocal left
        left -= 1
        if left == 0:
            over.set()
        return left > 0

    Rounds(0.001, visit).wake()
    await over.wait()


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
