"""Reading what a charger is configured to do (OCPP 1.6 section 5.8).

Some answer only so many keys at a time, some not at all when all are asked for, and some leave keys out (Q35).
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from csms.charging.commands import Commands
from csms.errors import Conflict
from csms.said import said
from csms.store import sessions
from csms.store.models import Command, ConfigurationKey

MAX_KEYS = "GetConfigurationMaxKeys"
FEW = 4
"""Keys at a time for a charger that answers nothing else and has told no limit (Q35)."""


class Configuration:
    """Reads all of it. standard_keys: the names that a charger may have and not tell when it is asked for all."""

    def __init__(self, commands: Commands, standard_keys: Sequence[str]) -> None:
        self._commands = commands
        self._standard_keys = standard_keys

    async def read(self, charger_id: UUID, actor: str) -> list[UUID]:
        """Everything that the charger tells; the commands that it took. Raises Conflict when it is offline."""
        everything = await self._ask(charger_id, [], actor)
        if everything.state == "offline":
            raise Conflict(said("The charger is offline: nothing could be read."))
        sent = [everything.id]
        limit = await sessions.configured_integer(charger_id, MAX_KEYS)  # known by now, if at all (CFG-03)
        for keys in _chunks(await self._missing(charger_id), limit or FEW):
            command = await self._ask(charger_id, list(keys), actor)
            sent.append(command.id)
            if command.state != "answered":
                break
        return sent

    async def read_keys(self, charger_id: UUID, keys: Sequence[str], actor: str) -> bool:
        """These, in as many questions as the charger needs. Whether it has answered all of them."""
        limit = await sessions.configured_integer(charger_id, MAX_KEYS)
        for some in _chunks(keys, limit or FEW):
            if (await self._ask(charger_id, list(some), actor)).state != "answered":
                return False
        return True

    async def _ask(self, charger_id: UUID, keys: list[str], actor: str) -> Command:
        request = {"key": keys} if keys else {}
        return await Command.get(id=await self._commands.send(charger_id, "GetConfiguration", request, actor))

    async def _missing(self, charger_id: UUID) -> list[str]:
        known = {row.key_folded for row in await ConfigurationKey.filter(charger_id=charger_id)}
        return [key for key in self._standard_keys if key.casefold() not in known]


def _chunks(keys: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
