"""Recent events, and the queues of those who listen."""

from csms.realtime.events import number_batch
from csms.realtime.hub import MAX_BATCHES, MAX_BYTES, Hub
from tests.realtime.waiting import take


def filled(count: int) -> Hub:
    hub = Hub("tag")
    for number in range(count):
        hub.deliver(number_batch(f"{number}", [("a", b"%d" % number), ("b", b"%d" % number)]))
    return hub


class TestResume:
    async def test_from_the_middle_of_a_batch(self) -> None:
        missed = await take(filled(3).subscribe("1.0"), 3)
        assert [event.id for event in missed] == ["1.1", "2.0", "2.1"]

    async def test_what_was_missed_is_one_batch(self) -> None:
        assert len(await anext(filled(3).subscribe("0.1"))) == 4

    async def test_after_the_newest_comes_only_what_is_new(self) -> None:
        hub = filled(1)
        subscription = hub.subscribe("0.1")
        hub.deliver(number_batch("1", [("a", b"{}")]))
        assert [event.id for event in await anext(subscription)] == ["1.0"]

    async def test_from_where_a_subscription_began(self) -> None:
        hub = Hub("tag")
        start = hub.subscribe(None).start_id
        hub.deliver(number_batch("0", [("a", b"{}")]))
        assert [event.id for event in await take(hub.subscribe(start), 1)] == ["0.0"]

    async def test_an_unknown_point_leads_to_a_reset_and_then_to_what_is_new(self) -> None:
        hub = filled(2)
        subscription = hub.subscribe("no such id")
        hub.deliver(number_batch("2", [("a", b"{}")]))
        reset, new = await take(subscription, 2)
        assert (reset.type, reset.id, new.id) == ("reset", "1.1", "2.0")

    async def test_an_unknown_event_of_a_known_entry_leads_to_a_reset(self) -> None:
        assert [event.type for event in await take(filled(2).subscribe("1.7"), 1)] == ["reset"]

    async def test_a_forgotten_point_leads_to_a_reset(self) -> None:
        hub = filled(MAX_BATCHES + 2)
        assert [event.type for event in await anext(hub.subscribe("0.1"))] == ["reset"]

    async def test_the_newest_forgotten_event_is_a_point_still(self) -> None:
        missed = await anext(filled(MAX_BATCHES + 2).subscribe("1.1"))
        assert missed.events[0].id == "2.0"

    async def test_what_is_remembered_is_bounded_in_bytes(self) -> None:
        hub = Hub("tag")
        for number in range(5):
            hub.deliver(number_batch(f"{number}", [("a", b" " * (MAX_BYTES // 3))]))
        assert [event.type for event in await anext(hub.subscribe("0.0"))] == ["reset"]
        assert len(await anext(hub.subscribe("2.0"))) == 2


class TestSlowReader:
    """R15: bounded, and never the cause of waiting elsewhere."""

    async def test_too_many_batches_become_a_reset_at_the_newest(self) -> None:
        hub = Hub("tag")
        slow, quick = hub.subscribe(None), hub.subscribe(None)
        for number in range(MAX_BATCHES + 1):
            hub.deliver(number_batch(f"{number}", [("a", b"{}")]))
            assert (await anext(quick)).last_id == f"{number}.0"
        (reset,) = await anext(slow)
        assert (reset.type, reset.id) == ("reset", f"{MAX_BATCHES}.0")

    async def test_too_many_bytes_become_a_reset(self) -> None:
        hub = Hub("tag")
        slow = hub.subscribe(None)
        for number in range(2):
            hub.deliver(number_batch(f"{number}", [("a", b" " * (MAX_BYTES // 2 + 1))]))
        assert [event.type for event in await anext(slow)] == ["reset"]

    async def test_it_goes_on_from_there(self) -> None:
        hub = Hub("tag")
        slow = hub.subscribe(None)
        for number in range(MAX_BATCHES + 2):
            hub.deliver(number_batch(f"{number}", [("a", b"{}")]))
        assert [event.type for event in await take(slow, 2)] == ["reset", "a"]

    async def test_a_reader_who_takes_keeps_its_room(self) -> None:
        hub = Hub("tag")
        reader = hub.subscribe(None)
        for number in range(3 * MAX_BATCHES):
            hub.deliver(number_batch(f"{number}", [("a", b" " * (MAX_BYTES // 2))]))
            assert [event.type for event in await anext(reader)] == ["a"]


class TestClose:
    async def test_ends_the_iteration_and_hears_no_more(self) -> None:
        hub = Hub("tag")
        subscription = hub.subscribe(None)
        subscription.close()
        hub.deliver(number_batch("0", [("a", b"{}")]))
        assert [batch async for batch in subscription] == []
        subscription.close()

    async def test_one_batch_is_shared_by_all(self) -> None:
        hub = Hub("tag")
        first, second = hub.subscribe(None), hub.subscribe(None)
        hub.deliver(number_batch("0", [("a", b"{}")]))
        assert (await anext(first)).chunk is (await anext(second)).chunk
