"""What every broker promises: the same tests in memory and over Redis."""

import asyncio

import pytest

from csms.realtime.broker import AskFailed, AskTimeout, Broker, NodeUnreachable
from csms.realtime.events import Event
from csms.realtime.hub import MAX_BATCHES
from csms.realtime.presence import Owner
from tests.realtime.waiting import encoded, event, take, take_until, until


class TestEvents:
    async def test_reach_every_subscriber_in_order(self, broker: Broker) -> None:
        subscriptions = [broker.subscribe(), broker.subscribe()]
        for number in range(50):
            broker.publish(event(number))
        for subscription in subscriptions:
            assert [one.data for one in await take(subscription, 50)] == [encoded(n) for n in range(50)]

    async def test_waiting_in_the_same_tick_are_coalesced_by_key(self, broker: Broker) -> None:
        subscription = broker.subscribe()
        for number in range(9):
            broker.publish(event(number, key="same"))
        broker.publish(event("end"))
        assert await take_until(subscription, encoded("end")) == [encoded(8), encoded("end")]

    async def test_a_subscriber_hears_only_what_comes_after(self, broker: Broker) -> None:
        early = broker.subscribe()
        broker.publish(event("before"))
        await take(early, 1)
        late = broker.subscribe()
        broker.publish(event("after"))
        assert await take_until(late, encoded("after")) == [encoded("after")]

    async def test_resume_after_any_event(self, broker: Broker) -> None:
        subscription = broker.subscribe()
        for number in range(6):
            broker.publish(event(number))
            if number % 2:
                await take(subscription, 1)
        resumed = broker.subscribe(subscription.start_id)
        ids = [one.id for one in await take(resumed, 6)]
        assert len(set(ids)) == 6
        for position, event_id in enumerate(ids[:-1]):
            rest = await take(broker.subscribe(event_id), 5 - position)
            assert [one.data for one in rest] == [encoded(n) for n in range(position + 1, 6)]

    async def test_a_point_nobody_remembers_leads_to_a_reset(self, broker: Broker) -> None:
        assert [one.type for one in await take(broker.subscribe("1-0.0"), 1)] == ["reset"]

    async def test_a_slow_reader_gets_a_reset_and_goes_on(self, broker: Broker) -> None:
        slow, quick = broker.subscribe(), broker.subscribe()
        for number in range(MAX_BATCHES + 3):
            broker.publish(event(number))
            await take(quick, 1)
        seen = [one.type for one in await take(slow, 1)]
        assert seen[0] == "reset"
        broker.publish(event("end"))
        assert (await take_until(slow, encoded("end")))[-1] == encoded("end")

    async def test_a_flood_is_bounded_and_ends_in_a_reset(self, broker: Broker) -> None:
        subscription = broker.subscribe()
        for _ in range(4):
            broker.publish(Event("big", b'{"x":"%b"}' % (b"x" * 200_000)))
        assert (await take(subscription, 1))[0].type == "reset"

    async def test_closing_ends_a_waiting_reader(self, broker: Broker) -> None:
        subscription = broker.subscribe()
        reader = asyncio.create_task(take(subscription, 1))
        await asyncio.sleep(0)
        subscription.close()
        with pytest.raises(AssertionError, match="ended after 0"):
            await reader


class TestQuestionsToOneself:
    async def test_are_answered(self, broker: Broker) -> None:
        async def double(body: bytes) -> bytes:
            return body * 2

        broker.answer("double", double)
        assert await broker.ask(broker.node, "double", b"ab", 5) == b"abab"

    async def test_a_slow_answer_is_a_timeout(self, broker: Broker) -> None:
        async def never(body: bytes) -> bytes:
            return await asyncio.Future[bytes]()

        broker.answer("never", never)
        with pytest.raises(AskTimeout):
            await broker.ask(broker.node, "never", b"", 0.01)

    async def test_a_handler_that_fails_is_told_as_such(self, broker: Broker) -> None:
        async def fail(body: bytes) -> bytes:
            raise TimeoutError("of its own")

        broker.answer("fail", fail)
        with pytest.raises(AskFailed):
            await broker.ask(broker.node, "fail", b"", 5)

    async def test_a_subject_nobody_answers_is_told_as_such(self, broker: Broker) -> None:
        with pytest.raises(AskFailed):
            await broker.ask(broker.node, "nothing", b"", 5)

    async def test_a_subject_has_one_handler(self, broker: Broker) -> None:
        async def echo(body: bytes) -> bytes:
            return body

        broker.answer("echo", echo)
        with pytest.raises(ValueError, match="echo"):
            broker.answer("echo", echo)

    async def test_a_node_that_does_not_live_is_unreachable(self, broker: Broker) -> None:
        async with asyncio.timeout(2):
            with pytest.raises(NodeUnreachable):
                await broker.ask("nobody", "echo", b"", 30)

    async def test_messages_arrive_in_order(self, broker: Broker) -> None:
        heard: list[bytes] = []

        async def hear(body: bytes) -> bytes:
            heard.append(body)
            return b""

        broker.answer("hear", hear)
        for number in range(5):
            broker.tell(broker.node, "hear", b"%d" % number)
        broker.tell("nobody", "hear", b"lost")
        await until(lambda: len(heard) == 5)
        assert heard == [b"0", b"1", b"2", b"3", b"4"]

    async def test_one_lives_oneself(self, broker: Broker) -> None:
        assert await broker.alive() == {broker.node}
        assert broker.healthy


class TestClaims:
    async def test_newest_epoch_holds_and_stale_releases_do_nothing(self, broker: Broker) -> None:
        broker.claims.claim("c1", 5)
        broker.claims.claim("c1", 6)
        broker.claims.release("c1", 5)
        assert await broker.claims.owner("c1") == Owner(broker.node, 6)
        broker.claims.release("c1", 6)
        assert await broker.claims.owner("c1") is None


class TestStop:
    async def test_ends_subscriptions_and_may_be_repeated(self, broker: Broker) -> None:
        subscription = broker.subscribe()
        await broker.stop()
        assert [batch async for batch in subscription] == []
        await broker.stop()
        assert await broker.alive() == {broker.node}
