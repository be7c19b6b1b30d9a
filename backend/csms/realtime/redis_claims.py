"""Claims of all nodes in one Redis hash: charger -> "epoch node"."""

import asyncio
import logging

from csms.realtime.presence import LocalClaims, Owner
from csms.realtime.redis_link import NOW, REDIS_ERRORS, Link

CHUNK = 500  # changes per script call, so that a storm of connects does not hold up Redis

# Compares and writes in one step: neither a stale claim nor a stale release undoes a newer claim (R13).
CHANGE = """
for i = 2, #ARGV, 3 do
  local deed, charger, epoch = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local mine = epoch .. ' ' .. ARGV[1]
  local held = redis.call('HGET', KEYS[1], charger)
  if deed == 'claim' then
    if not held or tonumber(epoch) >= tonumber(string.match(held, '^%d+')) then
      redis.call('HSET', KEYS[1], charger, mine)
    end
  elseif held == mine then
    redis.call('HDEL', KEYS[1], charger)
  end
end
"""
OWNER = (
    NOW
    + """
local held = redis.call('HGET', KEYS[1], ARGV[1])
if not held then return false end
local beat = redis.call('ZSCORE', KEYS[2], string.match(held, ' (.*)$'))
if not beat or now - tonumber(beat) > tonumber(ARGV[2]) then return false end
return held
"""
)

log = logging.getLogger(__name__)


class RedisClaims:
    """Written behind: a tick takes along what changed, so a charger that connects never waits for Redis."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._own = LocalClaims(link.node)
        self._changes: dict[str, tuple[str, int]] = {}
        self._writing = asyncio.Lock()
        self._change = link.commands.register_script(CHANGE)
        self._owner = link.commands.register_script(OWNER)

    def claim(self, charger_id: str, epoch: int) -> None:
        self._own.claim(charger_id, epoch)
        if self._own.held(charger_id) == (self._link.node, epoch):
            self._changes[charger_id] = ("claim", epoch)

    def release(self, charger_id: str, epoch: int) -> None:
        if self._own.held(charger_id) == (self._link.node, epoch):
            self._own.release(charger_id, epoch)
            self._changes[charger_id] = ("release", epoch)

    async def owner(self, charger_id: str) -> Owner | None:
        """The higher epoch of Redis's and this node's own claim; only the latter while Redis is away."""
        own, known = self._own.held(charger_id), await self._ask_redis(charger_id)
        return max((claim for claim in (own, known) if claim), key=lambda claim: claim.epoch, default=None)

    async def _ask_redis(self, charger_id: str) -> Owner | None:
        if not self._link.up:
            return None
        keys = [self._link.keys.owners, self._link.keys.nodes]
        try:
            held = await self._owner(keys, [charger_id, self._link.ttl_ms])
        except REDIS_ERRORS as error:
            log.warning("Redis did not say who holds a charger: %s", error)
            return None
        if held is None:
            return None
        epoch, _, node = held.decode().partition(" ")
        return None if node == self._link.node else Owner(node, int(epoch))

    async def flush(self) -> None:
        """Writes what changed, in its order. On an error it stays to be written."""
        async with self._writing:
            await self._write_changes()

    async def _write_changes(self) -> None:
        while self._changes:
            batch = list(self._changes.items())[:CHUNK]
            arguments = [self._link.node]
            for charger_id, (deed, epoch) in batch:
                arguments += [deed, charger_id, str(epoch)]
            await self._change([self._link.keys.owners], arguments)
            self._forget(batch)

    def _forget(self, written: list[tuple[str, tuple[str, int]]]) -> None:
        for charger_id, change in written:
            if self._changes.get(charger_id) == change:
                del self._changes[charger_id]

    def repeat(self) -> None:
        """Has every claim written again: Redis may have lost them."""
        for charger_id, epoch in self._own.all():
            self._changes[charger_id] = ("claim", epoch)

    def release_all(self) -> None:
        for charger_id, epoch in self._own.all():
            self.release(charger_id, epoch)
