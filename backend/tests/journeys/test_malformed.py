"""Every kind of malformed frame over a real socket, down to the database: answered as the table says, and a
following Heartbeat is answered too (ocpp16 2.5, S13, S14)."""

import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest

from tests.journeys.charger import RawCharger, connected, raw
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

FORMATION = "FormationViolation"
BOOT = {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"}
DEEP = "[" * 100_000
DIGITS = "1" * 5_000
NOTHING: tuple[Any, ...] = ()


class Row(NamedTuple):
    """answer: () = none, (id,) = CALLRESULT, (id, code) = CALLERROR."""

    name: str
    text: str
    answer: tuple[Any, ...]


def status(info: str, connector: str = "1") -> str:
    return (
        f'[2,"x","StatusNotification",{{"connectorId":{connector},"errorCode":"NoError",'
        f'"status":"Faulted","info":{info}}}]'
    )


def start(fields: str) -> str:
    return (
        '[2,"x","StartTransaction",{"connectorId":1,"meterStart":0,'
        f'"timestamp":"2025-06-01T10:00:00Z",{fields}}}]'
    )


def meter(value: str, more: str = "") -> str:
    return (
        '[2,"x","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2025-06-01T10:00:00Z",'
        f'"sampledValue":[{{"value":{value}{more}}}]}}]}}]'
    )


def stop(fields: str) -> str:
    return '[2,"x","StopTransaction",{"meterStop":1,"timestamp":"2025-06-01T10:00:00Z",' + fields + "}]"


ROWS = (
    Row("empty", "", NOTHING),
    Row("text", "hello", NOTHING),
    Row("a single bracket", "[", NOTHING),
    Row("cut off within the payload", '[2,"x","Heartbeat",{"a":', ("x", FORMATION)),
    Row("text behind", '[2,"x","Heartbeat",{}]]', ("x", FORMATION)),
    Row("byte order mark", '\ufeff[2,"x","Heartbeat",{}]', ("x", FORMATION)),
    Row("object", '{"a":1}', NOTHING),
    Row("empty array", "[]", NOTHING),
    Row("type as string", '["2","x","Heartbeat",{}]', NOTHING),
    Row("type as float", '[2.0,"x","Heartbeat",{}]', NOTHING),
    Row("type as boolean", '[true,"x","Heartbeat",{}]', NOTHING),
    Row("unknown message type", '[5,"x",{}]', NOTHING),
    Row("type only", "[2]", NOTHING),
    Row("type and id", '[2,"x"]', ("x", FORMATION)),
    Row("type, id, action", '[2,"x","Heartbeat"]', ("x", FORMATION)),
    Row("five elements", '[2,"x","Heartbeat",{},{}]', ("x", FORMATION)),
    Row("id as number", '[2,17,"Heartbeat",{}]', (17,)),
    Row("id as fraction", '[2,1.5,"Heartbeat",{}]', ("1.5", FORMATION)),
    Row("id as object", '[2,{"a":1},"Heartbeat",{}]', NOTHING),
    Row("id empty", '[2,"","Heartbeat",{}]', ("",)),
    Row("id of 37", f'[2,"{"a" * 37}","Heartbeat",{{}}]', ("a" * 37,)),
    Row("id of 10 000", f'[2,"{"a" * 10_000}","Heartbeat",{{}}]', ("a" * 10_000, FORMATION)),
    Row("id with NUL", '[2,"\\u0000","Heartbeat",{}]', NOTHING),
    Row("id with half a character", '[2,"\\ud800","Heartbeat",{}]', NOTHING),
    Row("unknown action", '[2,"x","MakeCoffee",{}]', ("x", "NotImplemented")),
    Row("action in another case", '[2,"x","heartbeat",{}]', ("x", "NotImplemented")),
    Row("action with a suffix", '[2,"x","Heartbeat.req",{}]', ("x", "NotImplemented")),
    Row("action the other way", '[2,"x","Reset",{"type":"Hard"}]', ("x", "NotSupported")),
    Row("action as list", '[2,"x",["Heartbeat"],{}]', ("x", FORMATION)),
    Row("action as object", '[2,"x",{},{}]', ("x", FORMATION)),
    Row("action with NUL", '[2,"x","Heart\\u0000beat",{}]', ("x", FORMATION)),
    Row("payload array", '[2,"x","Heartbeat",[]]', ("x", FORMATION)),
    Row("payload string", '[2,"x","Heartbeat","{}"]', ("x", FORMATION)),
    Row("payload null", '[2,"x","Heartbeat",null]', ("x",)),
    Row("field missing", '[2,"x","BootNotification",{"chargePointVendor":"V"}]', ("x", "ProtocolError")),
    Row("key twice", status('"a","info":"b"'), ("x", FORMATION)),
    Row("NaN", status("NaN"), ("x", FORMATION)),
    Row("1e400", status('"a"', connector="1e400"), ("x", "PropertyConstraintViolation")),
    Row("integer of 5000 digits", status('"a"', connector=DIGITS), ("x", "PropertyConstraintViolation")),
    Row("integer beyond 32 bits", status('"a"', connector="4294967296"), ("x",)),
    Row("nested 100 000 deep", f'[2,"x","Heartbeat",{DEEP}', ("x", FORMATION)),
    Row("nothing but brackets", DEEP, NOTHING),
    Row("deep in an extra field", f'[2,"x","Heartbeat",{{"a":{DEEP}{"]" * 100_000}}}]', ("x", FORMATION)),
    Row("result of an unknown call", '[3,"x",{}]', NOTHING),
    Row("result without payload", '[3,"x"]', NOTHING),
    Row("error to an unknown call", '[4,"x","GenericError","",{}]', NOTHING),
    Row("error with too much", '[4,"x","GenericError","",{},1]', NOTHING),
    # What reaches the database
    Row("NUL in a string", status('"a\\u0000b"'), ("x",)),
    Row("half a character", status('"\\ud800"'), ("x",)),
    Row("text of 100 000 characters", status(json.dumps("ä" * 100_000)), ("x",)),
    Row("NUL in a tag", start('"idTag":"A\\u0000B"'), ("x",)),
    Row("half a character in a tag", start('"idTag":"\\udfff"'), ("x",)),
    Row("tag of 10 000 characters", start(f'"idTag":"{"T" * 10_000}"'), ("x",)),
    Row("start with huge numbers", start(f'"idTag":"A","reservationId":{DIGITS}'), ("x",)),
    Row("start in the year 9999", start('"idTag":"Y","timestamp":"9999-12-31T23:59:59.999Z"'), ("x",)),
    Row("meter value of no number", meter('"kaputt"'), ("x",)),
    Row("meter value with NUL", meter('"1\\u0000"'), ("x",)),
    Row("meter value of 5000 digits", meter(f'"{DIGITS}"'), ("x",)),
    Row("meter value 1e400", meter('"1e400"'), ("x",)),
    Row("meter value as number", meter("1e400"), ("x",)),
    Row("meter value with an odd unit", meter('"1"', ',"unit":"\\u0000\\ud800"'), ("x",)),
    Row("stop of transaction -1", stop('"transactionId":-1'), ("x",)),
    Row("stop of Alfen's number", stop('"transactionId":9223372036854775807'), ("x",)),
    Row("stop of a number of 30 digits", stop(f'"transactionId":{"9" * 30}'), ("x",)),
    Row("stop of no number at all", stop(f'"transactionId":{DIGITS}'), ("x", "PropertyConstraintViolation")),
    Row("stop with NUL in its tag", stop('"transactionId":5,"idTag":"\\u0000"'), ("x",)),
    Row("transfer with NUL", '[2,"x","DataTransfer",{"vendorId":"\\u0000","data":"\\u0000"}]', ("x",)),
    Row(
        "boot with NUL everywhere",
        '[2,"x","BootNotification",{"chargePointVendor":"A\\u0000","chargePointModel":"\\ud800"}]',
        ("x",),
    ),
    Row("tag that does not exist, with NUL", '[2,"x","Authorize",{"idTag":"\\u0000"}]', ("x",)),
)


@pytest.fixture
async def charge_point(server: RunningServer, operator: Operator) -> AsyncIterator[RawCharger]:
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        assert (await charge_point.call("BootNotification", BOOT))[2]["status"] == "Accepted"
        yield charge_point


async def assert_still_answers(charge_point: RawCharger) -> None:
    """Whatever came before its answer was none."""
    answer = await charge_point.call("Heartbeat", {}, "heartbeat")
    assert answer[0] == 3


async def test_each_kind(server: RunningServer, operator: Operator) -> None:
    """RPC-01, RPC-02, RPC-03, RPC-04, RPC-10, RPC-11, ERR-01, ERR-02, DEC-6: each is followed by one that is right, for
    16 broken ones in a row would end the connection."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        await charge_point.call("BootNotification", BOOT)
        for row in ROWS:
            await charge_point.socket.send(row.text)
            if row.answer:
                _assert_answer(row, await charge_point.receive())
            await assert_still_answers(charge_point)
    log = await operator.messages(charger, limit=200)
    unanswered = [m for m in log if m["type"] == "INVALID"]
    assert unanswered
    assert all(m["violations"] for m in unanswered)


def _assert_answer(row: Row, frame: list[Any]) -> None:
    assert frame[0] == (3 if len(row.answer) == 1 else 4), f"{row.name}: {frame}"
    assert frame[1] == row.answer[0], row.name
    assert type(frame[1]) is type(row.answer[0]), row.name
    if len(row.answer) > 1:
        assert (frame[2], frame[4]) == (row.answer[1], {}), row.name
        assert len(frame) == 5, row.name
        assert len(frame[3]) <= 255, row.name


def test_names_are_unique() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


async def test_what_was_stored_is_shown(server: RunningServer, operator: Operator) -> None:
    """GEN-06, S14: the same on both databases: kept as it came, flagged, and readable."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        await charge_point.socket.send(status('"a\\u0000b"'))
        await charge_point.receive()
    (message,) = await operator.messages(charger, action="StatusNotification", direction="in")
    assert "a\\u0000b" in message["raw"]
    assert [violation["rule"] for violation in message["violations"]] == ["characters"]
    seen = await operator.get(f"/chargers/{charger['id']}")
    assert seen["connectors"][0]["info"] == "a\ufffdb"


async def test_an_id_that_is_still_in_progress(charge_point: RawCharger) -> None:
    """J 4.2.3: the second is refused, the first is unaffected."""
    frame = json.dumps([2, "same", "Authorize", {"idTag": "X"}]).encode()
    for _ in range(2):
        charge_point.socket.protocol.send_text(frame)
    both = b"".join(
        charge_point.socket.protocol.data_to_send()
    )  # in one packet: else the first is answered by then
    charge_point.socket.transport.write(both)
    kinds = sorted([(await charge_point.receive())[0], (await charge_point.receive())[0]])
    assert kinds == [3, 4]
    await assert_still_answers(charge_point)


async def test_answers_keep_the_order_of_calls(charge_point: RawCharger) -> None:
    """RPC-08, Q14: many at once, none dropped."""
    ids = [f"m{n}" for n in range(300)]
    for number, message_id in enumerate(ids):
        await charge_point.send(
            2, message_id, *(("Heartbeat", {}) if number % 3 else ("Authorize", {"idTag": "X"}))
        )
    assert [(await charge_point.receive())[:2] for _ in ids] == [[3, message_id] for message_id in ids]


@pytest.mark.parametrize(
    ("message", "code"),
    [(b'[2,"x","Heartbeat",{}]', 1003), ("[" + " " * (1024 * 1024) + "]", 1009)],
    ids=["binary", "oversize"],
)
async def test_frames_that_end_the_connection(
    charge_point: RawCharger, message: str | bytes, code: int
) -> None:
    """CONN-07, DEC-11."""
    await charge_point.socket.send(message)
    assert await charge_point.closed() == code


async def test_text_that_is_not_utf8(charge_point: RawCharger) -> None:
    """CONN-07."""
    async with charge_point.socket.send_context():
        charge_point.socket.protocol.send_text(b'[2,"x","Heartbeat",{"a":"\xff"}]')
    assert await charge_point.closed() == 1007


async def test_the_longest_message(charge_point: RawCharger) -> None:
    """DEC-11: a StopTransaction of almost 1 MiB is taken, stored and acknowledged."""
    sample = {"value": "1", "measurand": "Energy.Active.Import.Register", "unit": "Wh"}
    values = [
        {"timestamp": f"2025-06-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z", "sampledValue": [sample]}
        for n in range(7_800)
    ]
    payload = {
        "transactionId": 5,
        "meterStop": 1,
        "timestamp": "2025-06-01T10:00:00Z",
        "transactionData": values,
    }
    answer = await charge_point.call("StopTransaction", payload)
    assert answer[0] == 3
    await assert_still_answers(charge_point)


async def test_nonsense_without_end(charge_point: RawCharger) -> None:
    """2.5: after too many in a row the connection is closed, with 1002."""
    for _ in range(16):
        await charge_point.socket.send("nonsense")
    assert await charge_point.closed() == 1002


async def test_others_do_not_notice(
    server: RunningServer, operator: Operator, charge_point: RawCharger
) -> None:
    """S13: one hostile socket, and another charger is answered meanwhile."""
    other = await operator.new_charger()
    async with connected(server, other):
        for row in ROWS:
            await charge_point.socket.send(row.text)
        assert (await operator.command(other, "ClearCache", {}))["state"] == "answered"
