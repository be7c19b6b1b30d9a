"""A request that may be made again gives its commands the ids that they had the first time.

So a command that was stored, and perhaps sent, before its request was cut off is found and not sent a second time.
"""

from collections import Counter
from contextvars import ContextVar
from uuid import UUID, uuid5


class _Try:
    def __init__(self, seed: UUID) -> None:
        self.seed = seed
        self.counts: Counter[str] = Counter()


_this: ContextVar[_Try | None] = ContextVar("repetition", default=None)


def begin(seed: UUID) -> None:
    """What follows in this context is a try of the request with this seed."""
    _this.set(_Try(seed))


def command_id(charger_id: UUID, action: str) -> UUID | None:
    """The id of the next command of this kind to this charger; None for a request that is made once."""
    found = _this.get()
    if found is None:
        return None
    kind = f"{charger_id} {action}"
    found.counts[kind] += 1
    return uuid5(found.seed, f"{kind} {found.counts[kind]}")
