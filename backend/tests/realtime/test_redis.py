"""Two nodes at one Redis."""

import asyncio
import logging

import pytest

from csms.realtime.broker import AnswerLost, AskFailed, AskTimeout, NodeUnreachable
from csms.realtime.redis import RedisBroker
from tests.realtime.conftest import OpenNode
from tests.realtime.waiting import encoded, event, take, take_until, until

Pair = tuple[RedisBroker, RedisBroker]


async def know_each_other(*nodes: RedisBroker) -> None:
    expected = {node.node for node in nodes}
    for node in nodes:

        async def complete(node: RedisBroker = node) -> bool:
            return await node.alive() == expected

        await until(complete)


class TestEvents:
    async def test_have_the_same_order_and_ids_everywhere(self, pair: Pair) -> None:
        subscriptions = [node.subscribe() for node in pair]
        for number in range(20):
            pair[number % 2].publish(event(number))
            await asyncio.sleep(0)
        here, there = [await take(subscription, 20) for subscription in subscriptions]
        assert [(one.id, one.data) for one in here] == [(one.id, one.data) for one in there]
        assert {one.data for one in here} == {encoded(n) for n in range(20)}

    async def test_a_dashboard_resumes_at_another_node(self, pair: Pair) -> None:
        subscriptions = [node.subscribe() for node in pair]
        for number in range(3):
            pair[0].publish(event(number))
        (first, *_), _ = [await take(subscription, 3) for subscription in subscriptions]
        assert [one.data for one in await take(pair[1].subscribe(first.id), 2)] == [encoded(1), encoded(2)]

    async def test_a_dashboard_resumes_at_a_node_that_started_later(
        self, open_node: OpenNode, redis_url: str
    ) -> None:
        old = await open_node(redis_url)
        subscription = old.subscribe()
        for number in range(3):
            old.publish(event(number))
        first, *_ = await take(subscription, 3)
        young = await open_node(redis_url)
        assert [one.data for one in await take(young.subscribe(first.id), 2)] == [encoded(1), encoded(2)]

    async def test_an_overflow_here_is_a_reset_there(self, pair: Pair) -> None:
        there = pair[1].subscribe()
        for _ in range(6000):
            pair[0].publish(event(1))
        assert (await take(there, 1))[0].type == "reset"

    async def test_an_entry_that_cannot_be_read_is_passed_over(
        self, pair: Pair, caplog: pytest.LogCaptureFixture
    ) -> None:
        here, there = pair
        subscription = there.subscribe()
        with caplog.at_level(logging.ERROR):
            await here._link.run("XADD", here._link.keys.events, "*", "b", b"\xc1")
            here.publish(event("end"))
            assert await take_until(subscription, encoded("end")) == [encoded("end")]
        assert "passed over" in caplog.text


class TestQuestions:
    async def test_reach_exactly_the_node_asked(self, open_node: OpenNode, redis_url: str) -> None:
        nodes = [await open_node(redis_url) for _ in range(3)]
        for node in nodes:

            async def name(body: bytes, node: RedisBroker = node) -> bytes:
                return body + node.node.encode()

            node.answer("name", name)
        for node in nodes:
            assert await nodes[0].ask(node.node, "name", b"I am ", 5) == b"I am " + node.node.encode()

    async def test_many_at_once_find_their_askers(self, pair: Pair) -> None:
        async def echo(body: bytes) -> bytes:
            await asyncio.sleep(0)
            return body

        pair[1].answer("echo", echo)
        bodies = [b"%d" % number for number in range(300)]
        answers = await asyncio.gather(*(pair[0].ask(pair[1].node, "echo", body, 10) for body in bodies))
        assert answers == bodies

    async def test_a_slow_answer_is_a_timeout_and_its_handler_ends(self, pair: Pair) -> None:
        ended = asyncio.Event()

        async def never(body: bytes) -> bytes:
            try:
                return await asyncio.Future[bytes]()
            finally:
                ended.set()

        pair[1].answer("never", never)
        with pytest.raises(AskTimeout):
            await pair[0].ask(pair[1].node, "never", b"", 0.1)
        await asyncio.wait_for(ended.wait(), 5)

    async def test_failures_there_are_told_here(self, pair: Pair) -> None:
        async def fail(body: bytes) -> bytes:
            raise RuntimeError("secret of the other node")

        pair[1].answer("fail", fail)
        with pytest.raises(AskFailed, match="fail") as failure:
            await pair[0].ask(pair[1].node, "fail", b"", 5)
        assert "secret" not in str(failure.value)
        with pytest.raises(AskFailed, match="nobody answers"):
            await pair[0].ask(pair[1].node, "unheard", b"", 5)

    async def test_a_node_that_left_is_unreachable(self, pair: Pair) -> None:
        await pair[1].stop()
        with pytest.raises(NodeUnreachable):
            await pair[0].ask(pair[1].node, "echo", b"", 30)
        assert await pair[0].alive() == {pair[0].node}

    async def test_a_node_that_goes_away_leaves_the_outcome_unknown(self, pair: Pair) -> None:
        """R14: handed over, so it must not look as if it had never been sent."""
        asked = asyncio.Event()

        async def never(body: bytes) -> bytes:
            asked.set()
            return await asyncio.Future[bytes]()

        pair[1].answer("never", never)
        question = asyncio.create_task(pair[0].ask(pair[1].node, "never", b"", 60))
        await asyncio.wait_for(asked.wait(), 5)
        await pair[1].stop()
        with pytest.raises(AnswerLost):
            await asyncio.wait_for(question, 5)

    async def test_a_question_after_its_deadline_is_not_handled(
        self, pair: Pair, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def fail(body: bytes) -> bytes:
            raise AssertionError("handled too late")

        here, there = pair
        there.answer("late", fail)
        there._link.clock.learn(here._link.clock.now() + 120_000)
        with pytest.raises(AskTimeout):
            await here.ask(there.node, "late", b"", 0.3)
        assert "after its deadline" in caplog.text

    async def test_a_letter_that_cannot_be_read_is_dropped(
        self, pair: Pair, caplog: pytest.LogCaptureFixture
    ) -> None:
        here, there = pair
        await here._link.run("PUBLISH", here._link.keys.inbox(there.node), b"\xc1")
        await until(lambda: "A letter cannot be read" in caplog.text)
        assert there.healthy

    async def test_messages_reach_the_node_told(self, pair: Pair) -> None:
        heard: list[bytes] = []

        async def hear(body: bytes) -> bytes:
            heard.append(body)
            return b""

        pair[1].answer("hear", hear)
        for number in range(5):
            pair[0].tell(pair[1].node, "hear", b"%d" % number)
        await until(lambda: len(heard) == 5)
        assert heard == [b"0", b"1", b"2", b"3", b"4"]


class TestNodes:
    async def test_know_each_other(self, pair: Pair) -> None:
        await know_each_other(*pair)

    async def test_leave_nothing_behind(self, pair: Pair) -> None:
        """R18: keys return to where they were."""
        here, there = pair
        there.claims.claim("c1", 1)
        await until(lambda: _owner_is(here, "c1", there.node))
        await there.stop()
        assert await here._link.run("HLEN", here._link.keys.owners) == 0
        assert await here._link.run("ZCARD", here._link.keys.nodes) == 1


async def _owner_is(asker: RedisBroker, charger_id: str, node: str | None) -> bool:
    owner = await asker.claims.owner(charger_id)
    return (owner.node if owner else None) == node
