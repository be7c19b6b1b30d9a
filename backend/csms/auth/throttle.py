"""Failed sign-ins, counted per identity and per address, so that guessing takes for ever (S3, CONN-12).

Serves chargers (identity = charge point) and people (identity = e-mail). Guessing at an identity from
anywhere must not keep its owner out: the address that last succeeded is counted by itself only.

    attempt from         counted and blocked under
    last good address    (identity, address)
    anywhere else        identity, and address

In memory and per process; old entries make room for new ones.
"""

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Self, TypeVar

from csms.auth.errors import RateLimited

V = TypeVar("V")

_ADDRESS = "address"
_LONGEST_KEY = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """So many failures within `window` seconds, then nothing for `block` seconds."""

    per_identity: int
    per_address: int
    window: float
    block: float


FOR_CHARGERS = Limits(per_identity=5, per_address=30, window=60.0, block=300.0)
FOR_PEOPLE = Limits(per_identity=30, per_address=30, window=300.0, block=300.0)


class FailureThrottle:
    """Use: `with throttle.attempt(identity, address) as attempt: ...; attempt.succeeded()`.

    clock: monotonic seconds. capacity: how many counters and how many last good addresses are kept.
    """

    def __init__(
        self, limits: Limits, *, clock: Callable[[], float] = time.monotonic, capacity: int = 20_000
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._counters: _Recent[_Counter] = _Recent(capacity)
        self._last_good: _Recent[str] = _Recent(capacity)

    def attempt(self, identity: str, address: str) -> "Attempt":
        """Admits one attempt. Raises RateLimited while the identity or the address is blocked."""
        scopes = self._scopes(identity[:_LONGEST_KEY], network_of(address))
        now = self._clock()
        counters = [self._counter(key, limit) for key, limit in scopes]
        wait = max(counter.wait(now, self._limits.window) for counter in counters)
        if wait > 0:
            raise RateLimited(retry_after=math.ceil(wait))
        return Attempt(self, identity, address, counters)

    def remember_good(self, identity: str, address: str) -> None:
        """The address from which this identity last succeeded, for instance before a restart."""
        self._last_good.put(identity[:_LONGEST_KEY], network_of(address))

    def failed(self, counters: "list[_Counter]") -> None:
        for counter in counters:
            counter.fail(self._clock(), self._limits)

    def _scopes(self, identity: str, network: str) -> list[tuple[tuple[str, ...], int]]:
        limits = self._limits
        if self._last_good.get(identity) == network:
            return [(("pair", identity, network), limits.per_address)]
        return [(("identity", identity), limits.per_identity), ((_ADDRESS, network), limits.per_address)]

    def _counter(self, key: tuple[str, ...], limit: int) -> "_Counter":
        counter = self._counters.get(key)
        if counter is None:
            # Many chargers may reconnect at once from behind one address: only failures count there.
            counter = _Counter(limit, counts_open=key[0] != _ADDRESS)
            self._counters.put(key, counter)
        return counter


class Attempt:
    """One attempt in progress. Left without an outcome (an error of ours) it counts as nothing."""

    def __init__(
        self, throttle: FailureThrottle, identity: str, address: str, counters: "list[_Counter]"
    ) -> None:
        self._throttle = throttle
        self._identity = identity
        self._address = address
        self._counters = counters

    def succeeded(self) -> None:
        self._throttle.remember_good(self._identity, self._address)

    def failed(self) -> None:
        self._throttle.failed(self._counters)

    def __enter__(self) -> Self:
        for counter in self._counters:
            counter.open += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for counter in self._counters:
            counter.open -= 1


@dataclass(slots=True)
class _Counter:
    """Recent failures and, where `counts_open`, attempts whose outcome is open: these may all be failures."""

    limit: int
    counts_open: bool
    open: int = 0
    blocked_until: float = -math.inf
    failures: deque[float] = field(default_factory=deque)

    def wait(self, now: float, window: float) -> float:
        """Seconds until the next attempt is admitted; 0 or less: now."""
        if self.counts_open and self._recent(now, window) + self.open >= self.limit:
            return max(1.0, self.blocked_until - now)
        return self.blocked_until - now

    def fail(self, now: float, limits: Limits) -> None:
        self.failures.append(now)
        if self._recent(now, limits.window) >= self.limit:
            self.blocked_until = now + limits.block
            self.failures.clear()

    def _recent(self, now: float, window: float) -> int:
        while self.failures and self.failures[0] <= now - window:
            self.failures.popleft()
        return len(self.failures)


class _Recent(Generic[V]):
    """A mapping that forgets what was not asked for longest."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: Hashable, value: V) -> None:
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)


def network_of(address: str) -> str:
    """What one customer of a provider holds: an IPv4 address, an IPv6 /64."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:_LONGEST_KEY]
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
