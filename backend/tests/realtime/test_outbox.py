"""Events that wait for their tick."""

from csms.realtime.events import Event
from csms.realtime.outbox import MAX_BYTES, MAX_EVENTS, RESET_INTERVAL, Outbox


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def filled(*events: Event) -> Outbox:
    outbox = Outbox(Clock())
    for event in events:
        outbox.put(event)
    return outbox


class TestCoalescing:
    def test_the_last_of_a_key_wins_and_overtakes_nothing(self) -> None:
        outbox = filled(Event("a", b"1", "k"), Event("b", b"2"), Event("a", b"3", "k"))
        assert outbox.drain() == [("b", b"2"), ("a", b"3")]

    def test_keys_belong_to_their_type(self) -> None:
        assert len(filled(Event("a", b"1", "k"), Event("b", b"2", "k")).drain()) == 2

    def test_without_a_key_nothing_is_lost(self) -> None:
        assert filled(Event("a", b"1"), Event("a", b"1")).drain() == [("a", b"1"), ("a", b"1")]

    def test_a_tick_takes_everything(self) -> None:
        outbox = filled(Event("a", b"1", "k"))
        outbox.drain()
        assert outbox.drain() == []


class TestBounds:
    def test_too_many_events_become_one_reset(self) -> None:
        outbox = filled(*(Event("a", b"1") for _ in range(MAX_EVENTS + 1)), Event("b", b"2"))
        assert outbox.drain() == [("reset", b"{}"), ("b", b"2")]

    def test_too_many_bytes_become_one_reset(self) -> None:
        half = b" " * (MAX_BYTES // 2 + 1)
        assert filled(Event("a", half), Event("a", half)).drain() == [("reset", b"{}")]

    def test_what_is_replaced_does_not_count(self) -> None:
        half = b" " * (MAX_BYTES // 2 + 1)
        assert len(filled(*(Event("a", half, "k") for _ in range(9))).drain()) == 1

    def test_a_lasting_overload_resets_only_now_and_then(self) -> None:
        clock = Clock()
        outbox = Outbox(clock)
        resets = []
        for second in range(int(2 * RESET_INTERVAL)):
            clock.now = float(second)
            outbox.put(Event("a", b" " * (MAX_BYTES + 1)))
            resets.append(len(outbox.drain()))
        assert sum(resets) == 2

    def test_a_reset_that_had_to_wait_still_comes(self) -> None:
        clock = Clock()
        outbox = Outbox(clock)
        for _ in range(2):
            outbox.put(Event("a", b" " * (MAX_BYTES + 1)))
            first_or_nothing = outbox.drain()
        assert first_or_nothing == []
        clock.now = RESET_INTERVAL
        assert outbox.drain() == [("reset", b"{}")]
