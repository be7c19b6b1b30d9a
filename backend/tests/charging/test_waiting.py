"""csms.charging.waiting: commands that wait for a charger that was offline."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from csms.charging.commands import SUBJECT, Commands, Order, Outcome, close_left_over
from csms.charging.waiting import WaitingCommands, expiry
from csms.errors import Conflict, Invalid
from csms.realtime.memory import MemoryBroker
from csms.store.facts import CommandClosed, CommandRequested
from csms.store.models import Charger, Command
from csms.store.models.base import new_id
from tests.services.announcing import silent
from tests.services.database import NOW, Database, at


class World:
    """A charger that is offline at first, and who would send to it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.broker = MemoryBroker()
        self.sent: list[str] = []
        self.refuse = False
        self.present = True
        announcing = silent(self.broker)
        self.commands = Commands(
            self.broker,
            database.journal,
            announcing,
            check=self._check,
            redact=lambda action, request: (
                {**request, "value": "(hidden)"} if "value" in request else request
            ),
            call_timeout=0.1,
            now=lambda: NOW,
        )
        self.waiting = WaitingCommands(self.commands, database.journal, announcing)
        self.broker.answer(SUBJECT, self._send)

    async def _check(self, charger: Charger, action: str, request: dict[str, Any], now: datetime) -> None:
        if self.refuse:
            raise Conflict("Not now.")

    async def _send(self, body: bytes) -> bytes:
        order = msgspec.json.decode(body, type=Order)
        if not self.present:
            return msgspec.json.encode(Outcome("absent"))
        self.sent.append(order.action)
        closed = CommandClosed(order.command_id, order.charger_id, "answered", {}, None, NOW)
        await self.database.write([closed])
        return msgspec.json.encode(Outcome("answered"))

    def connect(self, charger_id: UUID) -> None:
        self.broker.claims.claim(str(charger_id), 2)

    async def send(self, charger_id: UUID, action: str = "ClearCache", **request: Any) -> UUID:
        return await self.commands.send(charger_id, action, request, "ines", expires_at=at(600))


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


async def test_it_is_sent_when_the_charger_is_back(world: World) -> None:
    """RPC-13: once, and in the order in which it was asked for."""
    charger = await world.database.charger()
    first = await world.send(charger.id, "ClearCache")
    await world.send(charger.id, "GetLocalListVersion")
    assert (await Command.get(id=first)).state == "pending"
    world.connect(charger.id)
    await world.waiting.deliver(charger.id, at(60))
    await world.waiting.deliver(charger.id, at(61))
    assert world.sent == ["ClearCache", "GetLocalListVersion"]
    assert (await Command.get(id=first)).state == "answered"


async def test_a_charger_that_is_gone_again_lets_it_wait_on(world: World) -> None:
    charger = await world.database.charger()
    command_id = await world.send(charger.id)
    world.connect(charger.id)
    world.present = False
    await world.waiting.deliver(charger.id, at(60))
    assert (await Command.get(id=command_id)).state == "pending"
    world.present = True
    await world.waiting.deliver(charger.id, at(120))
    assert world.sent == ["ClearCache"]


async def test_nothing_is_sent_after_its_time(world: World) -> None:
    """RPC-13: never a stale one."""
    charger = await world.database.charger()
    command_id = await world.send(charger.id)
    world.connect(charger.id)
    await world.waiting.deliver(charger.id, at(601))
    assert world.sent == []
    await world.waiting.expire(at(599))
    assert (await Command.get(id=command_id)).state == "pending"
    await world.waiting.expire(at(601))
    ended = await Command.get(id=command_id)
    assert (ended.state, ended.outcome) == ("offline", "expired")


async def test_what_must_not_be_sent_any_more_is_not(world: World) -> None:
    """The reasons are looked at again."""
    charger = await world.database.charger()
    command_id = await world.send(charger.id)
    world.refuse = True
    world.connect(charger.id)
    await world.waiting.deliver(charger.id, at(60))
    ended = await Command.get(id=command_id)
    assert (world.sent, ended.state, ended.outcome) == ([], "offline", "refused")


async def test_a_secret_cannot_wait(world: World) -> None:
    """SEC-11: it is not stored, so it could not be sent."""
    charger = await world.database.charger()
    with pytest.raises(Invalid, match="secret"):
        await world.send(charger.id, "ChangeConfiguration", value="0011")
    assert await Command.all().count() == 0


async def test_a_crash_while_it_is_handed_over_lets_it_wait_on(world: World) -> None:
    """R14: it was taken, and its process is gone before anything was sent."""
    session = await world.database.session()
    command_id = new_id()
    await world.database.write(
        [CommandRequested(command_id, session.charger_id, "ClearCache", {}, "ines", at(-60), at(600))]
    )
    await close_left_over(world.database.journal, silent(world.broker), at(30))
    world.connect(session.charger_id)
    await world.waiting.deliver(session.charger_id, at(60))
    assert world.sent == ["ClearCache"]


def test_how_long_a_command_may_wait() -> None:
    """RPC-13: a remote start that comes hours later charges another's car."""
    assert expiry("Reset", None, NOW) is None
    assert expiry("Reset", 86400, NOW) == NOW + timedelta(days=1)
    assert expiry("RemoteStartTransaction", 300, NOW) == at(300)
    with pytest.raises(Invalid):
        expiry("RemoteStartTransaction", 301, NOW)
