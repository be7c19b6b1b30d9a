"""What the parts of the Redis broker share: names, times, connections, Redis's clock, the living nodes."""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

# What talking to Redis may raise when it is away, stalled or refuses.
REDIS_ERRORS = (RedisError, OSError, TimeoutError)
MAX_CONNECTIONS = 32

# Nodes are scored by Redis's clock, so that the nodes' clocks need not agree. A node is new (1) when it
# joins, and when Redis has forgotten it. Redis before 7 wants replicate_commands if a script writes after
# asking the time.
NOW = """
redis.replicate_commands()
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
BEAT = (
    NOW
    + """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - ARGV[2]))
local new = redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
return {now, new}
"""
)
LIVING = NOW + "return redis.call('ZRANGEBYSCORE', KEYS[1], string.format('%.0f', now - ARGV[1]), '+inf')"


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Timing:
    """Seconds. patience: for one answer of Redis; callers know where they stand within two seconds (R4)."""

    tick: float = 0.05
    heartbeat: float = 1.0
    node_ttl: float = 5.0
    patience: float = 1.5
    block: float = 1.0
    min_backoff: float = 0.1
    max_backoff: float = 2.0


@dataclass(frozen=True)
class Keys:
    """Every name this uses in Redis."""

    namespace: str

    @property
    def events(self) -> str:
        return f"{self.namespace}:events"

    @property
    def owners(self) -> str:
        return f"{self.namespace}:owners"

    @property
    def nodes(self) -> str:
        return f"{self.namespace}:nodes"

    def inbox(self, node: str) -> str:
        return f"{self.namespace}:node:{node}"


class RedisClock:
    """Redis's time in milliseconds, as far as this node can tell between two heartbeats.

    An answer that was read late makes the estimate too low, never too high: the highest of the last few is
    best.
    """

    def __init__(self) -> None:
        self._offsets: deque[float] = deque(maxlen=10)

    def learn(self, redis_now: float) -> None:
        self._offsets.append(redis_now - _monotonic())

    def now(self) -> float:
        return _monotonic() + max(self._offsets)


def _monotonic() -> float:
    return asyncio.get_running_loop().time() * 1000


class Link:
    """The connections of one node. Nothing is tried twice: a repeated command could act twice.

    up: whether this node has joined and nothing has failed since.
    """

    def __init__(self, url: str, node: str, namespace: str, timing: Timing) -> None:
        self.node = node
        self.keys = Keys(namespace)
        self.timing = timing
        self.clock = RedisClock()
        self.commands = _client(url, timing.patience)
        # Reads that wait: Redis may take that long to say that there is nothing.
        self.waiting = _client(url, timing.block + timing.patience)
        self.up = False
        self._risen = asyncio.Event()
        self._fallen = asyncio.Event()
        self._beat = self.commands.register_script(BEAT)
        self._living = self.commands.register_script(LIVING)

    @property
    def ttl_ms(self) -> int:
        return int(self.timing.node_ttl * 1000)

    def rise(self) -> None:
        self.up = True
        self._fallen.clear()
        self._risen.set()
        log.info("Joined the other nodes as %s", self.node)

    def fall(self, reason: BaseException) -> None:
        """Whoever notices first that Redis is away says so; all else follows."""
        if self.up:
            log.warning("Redis is away, other nodes cannot be reached: %s", reason)
        self.up = False
        self._risen.clear()
        self._fallen.set()

    async def wait_up(self, within: float) -> bool:
        """Whether it is up within that many seconds."""
        try:
            await asyncio.wait_for(self._risen.wait(), within)
        except TimeoutError:
            return False
        return True

    async def wait_fallen(self) -> None:
        """Raises ConnectionError as soon as somebody says that Redis is away."""
        await self._fallen.wait()
        raise ConnectionError("another user of the connection lost it")

    async def beat(self) -> bool:
        """Says that this node lives. True when Redis did not know it."""
        now, new = await self._beat([self.keys.nodes], [self.node, self.ttl_ms])
        self.clock.learn(now)
        return bool(new)

    async def living(self) -> set[str]:
        """Nodes with a fresh heartbeat that listen: a killed process stops listening at once."""
        fresh = await self._living([self.keys.nodes], [self.ttl_ms])
        inboxes = set(await self.run("PUBSUB", "CHANNELS", self.keys.inbox("*")))
        return {name.decode() for name in fresh if self.keys.inbox(name.decode()).encode() in inboxes}

    async def run(self, *words: str | int | bytes) -> Any:
        """One command's answer."""
        return await self.commands.execute_command(*words)  # type: ignore[no-untyped-call]

    async def leave(self) -> None:
        await self.run("ZREM", self.keys.nodes, self.node)

    async def close(self) -> None:
        await self.commands.aclose()
        await self.waiting.aclose()


def _client(url: str, timeout: float) -> Redis:
    options: dict[str, Any] = {
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        "retry": Retry(NoBackoff(), 0),
        "protocol": 2,
    }
    pool = BlockingConnectionPool.from_url(url, max_connections=MAX_CONNECTIONS, timeout=timeout, **options)
    return Redis.from_pool(pool)
