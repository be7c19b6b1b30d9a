"""csms.store.readings: one write per connector and second."""

from decimal import Decimal
from uuid import UUID

from csms.store.facts import Metered, Reading
from csms.store.models.base import new_id
from csms.store.readings import PAUSE, ReadingBuffer
from tests.services.database import NOW, at

CHARGER = new_id()


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def metered(watts: int, evse_id: int = 1, charger: UUID = CHARGER) -> Metered:
    latest = Reading(at(watts), Decimal(watts), None, None, None, None, None, None)
    return Metered(charger, evse_id, None, None, NOW, [], latest)


def test_only_the_newest_of_a_connector_is_kept() -> None:
    buffer = ReadingBuffer(Clock())
    buffer.remember([[metered(1)], [metered(2), metered(5, evse_id=2)], [metered(3)]])
    assert {fact.reading.power_w for fact in buffer.take() if fact.reading} == {3, 5}


def test_the_first_is_due_at_once_and_the_next_a_second_later() -> None:
    clock = Clock()
    buffer = ReadingBuffer(clock)
    assert buffer.due_in() is None
    buffer.remember([[metered(1)]])
    assert buffer.due_in() == 0
    buffer.take()
    buffer.remember([[metered(2)]])
    clock.now += 0.25
    assert buffer.due_in() == PAUSE - 0.25
    clock.now += 5
    assert buffer.due_in() == 0


def test_what_could_not_be_written_waits_unless_something_newer_came() -> None:
    buffer = ReadingBuffer(Clock())
    buffer.remember([[metered(1)], [metered(7, evse_id=2)]])
    taken = buffer.take()
    buffer.remember([[metered(2)]])
    buffer.give_back(taken)
    assert {fact.reading.power_w for fact in buffer.take() if fact.reading} == {2, 7}
