"""How many letters an address is sent, counted in the database: several processes count together."""

from datetime import datetime, timedelta

from tortoise import BaseDBAsyncClient
from tortoise.expressions import F

from csms.store.models.letters import LetterLimit

PAUSE = timedelta(seconds=60)
"""Between two letters to one address."""
WINDOW = timedelta(days=1)
PER_WINDOW = 20


async def claim(address_hash: str, now: datetime, connection: BaseDBAsyncClient) -> bool:
    """Counts one letter to the address. False: too soon, or too many, and nothing is counted.

    The conditional update takes the row, so of two at once exactly one wins, also across processes.
    """
    fresh = LetterLimit(
        address_hash=address_hash, last_at=now - PAUSE, window_began_at=now - WINDOW, letters=0
    )
    await LetterLimit.bulk_create(
        [fresh], ignore_conflicts=True, on_conflict=["address_hash"], using_db=connection
    )
    rested = LetterLimit.filter(address_hash=address_hash, last_at__lte=now - PAUSE).using_db(connection)
    old = rested.filter(window_began_at__lte=now - WINDOW)
    if await old.update(last_at=now, window_began_at=now, letters=1):
        return True
    recent = rested.filter(window_began_at__gt=now - WINDOW, letters__lt=PER_WINDOW)
    return bool(await recent.update(last_at=now, letters=F("letters") + 1))


async def wait(address_hash: str, now: datetime) -> int:
    """Seconds until the next letter to the address may be asked for, at least 1."""
    row = await LetterLimit.get_or_none(address_hash=address_hash)
    if row is None:
        return 1
    rested = row.last_at + PAUSE
    if row.letters >= PER_WINDOW:
        rested = max(rested, row.window_began_at + WINDOW)
    return max(1, int((rested - now).total_seconds()))


async def forget(now: datetime) -> None:
    """What no longer counts."""
    await LetterLimit.filter(last_at__lt=now - WINDOW).delete()
