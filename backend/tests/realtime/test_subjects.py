"""What a node answers, and its bounds."""

import asyncio

import pytest

from csms.realtime import subjects
from csms.realtime.subjects import Subjects
from tests.realtime.waiting import until


async def never(body: bytes) -> bytes:
    return await asyncio.Future[bytes]()


async def test_a_message_whose_handler_is_missing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    await Subjects().tell("unheard", b"")
    assert "nobody answers unheard" in caplog.text


async def test_too_much_at_once_is_dropped(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(subjects, "MAX_TASKS", 1)
    busy = Subjects()
    busy.answer("never", never)
    for _ in range(2):
        busy.spawn(busy.tell("never", b""))
    assert "one was dropped" in caplog.text
    await busy.stop()


async def test_stopping_cancels_what_runs() -> None:
    ended: list[bytes] = []
    started: list[bytes] = []

    async def handler(body: bytes) -> bytes:
        started.append(body)
        try:
            return await never(body)
        finally:
            ended.append(body)

    running = Subjects()
    running.answer("handler", handler)
    running.spawn(running.tell("handler", b"a"))
    await until(lambda: started == [b"a"])
    await running.stop()
    assert ended == [b"a"]
