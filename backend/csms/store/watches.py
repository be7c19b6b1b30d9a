"""When this system was there to see chargers come and go: what happened in between, nobody can say."""

from datetime import datetime, timedelta

from csms.store.models import Watch


async def go_on(node: str, now: datetime, longest_pause: timedelta) -> None:
    """A process lives. After a longer pause it does not say that it lived meanwhile."""
    latest = Watch.filter(node=node, until__gte=now - longest_pause)
    if not await latest.update(until=now):
        await Watch.create(node=node, since=now, until=now)


async def between(since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """The watches that touch a time, by their beginning."""
    found = Watch.filter(until__gte=since, since__lt=until).order_by("since")
    return [(watch.since, watch.until) for watch in await found]
