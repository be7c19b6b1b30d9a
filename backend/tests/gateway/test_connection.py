"""csms.gateway.connection: order, answers after the commit, commands that never lie."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from csms.charging.commands import Outcome
from csms.errors import StorageUnavailable
from csms.gateway.backlog import BYTES, MESSAGES
from csms.store import sessions
from csms.store.facts import Fact
from csms.store.journal import RefusedData
from csms.store.models import Charger, ConfigurationKey, Message, Transaction
from tests.gateway.central import Central, ended, say
from tests.services.database import NOW, Database

START = {"connectorId": 1, "idTag": "TAG", "meterStart": 0, "timestamp": "2026-11-19T11:59:00Z"}


async def log(database: Database) -> list[Message]:
    return await Message.all().order_by("id")


async def test_it_is_ready_when_something_was_answered(database: Database) -> None:
    """RPC-13, BOOT-07: what waited for the charger comes after its boot, and once."""
    central, told = Central.on(database), list[UUID]()
    central.parts = replace(central.parts, ready=told.append)
    charger = await database.charger()
    connection, socket = await central.connect(charger)
    assert told == []
    for message_id in ("1", "2"):
        say(connection, 2, message_id, "Heartbeat", {})
        await socket.answer_to(message_id)
    assert told == [charger.id]


async def test_a_silent_charger_is_ready_after_a_while(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csms.gateway.connection.READY_PATIENCE", 0.0)
    central, told = Central.on(database), asyncio.Event()
    central.parts = replace(central.parts, ready=lambda charger_id: told.set())
    await central.connect(await database.charger())
    async with asyncio.timeout(10):
        await told.wait()


# -- what the charger sends --------------------------------------------------------------------------------------------


async def test_an_answer_leaves_after_both_frames_are_stored(database: Database) -> None:
    """RPC-18, GEN-06, R1: and both directions are in the log, in one commit."""
    connection, socket = await Central.on(database).connect(await database.charger())
    say(connection, 2, "id-1", "Heartbeat", {})
    assert socket.sent == []
    assert await socket.answer_to("id-1") == [3, "id-1", {"currentTime": "2026-11-19T12:00:00Z"}]
    seen = [(m.direction, m.type, m.message_id, m.action) for m in await log(database)]
    assert seen == [("in", "CALL", "id-1", "Heartbeat"), ("out", "CALLRESULT", "id-1", "Heartbeat")]


async def test_answers_leave_in_the_order_of_the_calls(database: Database) -> None:
    """RPC-08, Q14: also when one in the middle has to ask the database."""
    connection, socket = await Central.on(database).connect(await database.charger())
    for number, action in enumerate(("Heartbeat", "Authorize", "Heartbeat", "Authorize", "Heartbeat")):
        say(connection, 2, str(number), action, {"idTag": "X"} if action == "Authorize" else {})
    await socket.answer_to("4")
    assert [frame[1] for frame in socket.sent] == ["0", "1", "2", "3", "4"]


async def test_calls_that_come_before_the_claim_wait_for_it(database: Database) -> None:
    """R6: a charger that speaks at once is not refused."""
    central = Central.on(database)
    charger = await database.charger()
    first, second = await central.connect(charger), await central.connect(charger)
    assert first[1].closed == (1008, "a newer connection of this charger exists")
    say(second[0], 2, "1", "Heartbeat", {})
    await second[1].answer_to("1")
    await charger.refresh_from_db()
    assert charger.owner_epoch == 2


async def test_a_meter_value_waits_for_the_start_before_it(database: Database) -> None:
    """RPC-14"""
    connection, socket = await Central.on(database).connect(await database.charger())
    say(connection, 2, "1", "StartTransaction", START)
    values = [{"timestamp": "2026-11-19T11:59:30Z", "sampledValue": [{"value": "5"}]}]
    say(connection, 2, "2", "MeterValues", {"connectorId": 1, "meterValue": values})
    await socket.answer_to("2")
    ledger = [m.disposition for m in await log(database) if m.direction == "in"]
    assert ledger == ["applied", "applied"]
    assert (await Transaction.get()).state == "active"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"nonsense", None),
        (b"[]", None),
        (b'[9,"x"]', None),
        (b'[2,"x","Heartbeat"]', "FormationViolation"),
        (b'[2,"x","Nope",{}]', "NotImplemented"),
        (b'[2,"x","Reset",{"type":"Soft"}]', "NotSupported"),
        (b'[2,"x","StatusNotification",{"connectorId":1}]', "ProtocolError"),
        (b'[3,"x",{}]', None),
        (b'[4,"x","InternalError","",{}]', None),
    ],
)
async def test_what_is_broken_leaves_the_connection_answering(
    database: Database, text: bytes, code: str | None
) -> None:
    """GEN-06; 2.5: and is kept raw in the log."""
    connection, socket = await Central.on(database).connect(await database.charger())
    connection.text_received(text)
    say(connection, 2, "alive", "Heartbeat", {})
    await socket.answer_to("alive")
    refusals = [frame[2] for frame in socket.sent if frame[0] == 4]
    assert refusals == ([code] if code else [])
    assert text.decode() in [m.raw_text for m in await log(database)]


async def test_endless_nonsense_closes(database: Database) -> None:
    connection, socket = await Central.on(database).connect(await database.charger())
    for _ in range(16):
        connection.text_received(b"nonsense")
    assert socket.closed == (1002, "too many broken messages")


async def test_violations_are_recorded_with_the_frame(database: Database) -> None:
    """DEC-3"""
    connection, socket = await Central.on(database).connect(await database.charger())
    status = {"connectorId": 1, "status": "Available", "errorCode": "NoError", "info": "x" * 60}
    say(connection, 2, 7, "StatusNotification", status)
    assert await socket.answer_to(7) == [3, 7, {}]
    (heard, _) = await log(database)
    assert [v["rule"] for v in heard.violations] == ["message-id", "maxLength"]


async def test_strict_refuses_the_same(database: Database) -> None:
    """DEC-3"""
    connection, socket = await Central.on(database).connect(await database.charger(), strict=True)
    status = {"connectorId": 1, "status": "Available", "errorCode": "NoError", "info": "x" * 60}
    say(connection, 2, "7", "StatusNotification", status)
    assert (await socket.answer_to("7"))[:3] == [4, "7", "PropertyConstraintViolation"]


# -- when something of ours fails --------------------------------------------------------------------------------------


class Refusing:
    """The journal's writer, refusing what it is told to."""

    def __init__(self, writer: Any, refuse: Any) -> None:
        self._writer = writer
        self._refuse = refuse

    async def commit(self, group: Sequence[Sequence[Fact]]) -> Any:
        self._refuse(group)
        return await self._writer.commit(group)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)


def interfere(database: Database, refuse: Any) -> None:
    database.journal._writer = Refusing(database.journal._writer, refuse)


async def test_without_a_database_nothing_is_answered_and_the_socket_closes(database: Database) -> None:
    """RPC-17, RPC-18, R3: never a CALLERROR; the charger keeps its message."""
    connection, socket = await Central.on(database).connect(await database.charger())
    database.journal._patience = 0

    def away(group: object) -> None:
        raise StorageUnavailable("away")

    interfere(database, away)
    say(connection, 2, "1", "StartTransaction", START)
    await socket.until(lambda: socket.closed is not None)
    assert socket.closed == (1013, "try again later")
    assert socket.sent == []


async def test_billing_data_that_can_never_be_stored_is_kept_raw_and_answered(database: Database) -> None:
    """R20: quarantined, or the charger's queue would wait for ever."""
    connection, socket = await Central.on(database).connect(await database.charger())

    def refuse_meters(group: Sequence[Sequence[Fact]]) -> None:
        if any(type(fact).__name__ == "Metered" for facts in group for fact in facts):
            raise RefusedData("numeric field overflow")

    interfere(database, refuse_meters)
    values = [{"timestamp": "2026-11-19T11:59:30Z", "sampledValue": [{"value": "5"}]}]
    say(connection, 2, "1", "MeterValues", {"connectorId": 1, "meterValue": values})
    say(connection, 2, "2", "Heartbeat", {})
    assert await socket.answer_to("1") == [3, "1", {}]
    await socket.answer_to("2")
    assert [m.disposition for m in await log(database) if m.action == "MeterValues"] == ["quarantined", None]


async def test_other_messages_that_cannot_be_stored_get_an_error(database: Database) -> None:
    connection, socket = await Central.on(database).connect(await database.charger())

    def refuse_status(group: Sequence[Sequence[Fact]]) -> None:
        if any(type(fact).__name__ == "ConnectorReported" for facts in group for fact in facts):
            raise RefusedData("no")

    interfere(database, refuse_status)
    say(
        connection,
        2,
        "1",
        "StatusNotification",
        {"connectorId": 1, "status": "Available", "errorCode": "NoError"},
    )
    assert (await socket.answer_to("1"))[:3] == [4, "1", "InternalError"]


async def test_no_tag_is_accepted_because_of_a_fault(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AUTH-07: the charger goes by its offline rules."""
    connection, socket = await Central.on(database).connect(await database.charger())

    async def fail(folded: str) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(sessions, "token", fail)
    say(connection, 2, "1", "Authorize", {"idTag": "TAG"})
    assert (await socket.answer_to("1"))[:3] == [4, "1", "InternalError"]


async def test_a_handler_that_crashes(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """2.5, RPC-17: InternalError for a heartbeat; billing data is held, and kept where it can be answered."""
    central = Central.on(database)

    def crash(*_: object) -> None:
        raise ValueError("oops")

    monkeypatch.setattr(
        central.parts.dispatcher,
        "_handlers",
        dict.fromkeys(("Heartbeat", "StartTransaction", "StopTransaction"), crash),
    )
    connection, socket = await central.connect(await database.charger())
    say(connection, 2, "1", "Heartbeat", {})
    assert (await socket.answer_to("1"))[2] == "InternalError"
    stop = {"transactionId": 5, "meterStop": 1, "timestamp": "2026-11-19T11:59:00Z"}
    say(connection, 2, "stop", "StopTransaction", stop)
    assert await socket.answer_to("stop") == [3, "stop", {}]
    assert (await Message.get(action="StopTransaction", direction="in")).disposition == "quarantined"
    say(connection, 2, "2", "StartTransaction", START)
    assert socket.closed == (1013, "try again later")


async def test_a_flood_is_read_no_faster_than_it_is_stored(database: Database) -> None:
    """S19, R16: back-pressure, never a refusal."""
    connection, socket = await Central.on(database).connect(await database.charger())
    for number in range(MESSAGES + 5):
        say(connection, 2, str(number), "Heartbeat", {})
    assert socket.reading is False
    await socket.until(lambda: socket.reading)
    await socket.answer_to(str(MESSAGES + 4))
    assert len(socket.sent) == MESSAGES + 5


@pytest.mark.parametrize("kind", ["CALL", "an answer to nothing", "nonsense"])
async def test_long_messages_are_read_one_by_one(database: Database, kind: str) -> None:
    """S19, S11: what one charger can make us keep in memory is bounded, whatever it sends."""
    connection, socket = await Central.on(database).connect(await database.charger())
    long = "x" * BYTES
    text = {"CALL": [2, "1", "DataTransfer", {"vendorId": "x", "data": long}], "nonsense": {"a": long}}
    connection.text_received(json.dumps(text.get(kind, [3, "1", long])).encode())
    assert socket.reading is False
    await socket.until(lambda: socket.reading)


# -- what we send ------------------------------------------------------------------------------------------------------


async def test_a_command_and_its_answer(database: Database) -> None:
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    order = await central.order(connection, "Reset", {"type": "Soft"})
    (call,) = await socket.calls(1)
    assert call[2:] == ["Reset", {"type": "Soft"}]
    say(connection, 3, call[1], {"status": "Rejected"})
    command = await ended(order)
    assert (command.state, command.response, command.message_id) == (
        "answered",
        {"status": "Rejected"},
        call[1],
    )
    assert command.sent_at
    assert command.finished_at


async def test_one_call_at_a_time(database: Database) -> None:
    """RPC-06, Q38"""
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    orders = [await central.order(connection, "ClearCache", {}) for _ in range(3)]
    for n in range(3):
        calls = await socket.calls(n + 1)
        assert len(calls) == n + 1
        say(connection, 3, calls[n][1], {"status": "Accepted"})
    assert [(await ended(order)).state for order in orders] == ["answered"] * 3


async def test_ids_of_calls_never_repeat(database: Database) -> None:
    """RPC-05: not on another connection, nor in another process or after a restart, which know nothing of these."""
    charger, ids = await database.charger(), list[str]()
    for _ in range(2):
        central = Central.on(database)
        for _ in range(2):
            connection, socket = await central.connect(charger)
            for _ in range(2):
                order = await central.order(connection, "ClearCache", {})
                call = (await socket.calls(1))[-1]
                ids.append(call[1])
                say(connection, 3, call[1], {"status": "Accepted"})
                await ended(order)
                socket.sent.clear()
    assert len(set(ids)) == len(ids) == 8
    assert all(len(one) == 36 for one in ids)  # RPC-04


async def test_the_chargers_calls_are_answered_while_ours_is_open(database: Database) -> None:
    """RPC-07, Q13"""
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    order = await central.order(connection, "RemoteStartTransaction", {"idTag": "TAG"})
    (call,) = await socket.calls(1)
    say(connection, 2, "a", "Authorize", {"idTag": "TAG"})
    await socket.answer_to("a")
    say(connection, 3, call[1], {"status": "Accepted"})
    assert (await ended(order)).state == "answered"


@pytest.mark.parametrize(
    ("frame", "state", "error"),
    [
        (
            [4, "GenericError", "busy", {"a": 1}],
            "error",
            {"code": "GenericError", "description": "busy", "details": {"a": 1}},
        ),
        ([4, "Whatever", "", None], "error", {"code": "Whatever", "description": "", "details": {}}),
        ([3, {"status": 5}], "answered", None),
        ([3, None], "error", {"code": "InvalidResponse", "details": {}}),
        ([3, {}], "error", {"code": "InvalidResponse", "details": {}}),
        ([3, {"status": "Acc\u0000"}], "answered", None),
        ([3, {"status": "Acc\ud800"}], "answered", None),
        (
            [4, "GenericError", "", {"a": "\u0000"}],
            "error",
            {"code": "GenericError", "details": {"a": "\ufffd"}},
        ),
    ],
)
async def test_every_answer_ends_the_command(
    database: Database, frame: list[Any], state: str, error: dict[str, Any] | None
) -> None:
    """RPC-12, ERR-01, ERR-02"""
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    order = await central.order(connection, "ClearCache", {})
    (call,) = await socket.calls(1)
    say(connection, frame[0], call[1], *frame[1:])
    command = await ended(order)
    assert command.state == state
    if error:
        assert {**command.error, **error} == command.error
    else:
        assert command.error is None


async def test_a_command_that_is_not_answered_times_out_and_the_next_goes(database: Database) -> None:
    """RPC-09: a late answer is recorded with its command and matches no other."""
    central = Central.on(database, call_timeout=0.05)
    connection, socket = await central.connect(await database.charger())
    slow = await central.order(connection, "ClearCache", {})
    await socket.calls(1)
    connection._orders._call_timeout = 60
    next_one = await central.order(connection, "GetConfiguration", {"key": ["A"]})
    (first,) = (await socket.calls(1))[:1]
    assert (await ended(slow)).state == "timeout"
    (_, second) = (await socket.calls(2))[:2]
    say(connection, 3, first[1], {"status": "Accepted"})
    say(connection, 3, second[1], {"configurationKey": [{"key": "A", "readonly": False, "value": "1"}]})
    assert (await ended(next_one)).state == "answered"
    late = await ended(slow)
    assert (late.state, late.response) == ("answered", {"status": "Accepted"})
    assert (await ConfigurationKey.get()).value == "1"


async def test_an_answer_that_comes_during_an_outage(database: Database) -> None:
    """R3, R14: it is lost, so the connection ends and with it the command: nothing stays `sent` for ever."""
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    await central.order(connection, "ClearCache", {})
    (call,) = await socket.calls(1)
    database.journal._patience = 0

    def away(group: object) -> None:
        raise StorageUnavailable("away")

    interfere(database, away)
    say(connection, 3, call[1], {"status": "Accepted"})
    await socket.until(lambda: socket.closed is not None)
    assert socket.closed == (1013, "try again later")


async def test_a_key_that_is_read_out_is_kept_nowhere(database: Database) -> None:
    """CFG-05: not in the command, not in the log, not among the configuration keys."""
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    order = await central.order(connection, "GetConfiguration", {})
    (call,) = await socket.calls(1)
    keys = [
        {"key": "AuthorizationKey", "readonly": False, "value": "SECRET"},
        {"key": "A", "readonly": True, "value": "1"},
    ]
    say(connection, 3, call[1], {"configurationKey": keys})
    command = await ended(order)
    assert command.response["configurationKey"] == [{**keys[0], "value": "(hidden)"}, keys[1]]
    assert [key.key for key in await ConfigurationKey.all()] == ["A"]
    assert all("SECRET" not in message.raw_text for message in await log(database))


async def test_a_lost_connection_leaves_the_outcome_unknown(database: Database) -> None:
    """RPC-13, R14: what was queued never left; later commands find nobody."""
    central = Central.on(database)
    connection, socket = await central.connect(await database.charger())
    sent = await central.order(connection, "Reset", {"type": "Hard"})
    queued = await central.order(connection, "ClearCache", {})
    await socket.calls(1)
    socket.close(1006, "gone")
    assert [(await order).state for order in (sent, queued)] == ["unknown", "offline"]
    assert (await ended(sent)).state == "unknown"
    after = await central.order(connection, "ClearCache", {})
    assert await after == Outcome("offline")


async def test_an_authorization_key_is_in_no_log(database: Database) -> None:
    """SEC-11, SEC-08: the new key counts from its acceptance."""
    central = Central.on(database)
    charger = await database.charger(credential="old")
    connection, socket = await central.connect(charger)
    key = "0123456789abcdef" * 2
    request = {"key": "AuthorizationKey", "value": key}
    order = await central.order(connection, "ChangeConfiguration", request)
    (call,) = await socket.calls(1)
    assert call[3]["value"] == key
    await charger.refresh_from_db()
    assert (charger.credential, bool(charger.pending_credential)) == ("old", True)
    say(connection, 3, call[1], {"status": "Accepted"})
    await order
    await charger.refresh_from_db()
    assert await central.credentials.verify(charger.credential, key.encode())
    assert key not in " ".join([m.raw_text for m in await log(database)])
    assert await ConfigurationKey.all().count() == 0


# -- closing -----------------------------------------------------------------------------------------------------------


async def test_the_charger_is_offline_when_its_connection_is_gone(database: Database) -> None:
    central = Central.on(database)
    charger = await database.charger()
    _, socket = await central.connect(charger)
    await charger.refresh_from_db()
    assert charger.online
    socket.close(1006, "connection lost")
    await central.connections.settled()
    await charger.refresh_from_db()
    assert not charger.online


async def test_an_old_connection_that_ends_late_changes_nothing(database: Database) -> None:
    """CONN-08, S2"""
    central = Central.on(database)
    charger = await database.charger()
    old, old_socket = await central.connect(charger)
    old_socket.on_close = lambda code, reason: None
    await central.connect(charger)
    old.closed(1006, "at last")
    await central.connections.settled()
    await charger.refresh_from_db()
    assert (charger.online, len(central.connections)) == (True, 1)


async def test_the_other_process_has_it_now(database: Database) -> None:
    """R13"""
    central = Central.on(database)
    charger = await database.charger()
    _, socket = await central.connect(charger)
    await central.connections.superseded(f"{charger.id} 1".encode())
    assert socket.closed is None
    await central.connections.superseded(f"{charger.id} 2".encode())
    assert socket.closed == (1008, "a newer connection of this charger exists")


async def test_an_order_for_a_charger_that_is_elsewhere(database: Database) -> None:
    central = Central.on(database)
    charger: Charger = await database.charger()
    body = json.dumps(
        {"command_id": str(charger.id), "charger_id": str(charger.id), "action": "Reset", "request": {}}
    )
    assert json.loads(await central.connections.order(body.encode())) == {"state": "absent"}


async def test_who_was_taken_for_dead_lets_its_chargers_go(database: Database) -> None:
    """R13: under their old epoch nothing that they report would count."""
    central = Central.on(database)
    _, socket = await central.connect(await database.charger())
    central.connections.let_go()
    assert socket.closed == (1013, "try again later")
    assert len(central.connections) == 0


async def test_any_message_is_a_sign_of_life(database: Database) -> None:
    """LIVE-03: not only a CALL."""
    charger = await database.charger()
    connection, socket = await Central.on(database).connect(charger)
    await Charger.filter(id=charger.id).update(last_seen_at=None)
    connection.text_received(b'[3,"nobody",{}]')
    say(connection, 2, "1", "Heartbeat", {})
    await socket.answer_to("1")
    await charger.refresh_from_db()
    assert charger.last_seen_at == NOW
