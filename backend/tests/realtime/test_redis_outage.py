"""R4: Redis is never the truth. Killed, emptied, frozen: this process works on and recovers by itself."""

import asyncio
import time

import pytest

from csms.realtime.broker import AnswerLost, BrokerError, BrokerUnavailable
from csms.realtime.presence import Owner
from csms.realtime.redis import RedisBroker
from tests.realtime.conftest import OpenNode
from tests.realtime.servers import FragileRedis
from tests.realtime.waiting import encoded, event, take, take_until, until

RECOVERY = 5.0


@pytest.fixture
async def nodes(open_node: OpenNode, fragile_redis: FragileRedis) -> tuple[RedisBroker, RedisBroker]:
    return await open_node(fragile_redis.url), await open_node(fragile_redis.url)


Nodes = tuple[RedisBroker, RedisBroker]


async def down(*nodes: RedisBroker) -> None:
    await until(lambda: not any(node.healthy for node in nodes))


async def up(*nodes: RedisBroker) -> None:
    async with asyncio.timeout(RECOVERY):
        await until(lambda: all(node.healthy for node in nodes))


class TestWhileRedisIsAway:
    async def test_own_subscribers_hear_own_events(self, nodes: Nodes, fragile_redis: FragileRedis) -> None:
        here, there = nodes[0].subscribe(), nodes[1].subscribe()
        await fragile_redis.kill()
        for number in range(3):
            nodes[0].publish(event(number))
            assert await take_until(here, encoded(number)) == [encoded(number)]
        nodes[1].publish(event("there"))
        assert await take_until(there, encoded("there")) == [encoded("there")]
        assert not nodes[0].healthy

    async def test_own_questions_are_answered(self, nodes: Nodes, fragile_redis: FragileRedis) -> None:
        async def echo(body: bytes) -> bytes:
            return body

        nodes[0].answer("echo", echo)
        await fragile_redis.kill()
        assert await nodes[0].ask(nodes[0].node, "echo", b"a", 5) == b"a"
        await down(nodes[0])
        assert await nodes[0].ask(nodes[0].node, "echo", b"b", 5) == b"b"

    async def test_own_claims_hold(self, nodes: Nodes, fragile_redis: FragileRedis) -> None:
        await fragile_redis.kill()
        nodes[0].claims.claim("c1", 4)
        assert await nodes[0].claims.owner("c1") == Owner(nodes[0].node, 4)
        assert await nodes[0].alive() == {nodes[0].node}

    @pytest.mark.parametrize("fault", ["kill", "freeze"])
    async def test_other_nodes_are_unavailable_within_two_seconds(
        self, nodes: Nodes, fragile_redis: FragileRedis, fault: str
    ) -> None:
        if fault == "kill":
            await fragile_redis.kill()
        else:
            fragile_redis.freeze()
        for _ in range(2):
            started = time.monotonic()
            with pytest.raises(BrokerUnavailable):
                await nodes[0].ask(nodes[1].node, "echo", b"", 30)
            assert time.monotonic() - started < 2
        fragile_redis.stop() if fault == "kill" else fragile_redis.thaw()

    async def test_an_open_question_has_an_unknown_outcome(
        self, nodes: Nodes, fragile_redis: FragileRedis
    ) -> None:
        asked = asyncio.Event()

        async def never(body: bytes) -> bytes:
            asked.set()
            return await asyncio.Future[bytes]()

        nodes[1].answer("never", never)
        question = asyncio.create_task(nodes[0].ask(nodes[1].node, "never", b"", 60))
        await asyncio.wait_for(asked.wait(), 5)
        await fragile_redis.kill()
        with pytest.raises(AnswerLost):
            await asyncio.wait_for(question, 5)

    async def test_a_message_for_another_node_is_dropped(
        self, nodes: Nodes, fragile_redis: FragileRedis, caplog: pytest.LogCaptureFixture
    ) -> None:
        await fragile_redis.kill()
        await down(nodes[0])
        nodes[0].tell(nodes[1].node, "hear", b"")
        assert "was dropped" in caplog.text


class TestWhenRedisIsBack:
    async def test_after_a_kill_events_questions_and_claims_work(
        self, nodes: Nodes, fragile_redis: FragileRedis
    ) -> None:
        async def echo(body: bytes) -> bytes:
            return body

        here, there = nodes
        there.answer("echo", echo)
        there.claims.claim("c1", 1)
        await fragile_redis.kill()
        await down(*nodes)
        there.claims.claim("c2", 7)
        await fragile_redis.start()
        await up(*nodes)
        assert await here.ask(there.node, "echo", b"back", 5) == b"back"
        assert await here.claims.owner("c1") == Owner(there.node, 1)
        assert await here.claims.owner("c2") == Owner(there.node, 7)
        subscription = there.subscribe()
        here.publish(event("back"))
        assert (await take_until(subscription, encoded("back")))[-1] == encoded("back")

    async def test_others_learn_that_they_missed_something_and_oneself_hears_nothing_twice(
        self, nodes: Nodes, fragile_redis: FragileRedis
    ) -> None:
        here, there = nodes[0].subscribe(), nodes[1].subscribe()
        nodes[0].publish(event(1))
        await take(here, 1)
        await take(there, 1)
        await fragile_redis.kill()
        nodes[0].publish(event(2))
        assert await take_until(here, encoded(2)) == [encoded(2)]
        await fragile_redis.start()
        assert [one.type for one in await take(there, 1)] == ["reset"]
        nodes[0].publish(event(3))
        assert await take_until(there, encoded(3)) == [encoded(3)]
        assert await take_until(here, encoded(3)) == [encoded(3)]

    async def test_a_restart_that_cost_no_event_costs_no_reset(
        self, nodes: Nodes, fragile_redis: FragileRedis
    ) -> None:
        subscriptions = [node.subscribe() for node in nodes]
        nodes[0].publish(event(1))
        for subscription in subscriptions:
            await take(subscription, 1)
        await fragile_redis.kill()
        await down(*nodes)
        await fragile_redis.start()
        await up(*nodes)
        nodes[0].publish(event(2))
        for subscription in subscriptions:
            assert await take_until(subscription, encoded(2)) == [encoded(2)]

    async def test_what_a_frozen_redis_writes_after_all_is_not_heard_twice(
        self, nodes: Nodes, fragile_redis: FragileRedis
    ) -> None:
        subscription = nodes[0].subscribe()
        nodes[0].publish(event(0))
        await take(subscription, 1)
        fragile_redis.freeze()
        nodes[0].publish(event(1))
        assert await take_until(subscription, encoded(1)) == [encoded(1)]
        fragile_redis.thaw()
        await up(nodes[0])
        nodes[0].publish(event(2))
        assert await take_until(subscription, encoded(2)) == [encoded(2)]

    async def test_a_question_stuck_in_a_frozen_redis_is_never_asked(
        self, nodes: Nodes, fragile_redis: FragileRedis
    ) -> None:
        """R14: whoever asked was told that nothing was handed over."""
        asked: list[bytes] = []

        async def hear(body: bytes) -> bytes:
            asked.append(body)
            return b""

        nodes[1].answer("hear", hear)
        await nodes[0].ask(nodes[1].node, "hear", b"before", 5)
        fragile_redis.freeze()
        with pytest.raises(BrokerUnavailable):
            await nodes[0].ask(nodes[1].node, "hear", b"stuck", 30)
        fragile_redis.thaw()

        async def heard_again() -> bool:
            """A node may notice the outage only now, and be gone for a moment more."""
            try:
                await nodes[0].ask(nodes[1].node, "hear", b"after", 5)
            except BrokerError:
                return False
            return True

        await until(heard_again)
        assert set(asked) == {b"before", b"after"}

    async def test_flushall_is_hardly_noticed(self, nodes: Nodes, fragile_redis: FragileRedis) -> None:
        subscriptions = [node.subscribe() for node in nodes]
        nodes[0].publish(event(1))
        first, _ = [await take(subscription, 1) for subscription in subscriptions]
        fragile_redis.flush()
        nodes[1].publish(event(2))
        for subscription in subscriptions:
            assert await take_until(subscription, encoded(2)) == [encoded(2)]
        assert await take_until(nodes[1].subscribe(first[0].id), encoded(2)) == [encoded(2)]

        async def both_live() -> bool:
            return await nodes[0].alive() == {node.node for node in nodes}

        await until(both_live)


class TestStart:
    async def test_without_redis_and_joined_later(
        self, open_node: OpenNode, fragile_redis: FragileRedis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("csms.realtime.redis.JOIN_PATIENCE", 0.05)
        await fragile_redis.kill()
        node = await open_node(fragile_redis.url)
        assert not node.healthy
        subscription = node.subscribe()
        node.publish(event(1))
        assert await take_until(subscription, encoded(1)) == [encoded(1)]
        await fragile_redis.start()
        await up(node)
        node.publish(event(2))
        assert (await take_until(subscription, encoded(2)))[-1] == encoded(2)

    def test_an_address_that_is_none_is_refused(self) -> None:
        with pytest.raises(ValueError, match="redis://"):
            RedisBroker("http://localhost")
