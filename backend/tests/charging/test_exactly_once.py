"""Exactly once (R7, R8): whatever is repeated, late or out of order, the end is that of the ordered story."""

import inspect
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec import Raw

from csms.charging import transactions
from csms.charging.ledger import verify
from csms.charging.orphans import Orphans
from csms.charging.review import Reviews
from csms.charging.session import ChargerSession, OpenTransaction
from csms.handlers.dispatch import Dispatcher
from csms.handlers.v16.core import CoreHandlers
from csms.store import sessions
from csms.store.models import MeterValue, QuarantinedStop, Transaction
from tests.services.database import NOW, Database

DISPATCHER = Dispatcher(CoreHandlers(heartbeat_interval=300, now=lambda: NOW).table())
SCHEDULES = 12
REGISTER, POWER = "Energy.Active.Import.Register", "Power.Active.Import"

Payload = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """A CALL; `number` is what its start will be answered with, `after`: what it cannot come before."""

    action: str
    payload: str
    number: int
    after_start: bool = False


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def story(random: Random, tags: list[str]) -> list[Message]:
    """What a charger that was offline for days has to tell: two sessions on one connector, one on the other."""
    begin = NOW - timedelta(days=random.randint(1, 9))
    return [
        *_session(random, 101, 1, tags[0], begin, numberless=True),
        *_session(random, 102, 1, tags[1], begin + timedelta(hours=5)),
        *_session(random, 103, 2, tags[2], begin + timedelta(minutes=30), stop_number=-1),
    ]


def _session(
    random: Random,
    number: int,
    connector: int,
    tag: str,
    begin: datetime,
    *,
    numberless: bool = False,
    stop_number: int | None = None,
) -> list[Message]:
    register = 1_000 * number
    broken = random.random() < 0.4  # a stop below its start: the samples decide
    start = {"connectorId": connector, "idTag": tag, "meterStart": register, "timestamp": text(begin)}
    messages = [Message("StartTransaction", json.dumps(start), number)]
    values = []
    for minute in sorted(random.sample(range(5, 240), 4)):
        register += random.randint(1, 900)
        values.append(_value(begin + timedelta(minutes=minute), register, random.randint(1, 22_000)))
        payload: Payload = {"connectorId": connector, "meterValue": [values[-1]]}
        without = numberless and random.random() < 0.5
        if not without:
            payload["transactionId"] = number
        messages.append(Message("MeterValues", json.dumps(payload), number, after_start=not without))
    stop: Payload = {
        "transactionId": number if stop_number is None else stop_number,
        "idTag": tag,
        "meterStop": 5 if broken and stop_number is None else register + 7,
        "timestamp": text(begin + timedelta(minutes=250)),
        "reason": "EVDisconnected",
    }
    if random.random() < 0.5:
        stop["transactionData"] = [values[-1], _value(begin + timedelta(minutes=249), register + 3, 0)]
    return [*messages, Message("StopTransaction", json.dumps(stop), number)]


def _value(at: datetime, register: int, watts: int) -> Payload:
    sampled = [{"value": str(register), "unit": "Wh"}, {"value": str(watts), "measurand": POWER, "unit": "W"}]
    return {"timestamp": text(at), "sampledValue": sampled}


def disordered(random: Random, messages: list[Message]) -> list[Message]:
    """Each message one to four times, in any order in which a charger can know the numbers that it says."""
    copies = [message for message in messages for _ in range(random.randint(1, 4))]
    random.shuffle(copies)
    started: set[int] = set()
    held: list[Message] = []
    schedule: list[Message] = []
    for message in copies:
        if message.after_start and message.number not in started:
            held.append(message)
            continue
        schedule.append(message)
        if message.action == "StartTransaction" and message.number not in started:
            started.add(message.number)
            schedule += [one for one in held if one.number == message.number]
            held = [one for one in held if one.number != message.number]
    return schedule


class Wire:
    """A charger that tells its story, over as many connections as it takes."""

    def __init__(self, database: Database, session: ChargerSession, monkeypatch: pytest.MonkeyPatch) -> None:
        self._database = database
        self.session = session
        self._next = ""
        monkeypatch.setattr(transactions, "_free_number", self._number)

    async def _number(self) -> str:
        return self._next

    async def tell(self, message: Message, offset: int) -> Payload:
        self._next = str(message.number + offset)
        payload = json.loads(message.payload)
        if payload.get("transactionId", -1) > 0:
            payload["transactionId"] += offset
        dispatched = DISPATCHER.dispatch(self.session, message.action, Raw(json.dumps(payload).encode()), NOW)
        reply = await dispatched.reply if inspect.isawaitable(dispatched.reply) else dispatched.reply
        results = await self._database.write(reply.facts)
        answer: Payload = json.loads(reply.settle(results) if reply.settle else reply.payload)
        return answer

    async def reconnect(self) -> None:
        old = self.session
        self.session = ChargerSession(old.charger_id, old.charge_point_id, epoch=old.epoch)
        for row in await sessions.without_stop(old.charger_id):
            self.session.remember(OpenTransaction.of(row))


async def told(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    identity: str,
    schedule: list[Message],
    offset: int,
    random: Random | None = None,
) -> list[Any]:
    """The end state, without what is ours alone: ids and the offset of the numbers."""
    wire = Wire(database, await database.session(identity), monkeypatch)
    answers: dict[int, set[int]] = {}
    for message in schedule:
        if random and random.random() < 0.2:
            await wire.reconnect()
        if random and random.random() < 0.3:
            await chores(database)
        answer = await wire.tell(message, offset)
        if message.action == "StartTransaction":
            answers.setdefault(message.number, set()).add(answer["transactionId"] - offset)
    assert answers == {number: {number} for number in (101, 102, 103)}, "a retry got another number"
    await chores(database)
    return [await _end(row, offset) for row in await _rows(wire.session)]


async def chores(database: Database) -> None:
    """What the server does now and then."""
    await Orphans(database.journal, lambda: NOW).join()
    await Reviews(database.journal, lambda: NOW).all()


async def _rows(session: ChargerSession) -> list[Transaction]:
    assert not await QuarantinedStop.filter(charger_id=session.charger_id, transaction_id=None).exists()
    return await Transaction.filter(charger_id=session.charger_id).order_by("started_at")


async def _end(row: Transaction, offset: int) -> Any:
    samples = await MeterValue.filter(transaction_id=row.id).values_list("occurred_at", "measurand", "value")
    return (
        int(row.ocpp_transaction_id or 0) - offset,
        row.state,
        sorted(row.flags),
        (row.meter_start, row.meter_stop, row.energy_wh),
        (row.started_at, row.stopped_at, row.stop_reason, row.stop_id_token),
        sorted(Counter(samples).items()),
    )


async def test_disorder_ends_as_order_does(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7, R8, R20, START-04, STOP-02, STOP-07, STOP-08, METER-12, METER-15, RPC-14: sent again and again, over many
    connections, stops before their starts, with -1 or after days: one transaction each, and the same one."""
    tags = ["ONE", "TWO", "THREE"]
    for tag in tags:
        await database.id_tag(tag)
    for seed in range(SCHEDULES):
        random = Random(seed)
        messages = story(random, tags)
        offset = 10_000 * (seed + 1)
        right = await told(database, monkeypatch, f"ORDER-{seed}", messages, offset)
        schedule = disordered(random, messages)
        found = await told(database, monkeypatch, f"CHAOS-{seed}", schedule, offset + 5_000, random)
        assert found == right, f"seed {seed}"
        assert [end[1] for end in right].count("completed") >= 1
    assert (await verify()).differences == []
    assert await QuarantinedStop.filter(transaction_id__isnull=False).exists(), "no stop ever came too early"
