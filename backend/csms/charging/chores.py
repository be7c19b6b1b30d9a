"""What is done again and again, whether or not anything has happened: closing what was left open, expiring, retrying.

Every process does every chore, so each must be harmless when done twice at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from msgspec import Struct

from csms.store.outage import log_failure

log = logging.getLogger(__name__)


class Chore(Struct, frozen=True):
    """`every`: seconds between the end of one turn and the next."""

    name: str
    every: float
    work: Callable[[], Awaitable[None]]


async def do_regularly(chore: Chore) -> None:
    """Until cancelled. A turn that fails is logged, and the next one tries again."""
    while True:
        try:
            await chore.work()
        except Exception as error:
            log_failure(log, error, "%s: this turn failed", chore.name)
        await asyncio.sleep(chore.every)
