"""Deliveries over days of simulated time, to real receivers, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from csms.store import webhook_outbox as outbox
from csms.store.models import Webhook, WebhookDelivery
from csms.webhooks.addresses import Guard
from csms.webhooks.attempts import Attempts
from csms.webhooks.client import Client
from csms.webhooks.couriers import AT_ONCE, Couriers
from csms.webhooks.hooks import Webhooks
from csms.webhooks.schedule import FAILING, PAUSES
from csms.webhooks.sealing import Seal
from csms.webhooks.spreading import KEPT, Spreading
from tests.auth.support import FakeClock
from tests.journeys.waiting import until
from tests.services.database import NOW, Database
from tests.services.receiver import Receiver, receiving

SEAL = Seal(b"s" * 32)


class World:
    """One process: its clock, its deeds and its couriers."""

    def __init__(self, client: Client) -> None:
        self.clock = FakeClock(NOW)
        self.switched_off = 0
        self.attempts = Attempts(client, SEAL, self.clock, self._switched_off, chance=lambda: 0.5)
        self.webhooks = Webhooks(self.attempts, client.guard, SEAL, self.clock)
        self.couriers = Couriers(self.attempts, self.clock, pause=0.001)
        self.spreading = Spreading(self.clock)

    def _switched_off(self) -> None:
        self.switched_off += 1

    async def hook(self, receiver: Receiver, **fields: Any) -> Webhook:
        row_id, _ = await self.webhooks.create({"url": receiver.url, "events": ["*"], **fields}, "tests")
        return await Webhook.get(id=row_id)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.couriers.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    async with Client(Guard(allow_private=True)) as client:
        yield World(client)


async def enqueue(hook: Webhook, count: int) -> None:
    for number in range(count):
        assert await outbox.enqueue(hook.id, "notification", f"n-{number}", {"number": number}, NOW)


async def test_a_receiver_that_is_down_for_an_hour_gets_everything(database: Database) -> None:
    async with world() as ours, receiving(status=503) as receiver:
        hook = await ours.hook(receiver)
        await enqueue(hook, 6)
        while ours.clock() < NOW + timedelta(hours=1):
            await ours.couriers.serve(hook.id)
            ours.clock.advance(seconds=60)
        assert (await Webhook.get(id=hook.id)).failing_since == NOW
        tries = [
            await WebhookDelivery.filter(state="pending").count(),
            len({one.id for one in receiver.requests}),
        ]
        assert tries == [6, 6]
        receiver.status = 204
        down, receiver.requests = receiver.requests, []
        ours.clock.advance(hours=1)
        await ours.couriers.serve(hook.id)
        assert sorted(one["number"] for one in receiver.of("notification")) == list(range(6))
        assert {one.id: one.body for one in receiver.requests} == {one.id: one.body for one in down}
        assert await WebhookDelivery.filter(state="delivered").count() == 6
        assert (await Webhook.get(id=hook.id)).failing_since is None


async def test_a_receiver_says_when_to_come_again(database: Database) -> None:
    async with world() as ours, receiving(status=429, headers={"Retry-After": "3600"}) as receiver:
        hook = await ours.hook(receiver)
        await enqueue(hook, 1)
        await ours.couriers.serve(hook.id)
        (delivery,) = await WebhookDelivery.all()
        assert delivery.next_attempt_at is not None
        assert timedelta(hours=1) <= delivery.next_attempt_at - NOW <= timedelta(hours=1.2)
        ours.clock.advance(seconds=3599)
        await ours.couriers.serve(hook.id)
        assert len(receiver.requests) == 1
        ours.clock.advance(seconds=721)
        await ours.couriers.serve(hook.id)
        assert len(receiver.requests) == 2


async def test_after_days_it_is_given_up_and_the_webhook_switched_off(database: Database) -> None:
    async with world() as ours, receiving(status=500) as receiver:
        hook = await ours.hook(receiver)
        await enqueue(hook, 1)
        for pause in (timedelta(), *PAUSES):
            ours.clock.advance(seconds=pause.total_seconds())
            await ours.couriers.serve(hook.id)
        (delivery,) = await WebhookDelivery.all()
        assert (delivery.state, delivery.attempts) == ("failed", 1 + len(PAUSES))
        assert len(receiver.requests) == delivery.attempts
        assert ours.clock() - NOW > FAILING
        off = await Webhook.get(id=hook.id)
        assert (off.enabled, off.disabled_reason, ours.switched_off) == (False, "failing", 1)
        await ours.webhooks.change(hook.id, {"enabled": True})
        on = await Webhook.get(id=hook.id)
        assert (on.enabled, on.disabled_reason, on.failing_since) == (True, None, None)


async def test_a_receiver_that_is_gone_is_asked_once(database: Database) -> None:
    async with world() as ours, receiving(status=410) as receiver:
        hook = await ours.hook(receiver)
        await enqueue(hook, 1)
        await ours.couriers.serve(hook.id)
        ours.clock.advance(days=1)
        await ours.couriers.serve(hook.id)
        assert len(receiver.requests) == 1
        assert (await WebhookDelivery.get(webhook_id=hook.id)).state == "failed"
        off = await Webhook.get(id=hook.id)
        assert (off.enabled, off.disabled_reason, off.disabled_at) == (False, "gone", NOW)


async def test_a_slow_receiver_holds_up_nobody_else(database: Database) -> None:
    async with world() as ours, receiving() as slow, receiving() as quick:
        slow.hold.clear()
        await enqueue(await ours.hook(slow), 3 * AT_ONCE)
        await enqueue(await ours.hook(quick), 3 * AT_ONCE)
        async with ours.running():
            await until(lambda: len(quick.requests) == 3 * AT_ONCE and slow.at_once == AT_ONCE)
            slow.hold.set()
            await until(lambda: len(slow.requests) == 3 * AT_ONCE)
        assert slow.most_at_once == AT_ONCE
        assert quick.most_at_once <= AT_ONCE


async def test_two_processes_deliver_once(database: Database) -> None:
    async with world() as one, world() as other, receiving() as receiver:
        await one.hook(receiver)
        for number in range(20):
            await database.id_tag(f"TAG{number}")
        await asyncio.gather(one.spreading.work(), other.spreading.work())
        async with one.running(), other.running():
            await until(lambda: len(receiver.requests) >= 20)
        assert len(receiver.requests) == 20
        assert len({request.id for request in receiver.requests}) == 20
        sequence = [request.content["sequence"] for request in receiver.requests]
        assert len(set(sequence)) == 20


async def test_who_dies_in_the_middle_is_made_up_for(database: Database) -> None:
    async with world() as dead, world() as living, receiving() as receiver:
        receiver.hold.clear()
        hook = await dead.hook(receiver)
        await enqueue(hook, 1)
        async with dead.running():
            await until(lambda: receiver.requests)
        receiver.hold.set()
        await living.couriers.serve(hook.id)
        assert len(receiver.requests) == 1, "it may still be at it"
        living.clock.advance(seconds=31)
        await living.couriers.serve(hook.id)
        first, second = receiver.requests
        assert (first.id, first.body) == (second.id, second.body)
        assert (await WebhookDelivery.get(webhook_id=hook.id)).state == "delivered"


async def test_what_is_old_is_forgotten(database: Database) -> None:
    async with world() as ours, receiving() as receiver:
        hook = await ours.hook(receiver)
        await enqueue(hook, 2)
        ours.clock.advance(days=KEPT.days - 1)
        await ours.spreading.forget()
        assert await WebhookDelivery.all().count() == 2
        ours.clock.advance(days=2)
        await ours.spreading.forget()
        assert await WebhookDelivery.all().count() == 0


async def test_events_about_what_is_gone_are_sent_to_nobody(database: Database) -> None:
    async with world() as ours, receiving() as receiver:
        hook = await ours.hook(receiver)
        tag = await database.id_tag("TAG1")
        await tag.delete()
        await ours.spreading.work()
        await ours.couriers.serve(hook.id)
        assert [one.content["type"] for one in receiver.requests] == ["id_tag.deleted"]
        assert receiver.of("id_tag.deleted") == [{"id": str(tag.id)}]
