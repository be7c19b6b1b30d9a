"""Whether a record from another system can be one. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from csms.charging.settlement import Registers, plausible
from csms.said import Said, said


class Ended(NamedTuple):
    """When a record was: stop None, it still is."""

    start: datetime
    stop: datetime | None


class Busy:
    """When a connector was in use, by what is known here."""

    def __init__(self, records: Iterable[Ended], now: datetime) -> None:
        ordered = sorted((record.start, record.stop or now) for record in records)
        self._starts = [start for start, _ in ordered]
        self._latest = list(accumulate((stop for _, stop in ordered), max))

    def overlaps(self, start: datetime, stop: datetime) -> bool:
        """One may begin in the moment in which the other ends."""
        before = bisect_left(self._starts, stop)
        return before > 0 and self._latest[before - 1] > start


def energy_of(fields: dict[str, Any]) -> Decimal | None:
    """What was delivered, in Wh: as it was said, or the difference of the registers; None: nobody knows."""
    said: Decimal | None = fields.get("energy_wh")
    first, last = fields.get("meter_start"), fields.get("meter_stop")
    return said if said is not None or first is None or last is None else last - first


def faults_of(fields: dict[str, Any], now: datetime) -> Iterator[tuple[str, Said]]:
    """(column, what is wrong with it) of a record on its own."""
    start, stop = fields["started_at"], fields["stopped_at"]
    first, last = fields.get("meter_start"), fields.get("meter_stop")
    given, energy = fields.get("energy_wh"), energy_of(fields)
    if stop < start:
        yield "stopped_at", said("Is before the start")
    elif stop > now:
        yield "stopped_at", said("Is in the future")
    if first is not None and last is not None and last < first:
        yield "meter_stop", said("Is less than meter_start")
    elif energy is None:
        yield "energy_wh", said("Is empty, and so is a register")
    elif first is not None and last is not None and given is not None and given != last - first:
        yield "energy_wh", said("Is not the difference of the registers, {wh} Wh", wh=last - first)
    elif stop >= start and not plausible(Registers(first, last, start, stop), energy):
        yield "energy_wh", said("Is more than any charger can deliver in that time: Wh are expected")
