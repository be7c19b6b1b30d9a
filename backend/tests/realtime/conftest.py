"""Brokers of both kinds, and a Redis that may fail."""

import contextlib
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest

from csms.realtime.broker import Broker
from csms.realtime.memory import MemoryBroker
from csms.realtime.redis import RedisBroker
from csms.realtime.redis_link import Timing
from tests.realtime.servers import FragileRedis

QUICK = Timing(
    tick=0.005, heartbeat=0.05, node_ttl=2.0, patience=0.5, block=0.05, min_backoff=0.01, max_backoff=0.05
)

# For tests whose Redis does not fail: a machine that stalls for a second is no outage.
STEADY = dataclasses.replace(QUICK, patience=10.0, node_ttl=30.0)

OpenNode = Callable[..., Awaitable[RedisBroker]]


@pytest.fixture(params=["memory", "redis"])
async def broker(request: pytest.FixtureRequest) -> AsyncIterator[Broker]:
    """A started broker: every test that asks runs on both kinds."""
    if request.param == "memory":
        node: MemoryBroker | RedisBroker = MemoryBroker(tick=QUICK.tick)
    else:
        node = RedisBroker(request.getfixturevalue("redis_url"), timing=STEADY)
    await node.start()
    yield node
    await node.stop()


@pytest.fixture
async def open_node() -> AsyncIterator[OpenNode]:
    """Starts nodes at a Redis, and stops them after the test."""
    async with contextlib.AsyncExitStack() as stack:

        async def open_one(url: str, timing: Timing = QUICK) -> RedisBroker:
            node = RedisBroker(url, timing=timing)
            await node.start()
            stack.push_async_callback(node.stop)
            return node

        yield open_one


@pytest.fixture
async def pair(open_node: OpenNode, redis_url: str) -> tuple[RedisBroker, RedisBroker]:
    """Two nodes at one Redis."""
    return await open_node(redis_url, STEADY), await open_node(redis_url, STEADY)


@pytest.fixture
def fragile_redis() -> Iterator[FragileRedis]:
    """A Redis of this test's own."""
    server = FragileRedis()
    yield server
    server.stop()
