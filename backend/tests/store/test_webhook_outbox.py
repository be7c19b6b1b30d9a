"""What is to be sent: stored once, taken by one, tried until it ends."""

from datetime import timedelta

import pytest

from csms.errors import Conflict, NotFound
from csms.store import webhook_outbox as outbox
from csms.store.models import Webhook, WebhookDelivery, WebhookEvent
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at

LEASE = timedelta(minutes=1)


async def hook(*, enabled: bool = True) -> Webhook:
    return await Webhook.create(
        url="https://receiver.example/", events=["*"], secret="sealed", enabled=enabled
    )


async def test_what_is_enqueued_twice_is_sent_once(database: Database) -> None:
    first, second = await hook(), await hook()
    assert await outbox.enqueue(first.id, "notification", "n-1", {"id": "n-1"}, NOW)
    assert not await outbox.enqueue(first.id, "notification", "n-1", {"id": "n-1"}, NOW)
    assert await outbox.enqueue(second.id, "notification", "n-1", {"id": "n-1"}, NOW)
    assert await WebhookEvent.all().count() == 2
    (delivery,) = await WebhookDelivery.filter(webhook_id=first.id)
    assert (delivery.state, delivery.next_attempt_at) == ("pending", NOW)


async def test_nothing_is_enqueued_for_who_will_not_get_it(database: Database) -> None:
    with pytest.raises(NotFound):
        await outbox.enqueue(new_id(), "notification", "n-1", {}, NOW)
    off = await hook(enabled=False)
    with pytest.raises(Conflict):
        await outbox.enqueue(off.id, "notification", "n-1", {}, NOW)
    assert await WebhookEvent.all().count() == 0


async def test_one_process_takes_a_delivery_and_another_makes_up_for_it(database: Database) -> None:
    webhook = await hook()
    await outbox.enqueue(webhook.id, "notification", "n-1", {}, NOW)
    assert await outbox.with_due(NOW, 10) == {webhook.id}
    (mine,) = await outbox.take_due(webhook.id, NOW, LEASE, 4)
    assert await outbox.take_due(webhook.id, NOW, LEASE, 4) == []
    assert await outbox.with_due(at(59), 10) == set()
    (theirs,) = await outbox.take_due(webhook.id, at(61), LEASE, 4)
    await outbox.tried(mine, {"state": "failed"})  # of a lease that is over: left alone
    assert (await WebhookDelivery.get(id=mine.id)).state == "pending"
    await outbox.tried(theirs, {"state": "delivered", "ended_at": at(62)})
    ended = await WebhookDelivery.get(id=mine.id)
    assert (ended.state, ended.attempts, ended.taken_until) == ("delivered", 1, None)
