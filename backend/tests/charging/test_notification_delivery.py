"""csms.charging.notification_delivery: tried again, given up, bounded for each recipient, by one process."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from csms.charging.notification_delivery import (
    GIVEN_UP,
    LONGEST_PAUSE,
    MOST_AN_HOUR,
    Delivery,
    pause,
)
from csms.charging.notification_webhooks import NotificationWebhooks
from csms.mail import Letter, MailUnavailable, MailUndeliverable, MemoryPost
from csms.store.models import Notification
from csms.store.stored_words import NO_MAIL_SERVER
from csms.webhooks.addresses import Guard
from csms.webhooks.attempts import Attempts
from csms.webhooks.client import Client
from csms.webhooks.sealing import Seal
from tests.auth.support import SECRET, FakeClock
from tests.services.database import NOW, Database

BASE = "https://charging.example"
INES = "ines@charging.example"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def post() -> MemoryPost:
    return MemoryPost()


@pytest.fixture
def delivery(database: Database, post: MemoryPost, clock: FakeClock) -> Delivery:
    return Delivery(post, webhooks(clock), BASE, clock)


def webhooks(clock: FakeClock) -> NotificationWebhooks:
    attempts = Attempts(Client(Guard(allow_private=True)), Seal(SECRET), clock, lambda: None)
    return NotificationWebhooks(attempts, clock)


async def put_down(number: int = 1, **columns: Any) -> Notification:
    values = {
        "message_id": uuid4(),
        "rule_id": uuid4(),
        "rule_name": "Night shift",
        "kind": "charger_offline",
        "event": "opened",
        "title": f"CP-{number} is offline",
        "text": "text",
        "channel": "email",
        "recipient": INES,
        "state": "pending",
        "due_at": NOW,
        "created_at": NOW,
        **columns,
    }
    return await Notification.create(**values)


async def only() -> Notification:
    return await Notification.get()


async def test_a_letter_is_sent_once(delivery: Delivery, post: MemoryPost) -> None:
    await put_down()
    await delivery.work()
    await delivery.work()
    assert post.letters == [Letter(INES, "[CSMS] CP-1 is offline", "text")]
    row = await only()
    assert (row.state, row.attempts, row.sent_at, row.claim) == ("sent", 1, NOW, None)


async def test_an_unavailable_server_is_asked_again_later_and_later(
    delivery: Delivery, post: MemoryPost, clock: FakeClock
) -> None:
    await put_down()
    post.failure = MailUnavailable("451 come again")
    await delivery.work()
    row = await only()
    assert (row.state, row.error, row.due_at) == ("pending", "451 come again", NOW + pause(1))
    await delivery.work()
    assert (await only()).attempts == 1
    clock.advance(seconds=30)
    await delivery.work()
    assert (await only()).due_at == clock() + pause(2)
    post.failure = None
    clock.advance(seconds=60)
    await delivery.work()
    row = await only()
    assert (row.state, row.error, row.attempts, len(post.letters)) == ("sent", "", 3, 1)


async def test_after_a_day_it_is_given_up(delivery: Delivery, post: MemoryPost, clock: FakeClock) -> None:
    await put_down()
    post.failure = MailUnavailable("451 come again")
    clock.now = NOW + GIVEN_UP
    await delivery.work()
    row = await only()
    assert (row.state, row.error) == ("failed", "451 come again")


async def test_what_is_refused_for_good_is_not_tried_again(delivery: Delivery, post: MemoryPost) -> None:
    await put_down()
    post.failure = MailUndeliverable("550 no such user")
    await delivery.work()
    row = await only()
    assert (row.state, row.error) == ("failed", "550 no such user")


async def test_a_server_that_is_away_is_asked_once_in_a_turn(
    delivery: Delivery, post: MemoryPost, clock: FakeClock
) -> None:
    for number in range(3):
        await put_down(number, recipient=f"p{number}@charging.example")
    post.failure = MailUnavailable("timed out")
    await delivery.work()
    assert sorted(await Notification.all().values_list("attempts", flat=True)) == [0, 0, 1]
    post.failure = None
    await delivery.work()
    clock.advance(seconds=30)
    await delivery.work()
    assert len(post.letters) == 3


async def test_without_a_mail_server_nothing_waits_for_one(database: Database, clock: FakeClock) -> None:
    await put_down()
    await Delivery(None, webhooks(clock), BASE, clock).work()
    row = await only()
    assert (row.state, row.error) == ("failed", NO_MAIL_SERVER)


async def test_nobody_is_flooded(delivery: Delivery, post: MemoryPost, clock: FakeClock) -> None:
    for number in range(MOST_AN_HOUR + 12):
        await put_down(number)
    await put_down(99, recipient="jonas@charging.example")
    await delivery.work()
    assert len([letter for letter in post.letters if letter.to == INES]) == MOST_AN_HOUR
    assert len([letter for letter in post.letters if letter.to != INES]) == 1
    assert await Notification.filter(state="held").count() == 12
    clock.advance(minutes=59)
    await delivery.work()
    assert await Notification.filter(state="held").count() == 12
    clock.advance(minutes=1)
    await delivery.work()
    assert post.letters[-1].subject == "[CSMS] 12 notifications"
    assert post.letters[-1].text.startswith("- CP-30 is offline\n- CP-31 is offline\n")
    assert await Notification.exclude(state="sent").count() == 0


async def test_what_was_held_is_one_letter_when_its_time_has_come(
    delivery: Delivery, post: MemoryPost, clock: FakeClock
) -> None:
    for number in range(3):
        await put_down(number, state="held", due_at=NOW + timedelta(hours=1))
    await delivery.work()
    assert post.letters == []
    clock.advance(hours=1)
    await delivery.work()
    assert [letter.subject for letter in post.letters] == ["[CSMS] 3 notifications"]
    assert len(set(await Notification.all().values_list("letter", flat=True))) == 1


class SlowPost(MemoryPost):
    """Lets the others run before it answers."""

    async def send(self, letter: Letter) -> None:
        await asyncio.sleep(0)
        await super().send(letter)


async def test_of_several_processes_one_sends(database: Database, clock: FakeClock) -> None:
    post = SlowPost()
    for number in range(8):
        await put_down(number)
    await asyncio.gather(*(Delivery(post, webhooks(clock), BASE, clock).work() for _ in range(4)))
    assert sorted(letter.subject for letter in post.letters) == [
        f"[CSMS] CP-{number} is offline" for number in range(8)
    ]


async def test_a_claim_ends_by_itself(delivery: Delivery, post: MemoryPost, clock: FakeClock) -> None:
    """What a process had begun to send when it was killed."""
    await put_down(claim=uuid4(), claimed_until=NOW + timedelta(minutes=2))
    await delivery.work()
    assert post.letters == []
    clock.advance(minutes=2, seconds=1)
    await delivery.work()
    assert len(post.letters) == 1


async def test_an_address_that_no_header_can_hold_fails(database: Database, clock: FakeClock) -> None:
    class Composing(MemoryPost):
        async def send(self, letter: Letter) -> None:
            raise ValueError("Header values may not contain linefeed")

    await put_down()
    await Delivery(Composing(), webhooks(clock), BASE, clock).work()
    assert (await only()).state == "failed"


def test_pauses_grow_and_are_bounded() -> None:
    assert [pause(attempts).total_seconds() for attempts in (1, 2, 3)] == [30, 60, 120]
    assert pause(1000) == LONGEST_PAUSE
