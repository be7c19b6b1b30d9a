"""What real chargers send that no specification foresees: each is answered, kept, and shown with what was wrong.

One test for each row; after each the same connection still answers a heartbeat.
"""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import CloseCode, Frame, Opcode

from tests.journeys.charger import RawCharger, dial, raw
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

BOOT = {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"}
Payload = dict[str, Any]


def moment(seconds: float = 0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def start(tag: str, **more: Any) -> Payload:
    return {"connectorId": 1, "idTag": tag, "meterStart": 1000, "timestamp": moment(-60)} | more


def stop(number: int, **more: Any) -> Payload:
    return {"transactionId": number, "meterStop": 3500, "timestamp": moment()} | more


def sample(value: str = "1500", **more: Any) -> Payload:
    return {"timestamp": moment(), "sampledValue": [{"value": value, **more}]}


@pytest.fixture
async def charger(operator: Operator) -> Payload:
    return await operator.new_charger()


@pytest.fixture
async def tag(operator: Operator) -> str:
    return await operator.new_id_tag()


@pytest.fixture
async def wire(server: RunningServer, charger: Payload) -> AsyncIterator[RawCharger]:
    """The charger's connection; at the end of the test it still works."""
    async with raw(server, charger) as charge_point:
        yield charge_point
        assert (await charge_point.call("Heartbeat", {}))[0] == 3


async def answered(wire: RawCharger, action: str, payload: Any, message_id: str | None = None) -> Payload:
    """The payload of the CALLRESULT that must come."""
    frame = await wire.call(action, payload, message_id)
    assert frame[0] == 3, frame
    return frame[2]  # type: ignore[no-any-return] # a frame holds anything


async def rules(operator: Operator, charger: Payload) -> dict[str, str]:
    """What the charger broke: place -> rule."""
    found = await operator.items(f"/chargers/{charger['id']}/violations")
    return {violation["path"]: violation["rule"] for violation in found}


async def transaction(operator: Operator, charger: Payload, number: int) -> Payload:
    found = await operator.items("/transactions", charger_id=charger["id"], search=number)
    return next(one for one in found if one["transaction_id"] == number)


async def connector(operator: Operator, charger: Payload) -> Payload:
    shown = await operator.get(f"/chargers/{charger['id']}")
    return next(one for one in shown["connectors"] if one["connector_id"] == 1)


@asynccontextmanager
async def handshake(server: RunningServer, path: str, **headers: str) -> AsyncIterator[Any]:
    """An upgrade with exactly these headers, and no subprotocol unless one is among them."""
    async with connect(
        f"ws://127.0.0.1:{server.port}{path}",
        additional_headers=headers,
        compression=None,
        ping_interval=None,
        proxy=None,
    ) as socket:
        yield socket


def basic(user: str, password: bytes | str) -> str:
    secret = password if isinstance(password, bytes) else password.encode()
    return "Basic " + base64.b64encode(user.encode() + b":" + secret).decode()


# A. The door


async def test_q01_no_subprotocol_header(server: RunningServer, operator: Operator, charger: Payload) -> None:
    """Q1, DEC-1: refused with the reason, unless it is known to be like that."""
    identity = charger["charge_point_id"]
    headers = {"Authorization": basic(identity, bytes.fromhex(charger["password"]))}
    with pytest.raises(InvalidStatus) as refused:
        async with handshake(server, f"/ocpp/{identity}", **headers):
            pass
    assert refused.value.response.status_code == HTTPStatus.BAD_REQUEST
    assert b"ocpp1.6" in (refused.value.response.body or b"")
    await operator.put(f"/chargers/{charger['id']}", {"assume_protocol": "ocpp1.6"})
    async with handshake(server, f"/ocpp/{identity}", **headers) as socket:
        assert socket.subprotocol is None
        assert (await RawCharger(socket).call("Heartbeat", {}))[0] == 3


async def test_q02_several_subprotocols(server: RunningServer, charger: Payload) -> None:
    """Q2: the one that we speak, and no other."""
    offered = ("ocpp1.5", "ocpp1.6", "ocpp2.0.1")
    async with dial(server, charger["charge_point_id"], charger["password"], subprotocols=offered) as socket:
        assert socket.subprotocol == "ocpp1.6"


async def test_q03_a_percent_encoded_identity(server: RunningServer, operator: Operator) -> None:
    """Q3, CONN-02: the path is encoded, the user of the password is not."""
    charger = await operator.new_charger(charge_point_id=f"RDAM 123|{moment()}")
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        assert (await RawCharger(socket).call("Heartbeat", {}))[0] == 3


async def test_q04_a_trailing_slash(server: RunningServer, charger: Payload) -> None:
    """Q4: tolerated; who comes by an address with the identity twice is told the right one."""
    identity = charger["charge_point_id"]
    async with dial(server, identity, charger["password"], path=f"{identity}/") as socket:
        assert (await RawCharger(socket).call("Heartbeat", {}))[0] == 3
    with pytest.raises(InvalidStatus) as refused:
        await dial(server, identity, charger["password"], path=f"{identity}/{identity}")
    assert refused.value.response.status_code == HTTPStatus.NOT_FOUND
    assert b"/ocpp/" in (refused.value.response.body or b"")


def mute(socket: ClientConnection) -> None:
    """From now on it sends no Pong."""
    send = socket.protocol.send_frame

    def all_but_pongs(frame: Frame) -> None:
        if frame.opcode is not Opcode.PONG:
            send(frame)

    socket.protocol.send_frame = all_but_pongs  # type: ignore[method-assign] # of this one socket alone


@asynccontextmanager
async def silent(server: RunningServer, charger: Payload) -> AsyncIterator[RawCharger]:
    """A charger that answers no ping."""
    async with raw(server, charger) as wire:
        mute(wire.socket)
        yield wire


async def test_q05_pings_are_never_answered(tmp_path: Path) -> None:
    """Q5: such a charger is dropped like one that is dead, until the operator says that it is not to be pinged."""
    with RunningServer(tmp_path, OCPP_PING_INTERVAL="0.1", OCPP_PING_TIMEOUT="0.2") as server:
        async with server.operator() as operator:
            deaf, quiet = await operator.new_charger(), await operator.new_charger()
            await operator.put(f"/chargers/{deaf['id']}", {"ping_interval": 0})
            async with silent(server, deaf) as kept, silent(server, quiet) as dropped:
                assert await dropped.closed() == CloseCode.ABNORMAL_CLOSURE
                assert (await kept.call("Heartbeat", {}))[0] == 3
        server.stop()


async def test_q07_no_compression_is_negotiated(server: RunningServer, charger: Payload) -> None:
    """Q7, CONN-06: offered or not."""
    identity = charger["charge_point_id"]
    headers = {
        "Authorization": basic(identity, bytes.fromhex(charger["password"])),
        "Sec-WebSocket-Extensions": "permessage-deflate",
        "Sec-WebSocket-Protocol": "ocpp1.6",
    }
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    lines = [f"{name}: {value}" for name, value in headers.items()]
    request = [f"GET /ocpp/{identity} HTTP/1.1", "Host: csms", "Upgrade: websocket", "Connection: Upgrade"]
    key = ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"]
    writer.write("\r\n".join([*request, *key, *lines, "", ""]).encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in answer
    assert b"permessage-deflate" not in answer
    writer.write(b"\xc1\x80\x00\x00\x00\x00")  # a compressed frame all the same
    assert (await reader.read())[:1] == b"\x88"  # ends this connection, and nothing else
    writer.close()


async def test_q08_all_reconnect_at_once(server: RunningServer, operator: Operator) -> None:
    """Q8"""
    chargers = [await operator.new_charger() for _ in range(30)]

    async def come(charger: Payload) -> list[Any]:
        async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
            return await RawCharger(socket).call("BootNotification", BOOT)

    answers = await asyncio.gather(*map(come, chargers))
    assert [answer[2]["status"] for answer in answers] == ["Accepted"] * len(chargers)


def known_by(server: RunningServer, identity: str, authorization: str) -> Any:
    """A WebSocket with exactly this Authorization."""
    return connect(
        server.ocpp_url(identity),
        subprotocols=["ocpp1.6"],  # type: ignore[list-item] # plain strings will do
        additional_headers={"Authorization": authorization},
        proxy=None,
    )


@pytest.mark.parametrize("form", ["bytes", "hexadecimal", "HEXADECIMAL"])
async def test_q09_forms_of_the_password(server: RunningServer, charger: Payload, form: str) -> None:
    """Q9, SEC-06, DEC-8"""
    identity, key = charger["charge_point_id"], charger["password"]
    secret = {"bytes": bytes.fromhex(key), "hexadecimal": key.lower(), "HEXADECIMAL": key.upper()}[form]
    async with known_by(server, identity, basic(identity, secret)) as socket:
        assert (await RawCharger(socket).call("Heartbeat", {}))[0] == 3


@pytest.mark.parametrize("wrong", ["shorter", "longer", "cut", "another user"])
async def test_q09_passwords_that_are_none(server: RunningServer, charger: Payload, wrong: str) -> None:
    """Q9, SEC-10: of another length, or under another name than the identity."""
    identity, key = charger["charge_point_id"], bytes.fromhex(charger["password"])
    authorization = {
        "shorter": basic(identity, key[:-1]),
        "longer": basic(identity, key + b"\0"),
        "cut": basic(identity, key.hex()[:-1]),
        "another user": basic(f"{identity}0", key),
    }[wrong]
    with pytest.raises(InvalidStatus) as refused:
        async with known_by(server, identity, authorization):
            pass
    assert refused.value.response.status_code == HTTPStatus.UNAUTHORIZED


# B. Boot and order


async def test_what_no_schema_forbids_is_recorded(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """STAT-02, GEN-07, DEC-3: answered like any other, and on the scorecard."""
    status = {"connectorId": 0, "errorCode": "NoError", "status": "Charging"}
    assert await answered(wire, "StatusNotification", status) == {}
    assert (await answered(wire, "StartTransaction", start(tag, connectorId=0)))["transactionId"] > 0
    assert await rules(operator, charger) == {"status": "section", "connectorId": "section"}


async def test_q10_a_status_before_any_boot(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q10, CONN-09"""
    status = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
    assert await answered(wire, "StatusNotification", status) == {}
    assert (await connector(operator, charger))["status"] == "Available"


async def test_q11_the_same_boot_again_and_again(wire: RawCharger) -> None:
    """Q11, BOOT-09: with one message id for ever."""
    answers = [await answered(wire, "BootNotification", BOOT, "1") for _ in range(3)]
    (same,) = {(answer["status"], answer["interval"]) for answer in answers}
    assert same[0] == "Accepted"


async def test_q12_an_over_long_serial_number(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q12: kept whole; empty texts are as good as none."""
    boot = {**BOOT, "chargePointSerialNumber": "S" * 40, "iccid": "", "imsi": "", "meterSerialNumber": ""}
    assert (await answered(wire, "BootNotification", boot))["status"] == "Accepted"
    assert (await operator.get(f"/chargers/{charger['id']}"))["serial_number"] == "S" * 40
    assert await rules(operator, charger) == {"chargePointSerialNumber": "maxLength"}


async def test_q13_requests_that_cross(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q13, RPC-07: the charger authorizes before it answers."""
    request = {"idTag": tag, "connectorId": 1}
    command = asyncio.create_task(operator.command(charger, "RemoteStartTransaction", request))
    _, message_id, action, _ = await wire.receive()
    assert action == "RemoteStartTransaction"
    assert (await answered(wire, "Authorize", {"idTag": tag}))["idTagInfo"]["status"] == "Accepted"
    await wire.send(3, message_id, {"status": "Accepted"})
    assert (await command)["state"] == "answered"


async def test_q14_several_without_waiting(wire: RawCharger) -> None:
    """Q14, RPC-08"""
    for number in range(20):
        await wire.send(2, str(number), "Heartbeat", {})
    assert [(await wire.receive())[1] for _ in range(20)] == [str(number) for number in range(20)]


# C. JSON


async def test_q15_unknown_words(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q15, DEC-3: read as what is meant where that is known."""
    status = {"connectorId": 1, "errorCode": "Error", "status": "charging"}
    assert await answered(wire, "StatusNotification", status) == {}
    values = {"connectorId": 1, "meterValue": [sample("50", measurand="Frequency", unit="Hz")]}
    assert await answered(wire, "MeterValues", values) == {}
    shown = await connector(operator, charger)
    assert (shown["status"], shown["error_code"]) == ("Charging", "OtherError")
    assert set((await rules(operator, charger)).values()) == {"enum"}


async def test_q16_texts_that_are_too_long(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q16: kept whole, and said so."""
    status = {"connectorId": 1, "errorCode": "NoError", "status": "Available", "info": "i" * 120}
    assert await answered(wire, "StatusNotification", status) == {}
    assert (await connector(operator, charger))["info"] == "i" * 120
    assert await rules(operator, charger) == {"info": "maxLength"}


async def test_q17_extra_fields(wire: RawCharger, operator: Operator, charger: Payload, tag: str) -> None:
    """Q17"""
    answer = await answered(wire, "Authorize", {"idTag": tag, "connectorId": 1})
    assert answer["idTagInfo"]["status"] == "Accepted"
    assert await rules(operator, charger) == {"connectorId": "extra"}


async def test_q18_null_as_text_and_pretty_json(
    wire: RawCharger, operator: Operator, charger: Payload
) -> None:
    """Q18: blanks mean nothing."""
    payload = {
        "connectorId": 1,
        "errorCode": "NoError",
        "status": "Available",
        "info": "null",
        "vendorErrorCode": "",
    }
    await wire.socket.send(json.dumps([2, "1", "StatusNotification", payload], indent=4))
    assert (await wire.receive())[:2] == [3, "1"]
    shown = await connector(operator, charger)
    assert (shown["status"], shown["info"]) == ("Available", None)


async def test_q19_an_id_tag_with_control_characters(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q19: the stop counts, whatever its tag looks like."""
    number = (await answered(wire, "StartTransaction", start(tag)))["transactionId"]
    odd = tag + "\x10\x0e" + "0" * 20
    assert (await answered(wire, "StopTransaction", stop(number, idTag=odd)))["idTagInfo"][
        "status"
    ] == "Invalid"
    assert (await transaction(operator, charger, number))["energy_wh"] == 2500


@pytest.mark.parametrize("message_id", ["1", 4711, "x" * 200, ""], ids=["counter", "number", "long", "empty"])
async def test_q20_message_ids(wire: RawCharger, message_id: Any) -> None:
    """Q20, RPC-04: echoed as they came, and used again."""
    for _ in range(2):
        await wire.send(2, message_id, "Heartbeat", {})
        assert (await wire.receive())[:2] == [3, message_id]


async def test_q21_an_error_with_the_whole_request(
    wire: RawCharger, operator: Operator, charger: Payload
) -> None:
    """Q21, ERR-02"""
    command = asyncio.create_task(operator.command(charger, "ClearCache", {}))
    _, message_id, _, _ = await wire.receive()
    await wire.send(4, message_id, "NotSupported", "line\n" * 3000)
    ended = await command
    assert (ended["state"], ended["error"]["code"]) == ("error", "NotSupported")
    assert len(ended["error"]["description"]) <= 4000


async def test_q22_a_status_without_time(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q22, STAT-05: JSON of the vendor inside of info is text."""
    status = {"connectorId": 1, "errorCode": "NoError", "status": "Available", "info": '{"rssi":-71}'}
    assert await answered(wire, "StatusNotification", status) == {}
    shown = await connector(operator, charger)
    assert (shown["info"], shown["status"]) == ('{"rssi":-71}', "Available")
    assert shown["updated_at"] is not None


# D. Time


async def test_q23_an_offset_and_a_clock_ahead(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q23, GEN-01: our own times end with Z and have no fraction."""
    ahead = (datetime.now(UTC) + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02:00")
    number = (await answered(wire, "StartTransaction", start(tag, timestamp=ahead)))["transactionId"]
    started = datetime.fromisoformat((await transaction(operator, charger, number))["started_at"])
    assert abs(started - datetime.now(UTC)) < timedelta(minutes=1)
    now = (await answered(wire, "Heartbeat", {}))["currentTime"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now)


async def test_q24_before_the_clock_is_set(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q24, START-09: our own time stands in, and it is said so."""
    early = start(tag, timestamp="1970-01-01T00:00:12Z")
    number = (await answered(wire, "StartTransaction", early))["transactionId"]
    record = await transaction(operator, charger, number)
    assert record["started_at"] > "2026"
    assert "implausible_time" in [flag["code"] for flag in record["flags"]]


async def test_q25_a_start_in_the_future(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q25, START-09"""
    late = start(tag, timestamp=moment(86400))
    number = (await answered(wire, "StartTransaction", late))["transactionId"]
    record = await transaction(operator, charger, number)
    assert "implausible_time" in [flag["code"] for flag in record["flags"]]


# E. Transactions and meters


@pytest.mark.parametrize("number", [-1, 0, 9223372036854775807])
async def test_q26_q27_the_charger_never_got_a_number(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str, number: int
) -> None:
    """Q26, Q27, STOP-02: the only open transaction is meant."""
    real = (await answered(wire, "StartTransaction", start(tag)))["transactionId"]
    values = {"connectorId": 1, "transactionId": number, "meterValue": [sample()]}
    assert await answered(wire, "MeterValues", values) == {}
    await answered(wire, "StopTransaction", stop(number))
    assert (await transaction(operator, charger, real))["energy_wh"] == 2500


async def test_q28_a_start_sent_twice(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q28, START-04: also after it was stopped, and with another message id."""
    request = start(tag)
    first = (await answered(wire, "StartTransaction", request))["transactionId"]
    assert (await answered(wire, "StartTransaction", request))["transactionId"] == first
    await answered(wire, "StopTransaction", stop(first))
    assert (await answered(wire, "StartTransaction", request))["transactionId"] == first
    assert len(await operator.items("/transactions", charger_id=charger["id"])) == 1


@pytest.mark.parametrize("given", [{"transactionId": 12345}, {}], ids=["another", "none"])
async def test_q29_samples_with_another_number(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str, given: Payload
) -> None:
    """Q29, METER-12: they belong to the one that runs there."""
    number = (await answered(wire, "StartTransaction", start(tag)))["transactionId"]
    values = {"connectorId": 1, "meterValue": [sample("2000")], **given}
    assert await answered(wire, "MeterValues", values) == {}
    record = await transaction(operator, charger, number)
    samples = await operator.items(f"/transactions/{record['id']}/meter-values")
    assert [float(one["value"]) for one in samples] == [2000]


async def test_q30_samples_after_the_stop(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q30: they are of the transaction, and do not revive it."""
    number = (await answered(wire, "StartTransaction", start(tag)))["transactionId"]
    await answered(wire, "StopTransaction", stop(number))
    late = {
        "connectorId": 1,
        "transactionId": number,
        "meterValue": [sample("3500", context="Transaction.End")],
    }
    assert await answered(wire, "MeterValues", late) == {}
    record = await transaction(operator, charger, number)
    assert (record["state"], record["energy_wh"]) == ("completed", 2500)
    assert len(await operator.items(f"/transactions/{record['id']}/meter-values")) == 1


async def test_q31_units_and_phases(wire: RawCharger, operator: Operator, charger: Payload, tag: str) -> None:
    """Q31, METER-02, METER-10: kWh are Wh, phases make a total."""
    await answered(wire, "StartTransaction", start(tag))
    phases = [
        {"value": str(1000 + n), "measurand": "Power.Active.Import", "phase": f"L{n}", "unit": "W"}
        for n in (1, 2, 3)
    ]
    register = {"value": "1.75", "measurand": "Energy.Active.Import.Register", "unit": "kWh"}
    values = {
        "connectorId": 1,
        "meterValue": [{"timestamp": moment(), "sampledValue": [register, *phases]}],
    }
    assert await answered(wire, "MeterValues", values) == {}

    def metered(shown: Payload) -> bool:
        outlet = next(one for one in shown["connectors"] if one["connector_id"] == 1)
        return (outlet["power_w"], outlet["energy_wh"]) == (3006, 750)

    await operator.eventually(f"/chargers/{charger['id']}", metered)


@pytest.mark.parametrize("given", [{}, {"idTag": ""}], ids=["absent", "empty"])
async def test_q32_a_stop_without_tag_or_reason(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str, given: Payload
) -> None:
    """Q32, STOP-03, STOP-04"""
    number = (await answered(wire, "StartTransaction", start(tag)))["transactionId"]
    assert await answered(wire, "StopTransaction", stop(number, **given)) == {}
    assert (await transaction(operator, charger, number))["stop_reason"] == "Local"


async def test_q33_transaction_ids_do_not_collide(wire: RawCharger, tag: str) -> None:
    """Q33, START-03"""
    starts = [start(tag, connectorId=connector) for connector in (1, 2, 3)]
    numbers = [(await answered(wire, "StartTransaction", one))["transactionId"] for one in starts]
    assert len(set(numbers)) == 3
    assert all(0 < number < 2**31 for number in numbers)


@pytest.mark.parametrize(
    "odd",
    [
        {"connectorId": 0},
        {"connectorId": -5},
        {"meterStart": -1},
        {"meterStart": 1000.5},
        {"timestamp": "yesterday"},
        {"idTag": ""},
        {"reservationId": -1},
        {"idTag": "x" * 500},
    ],
    ids=str,
)
async def test_q34_no_start_is_an_error(wire: RawCharger, tag: str, odd: Payload) -> None:
    """Q34, START-01, GEN-07: it has a number and a verdict."""
    answer = await answered(wire, "StartTransaction", start(tag) | odd)
    assert answer["transactionId"] > 0
    assert answer["idTagInfo"]["status"] in ("Accepted", "Invalid")


async def test_what_an_answer_can_say_is_no_error(wire: RawCharger) -> None:
    """RPC-15, GEN-05: an unknown tag, whatever it looks like, is answered and not refused."""
    for odd in ("", " ", "Ünbekannt", "' OR 1=1 --", "\u202e", "x" * 20):
        assert (await answered(wire, "Authorize", {"idTag": odd}))["idTagInfo"] == {"status": "Invalid"}
        assert (await answered(wire, "StopTransaction", stop(99, idTag=odd))).get("idTagInfo", {}).get(
            "status", "Invalid"
        ) == "Invalid"


@pytest.mark.parametrize("length", [1, 19, 20])
async def test_lengths_are_maxima(
    wire: RawCharger, operator: Operator, charger: Payload, length: int
) -> None:
    """GEN-03"""
    await answered(wire, "Authorize", {"idTag": "x" * length})
    assert await rules(operator, charger) == {}


# F. What we ask


async def test_q36_other_keys_than_asked_for(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q36, CFG-02: what it tells is kept, and what it does not tell is not made up."""
    keys = [
        {"key": "heartbeatinterval", "readonly": False, "value": "60"},
        {"key": "Vendor.Light", "readonly": True},
    ]
    wanted = {"key": ["ConnectionTimeOut"]}
    command = asyncio.create_task(operator.command(charger, "GetConfiguration", wanted))
    _, message_id, _, _ = await wire.receive()
    await wire.send(3, message_id, {"configurationKey": keys, "unknownKey": ["Nonsense"]})
    assert (await command)["state"] == "answered"
    known = await operator.items(f"/chargers/{charger['id']}/configuration")
    assert {key["key"]: key["value"] for key in known} == {"heartbeatinterval": "60", "Vendor.Light": None}


async def test_q37_a_remote_start_without_a_start(
    wire: RawCharger, operator: Operator, charger: Payload, tag: str
) -> None:
    """Q37, RS-03: accepted is not started."""
    command = asyncio.create_task(operator.command(charger, "RemoteStartTransaction", {"idTag": tag}))
    _, message_id, _, _ = await wire.receive()
    await wire.send(3, message_id, {"status": "Accepted"})
    assert ((await command)["state"], (await command)["outcome"]) == ("answered", None)


async def test_q38_one_request_at_a_time(wire: RawCharger, operator: Operator, charger: Payload) -> None:
    """Q38, RPC-06"""
    commands = [asyncio.create_task(operator.command(charger, "ClearCache", {})) for _ in range(3)]
    for _ in commands:
        _, message_id, _, _ = await wire.receive()
        assert (await answered(wire, "Heartbeat", {})).keys() == {"currentTime"}  # and no second request
        await wire.send(3, message_id, {"status": "Accepted"})
    assert {(await command)["state"] for command in commands} == {"answered"}


async def test_q39_a_reset_closes_before_its_answer(
    server: RunningServer, operator: Operator, charger: Payload
) -> None:
    """Q39, R14: nobody knows, until the boot."""
    async with raw(server, charger) as wire:
        command = asyncio.create_task(operator.command(charger, "Reset", {"type": "Hard"}))
        await wire.receive()
        wire.socket.transport.abort()
        ended = await command
        assert ended["state"] == "unknown"
    async with raw(server, charger) as wire:
        await answered(wire, "BootNotification", BOOT)
        path = f"/commands/{ended['id']}"
        assert (await operator.eventually(path, lambda c: bool(c["outcome"])))["outcome"] == "booted"


@pytest.mark.parametrize(
    ("action", "payload"),
    [
        ("FirmwareStatusNotification", {"status": "Installed"}),
        ("FirmwareStatusNotification", {"status": "Downloading"}),
        ("FirmwareStatusNotification", {"status": "Idle"}),
        ("DiagnosticsStatusNotification", {"status": "Uploaded"}),
        ("LogStatusNotification", {"status": "Uploaded", "requestId": 99}),
        ("SignedFirmwareStatusNotification", {"status": "Installed"}),
    ],
)
async def test_q40_statuses_unasked(wire: RawCharger, action: str, payload: Payload) -> None:
    """Q40, FW-02, DIAG-02: acknowledged, whatever we know of it."""
    assert await answered(wire, action, payload) == {}


async def test_q41_an_unknown_action(wire: RawCharger) -> None:
    """Q41: an error, and the connection stays."""
    frame = await wire.call("CustomOperation", {})
    assert (frame[0], frame[2]) == (4, "NotImplemented")


async def test_the_connection_of_another_ends_no_other(server: RunningServer, wire: RawCharger) -> None:
    """Q7: a broken peer is closed alone."""
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        async with handshake(server, "/ocpp/nobody"):
            pass
    assert (await wire.call("Heartbeat", {}))[0] == 3
