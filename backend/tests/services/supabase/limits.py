"""Supabase's limit of requests from one address: a bucket that holds thirty, and fills up again slowly."""

import time
from collections.abc import Callable

from tests.services.supabase.errors import Refused

BURST = 30.0


class Bucket:
    """refill: requests a second (of a new project: thirty in five minutes)."""

    def __init__(self, refill: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._refill = refill
        self._clock = clock
        self._left = BURST
        self._at = clock()

    def take(self) -> None:
        """One request. Raises Refused."""
        now = self._clock()
        self._left = min(BURST, self._left + (now - self._at) * self._refill)
        self._at = now
        if self._left < 1:
            raise Refused(429, "over_request_rate_limit", "Request rate limit reached")
        self._left -= 1
