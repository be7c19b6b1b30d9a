"""The order of entries, and what their numbers tell."""

import msgspec

from csms.realtime.redis import RedisBroker
from csms.realtime.redis_stream import Arrival, Sequences
from tests.realtime.waiting import encoded, event, take, take_until


class TestSequences:
    def test_consecutive_entries(self) -> None:
        sequences = Sequences()
        assert [sequences.note("a", number) for number in (1, 2, 3)] == [Arrival.NEXT] * 3

    def test_the_first_entry_of_a_node_may_have_any_number(self) -> None:
        assert Sequences().note("a", 17) is Arrival.NEXT

    def test_an_entry_that_comes_again_or_late(self) -> None:
        sequences = Sequences()
        for number in (1, 2):
            sequences.note("a", number)
        assert [sequences.note("a", number) for number in (2, 1)] == [Arrival.SEEN] * 2

    def test_entries_that_never_came(self) -> None:
        sequences = Sequences()
        sequences.note("a", 1)
        assert sequences.note("a", 3) is Arrival.AFTER_GAP
        assert sequences.note("a", 4) is Arrival.NEXT
        assert sequences.note("a", 2) is Arrival.SEEN

    def test_each_node_counts_for_itself(self) -> None:
        sequences = Sequences()
        sequences.note("a", 5)
        assert sequences.note("b", 1) is Arrival.NEXT


class TestStream:
    async def test_lost_entries_become_a_reset(self, pair: tuple[RedisBroker, RedisBroker]) -> None:
        here, there = pair
        subscription = there.subscribe()
        here.publish(event(1))
        await take(subscription, 1)
        here._number += 1  # as if Redis had lost an entry
        here.publish(event(2))
        assert await take_until(subscription, encoded(2)) == [b"reset", encoded(2)]

    async def test_an_emptied_redis_with_a_clock_behind_is_read_from_its_start(
        self, pair: tuple[RedisBroker, RedisBroker]
    ) -> None:
        here, there = pair
        subscription = there.subscribe()
        ahead = msgspec.msgpack.encode(("another node", 1, [("number", encoded(1))]))
        await here._link.run("XADD", here._link.keys.events, "9999999999999-0", "b", ahead)
        await take(subscription, 1)
        await here._link.run("FLUSHALL")
        here.publish(event(2))
        assert await take_until(subscription, encoded(2)) == [encoded(2)]
