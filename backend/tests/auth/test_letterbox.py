"""Letters that go out behind the answer."""

import asyncio
import logging

import pytest

from csms.auth.errors import Busy, EmailDisabled
from csms.auth.letterbox import RETRIES, ROOM, Letterbox
from csms.mail import Letter, MailUnavailable, MailUndeliverable, MemoryPost

LETTER = Letter("ines@example.com", "Hello", "secret-link")


class Post(MemoryPost):
    """Fails so many times first."""

    def __init__(self, failures: list[Exception]) -> None:
        super().__init__()
        self.failures = failures

    async def send(self, letter: Letter) -> None:
        if self.failures:
            raise self.failures.pop(0)
        await super().send(letter)


@pytest.fixture
def pauses() -> list[float]:
    return []


def box_of(post: Post, pauses: list[float]) -> Letterbox:
    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    return Letterbox(post, pause)


async def test_a_greylisting_server_gets_it_again(pauses: list[float]) -> None:
    post = Post([MailUnavailable("451"), MailUnavailable("451")])
    box = box_of(post, pauses)
    box.drop(LETTER)
    await box.settled()
    assert post.letters == [LETTER]
    assert pauses == list(RETRIES[:2])


async def test_it_is_given_up_in_the_end_and_said(
    pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    box = box_of(Post([MailUnavailable("away")] * 9), pauses)
    box.drop(LETTER)
    await box.settled()
    assert pauses == list(RETRIES)
    assert "given up" in caplog.text
    assert LETTER.text not in caplog.text


@pytest.mark.parametrize("failure", [MailUndeliverable("550 no such mailbox"), ValueError("a bug")])
async def test_a_refusal_is_said_once(
    failure: Exception, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    post = Post([failure])
    box = box_of(post, pauses)
    box.drop(LETTER)
    await box.settled()
    assert (pauses, post.letters) == ([], [])
    assert str(failure) in caplog.text
    assert LETTER.text not in caplog.text


async def test_what_cannot_be_written_ends_nothing_else(
    pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    post = Post([])
    box = box_of(post, pauses)

    async def fails() -> list[Letter]:
        raise OSError("the database is away")

    async def writes() -> list[Letter]:
        return [LETTER]

    box.later(fails)
    box.later(writes)
    await box.settled()
    assert post.letters == [LETTER]
    assert "can be asked for again" in caplog.text


async def test_without_post_nothing_is_sent() -> None:
    box = Letterbox(None)
    with pytest.raises(EmailDisabled):
        box.check()
    box.drop(LETTER)
    await box.settled()


async def test_there_is_room_for_so_many(pauses: list[float]) -> None:
    box, gate = box_of(Post([]), pauses), asyncio.Event()

    async def waits() -> list[Letter]:
        await gate.wait()
        return []

    for _ in range(ROOM):
        box.check()
        box.later(waits)
    with pytest.raises(Busy):
        box.check()
    gate.set()
    await box.settled()
    box.check()


async def test_what_waits_at_the_end_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    box = Letterbox(Post([MailUnavailable("away")] * 9))
    with caplog.at_level(logging.INFO):
        box.drop(LETTER)
        await box.close()
    assert "1 letters were not sent" in caplog.text
