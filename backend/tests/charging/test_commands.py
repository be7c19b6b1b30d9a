"""csms.charging.commands: to wherever the charger is, and an honest end."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from csms.charging.commands import ABSENT, SUBJECT, Commands, Order, Outcome, close_left_over
from csms.errors import Conflict, NotFound
from csms.realtime.broker import AskTimeout, NodeUnreachable
from csms.realtime.memory import MemoryBroker
from csms.store.facts import CommandClosed, CommandRequested, CommandSent
from csms.store.models import Charger, Command
from csms.store.models.base import new_id
from tests.services.announcing import silent
from tests.services.database import NOW, Database, at


def redact(action: str, request: dict[str, Any]) -> dict[str, Any]:
    return {**request, "hidden": True} if "secret" in request else request


async def check(charger: Charger, action: str, request: dict[str, Any], now: datetime) -> None:
    if action == "UnlockConnector":
        raise Conflict(f"{charger.charge_point_id} has no lock.")


def commands(database: Database, broker: MemoryBroker) -> Commands:
    return Commands(
        broker,
        database.journal,
        silent(broker),
        check=check,
        redact=redact,
        call_timeout=0.1,
        now=lambda: NOW,
    )


async def test_the_holder_of_the_charger_is_asked(database: Database) -> None:
    broker, asked = MemoryBroker(), list[Order]()
    session = await database.session()
    broker.claims.claim(str(session.charger_id), 1)

    async def holder(body: bytes) -> bytes:
        order = msgspec.json.decode(body, type=Order)
        asked.append(order)
        closed = CommandClosed(
            order.command_id, order.charger_id, "answered", {"status": "Accepted"}, None, NOW
        )
        await database.write([closed])
        return msgspec.json.encode(Outcome("answered"))

    broker.answer(SUBJECT, holder)
    command_id = await commands(database, broker).send(session.charger_id, "Reset", {"type": "Soft"}, "ines")
    command = await Command.get(id=command_id)
    assert (command.state, command.response, command.requested_by) == (
        "answered",
        {"status": "Accepted"},
        "ines",
    )
    assert [(order.action, order.request) for order in asked] == [("Reset", {"type": "Soft"})]


async def test_nobody_holds_it(database: Database) -> None:
    """Never sent, and said so."""
    charger = await database.charger()
    command_id = await commands(database, MemoryBroker()).send(charger.id, "ClearCache", {}, "ines")
    command = await Command.get(id=command_id)
    assert (command.state, command.sent_at) == ("offline", None)


@pytest.mark.parametrize(
    ("failure", "state"), [(NodeUnreachable("gone"), "offline"), (AskTimeout("late"), "unknown")]
)
async def test_the_holder_cannot_be_asked(
    database: Database, monkeypatch: pytest.MonkeyPatch, failure: Exception, state: str
) -> None:
    """R14: unknown is not offline."""
    broker = MemoryBroker()
    session = await database.session()

    async def fail(*_: object) -> bytes:
        raise failure

    monkeypatch.setattr(broker, "ask", fail)
    command_id = await commands(database, broker).send(session.charger_id, "ClearCache", {}, "ines")
    assert (await Command.get(id=command_id)).state == state


async def test_a_charger_that_has_moved(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast table may name the process that held it a moment ago; the database knows the new one (R13)."""
    broker, asked = MemoryBroker(), list[str]()
    session = await database.session()
    broker.claims.claim(str(session.charger_id), 1)
    await Charger.filter(id=session.charger_id).update(online=True, owner_node="new")

    async def ask(node: str, *_: object) -> bytes:
        asked.append(node)
        return msgspec.json.encode(Outcome("answered" if node == "new" else ABSENT))

    monkeypatch.setattr(broker, "ask", ask)
    await commands(database, broker).send(session.charger_id, "ClearCache", {}, "ines")
    assert asked == [broker.node, "new"]


async def test_secrets_are_sent_and_not_stored(database: Database) -> None:
    """SEC-11"""
    broker, asked = MemoryBroker(), list[Order]()
    session = await database.session()
    broker.claims.claim(str(session.charger_id), 1)

    async def holder(body: bytes) -> bytes:
        asked.append(msgspec.json.decode(body, type=Order))
        return msgspec.json.encode(Outcome("answered"))

    broker.answer(SUBJECT, holder)
    command_id = await commands(database, broker).send(session.charger_id, "X", {"secret": "s"}, "ines")
    assert asked[0].request == {"secret": "s"}
    assert (await Command.get(id=command_id)).request["hidden"]


async def test_a_caller_who_leaves_does_not_take_the_command_with_him(database: Database) -> None:
    broker, may_end, ended = MemoryBroker(), asyncio.Event(), asyncio.Event()
    session = await database.session()
    broker.claims.claim(str(session.charger_id), 1)

    async def holder(body: bytes) -> bytes:
        await may_end.wait()
        ended.set()
        return msgspec.json.encode(Outcome("answered"))

    broker.answer(SUBJECT, holder)
    task = asyncio.create_task(commands(database, broker).send(session.charger_id, "ClearCache", {}, "ines"))
    async with asyncio.timeout(30):
        while not await Command.all().count():  # noqa: ASYNC110 - the row appears in the database
            await asyncio.sleep(0)
    task.cancel()
    may_end.set()
    async with asyncio.timeout(30):
        await ended.wait()


@pytest.mark.parametrize(
    ("sent", "online_since", "age", "state"),
    [
        (True, -3600, 60, "sent"),
        (True, -5, 60, "unknown"),
        (False, -5, 60, "offline"),
        (False, None, 60, "offline"),
        (True, None, 60, "unknown"),
        (True, None, 5, "sent"),
    ],
)
async def test_what_a_process_that_ended_left_open(
    database: Database, sent: bool, online_since: int | None, age: int, state: str
) -> None:
    """RPC-13: closed once its connection is no more, as unknown when it may have gone out."""
    charger = await database.charger()
    since = None if online_since is None else at(online_since)
    await Charger.filter(id=charger.id).update(online=since is not None, online_since=since)
    command_id = new_id()
    created = NOW - timedelta(seconds=age)
    await database.write([CommandRequested(command_id, charger.id, "ClearCache", {}, "ines", created)])
    if sent:
        await database.write([CommandSent(command_id, charger.id, "m", created)])
    await close_left_over(database.journal, silent(MemoryBroker()), NOW)
    assert (await Command.get(id=command_id)).state == state


async def test_what_must_not_be_sent_is_no_command(database: Database) -> None:
    """Refused with the reason that the charger would have, and nothing is stored."""
    session = await database.session()
    sender = commands(database, MemoryBroker())
    with pytest.raises(Conflict, match="CP-0001 has no lock"):
        await sender.send(session.charger_id, "UnlockConnector", {"connectorId": 1}, "ines")
    with pytest.raises(NotFound):
        await sender.send(new_id(), "Reset", {"type": "Soft"}, "ines")
    assert await Command.all().count() == 0
