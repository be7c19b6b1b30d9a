"""Hours in which people are left in peace, on the clock of where they live. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class QuietTime:
    """From one time of the day until the other; until the next day when that is not later (22:00-06:00, 00:00-00:00).

    days: on which it begins, as in DAYS. Not the whole week round the clock: there would be no time to tell anything.
    """

    start: time
    end: time
    zone: ZoneInfo
    days: frozenset[str] = frozenset(DAYS)

    @property
    def always(self) -> bool:
        return self.start == self.end and self.days == frozenset(DAYS)

    def until(self, now: datetime) -> datetime | None:
        """When the quiet that reigns now ends, in UTC; None when none does. Periods that touch are one."""
        end = self._end_of_one(now)
        while end is not None and (later := self._end_of_one(end)) is not None:
            end = later
        return end

    def _end_of_one(self, now: datetime) -> datetime | None:
        ends = [end for begin, end in self._around(now) if begin <= now < end]
        return max(ends, default=None)

    def _around(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Those that begin yesterday, today and tomorrow."""
        today = now.astimezone(self.zone).date()
        for day in (today - timedelta(days=1), today, today + timedelta(days=1)):
            if DAYS[day.weekday()] in self.days:
                last = day if self.end > self.start else day + timedelta(days=1)
                yield self._moment(day, self.start), self._moment(last, self.end)

    def _moment(self, day: date, clock: time) -> datetime:
        """A time that the clocks skip is that much after the skip, one that comes twice is the first."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)
