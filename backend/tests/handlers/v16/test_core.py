"""csms.handlers.v16.core: what chargers may send, from payload to stored facts and reply."""

import asyncio
import inspect
import json
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
from msgspec import Raw

from csms.charging.data_transfer import DataTransfers, Vendor, VendorAnswer, VendorMessage
from csms.charging.session import ChargerSession
from csms.handlers.dispatch import Dispatcher
from csms.handlers.reply import Reply
from csms.handlers.v16.core import CoreHandlers
from csms.store.facts import CommandRequested, CommandSent, UnknownTagPresented
from csms.store.models import Charger, Command, Connector, MeterValue, Transaction
from csms.store.models.base import new_id
from csms.store.postgres import _Session as PostgresSession
from csms.store.statements import apply
from tests.services.database import NOW, Database, at, opened

HANDLERS = CoreHandlers(heartbeat_interval=300, now=lambda: NOW)
DISPATCHER = Dispatcher(HANDLERS.table())
TIME = "2026-11-19T12:00:00Z"


async def call(
    database: Database,
    session: ChargerSession,
    action: str,
    payload: dict[str, Any],
    received: datetime = NOW,
) -> tuple[dict[str, Any], Reply]:
    """The reply to a CALL, its facts stored."""
    dispatched = DISPATCHER.dispatch(session, action, Raw(json.dumps(payload).encode()), received)
    reply = await dispatched.reply if inspect.isawaitable(dispatched.reply) else dispatched.reply
    assert isinstance(reply, Reply)
    results = await database.write(reply.facts)
    wire = reply.settle(results) if reply.settle else reply.payload
    answer: dict[str, Any] = json.loads(wire)
    return answer, reply


def sampled(*values: dict[str, str], time: str = TIME) -> list[dict[str, Any]]:
    return [{"timestamp": time, "sampledValue": list(values)}]


# -- boot, heartbeat, data transfer ------------------------------------------------------------------------------------

BOOT = {"chargePointVendor": "Kestrel", "chargePointModel": "DC 150"}


async def test_a_boot_is_accepted_and_remembered(database: Database) -> None:
    """BOOT-01, BOOT-02, BOOT-09"""
    session = await database.session()
    session.registration_status = None
    hardware = {
        **BOOT,
        "chargePointSerialNumber": "K150-2291",
        "firmwareVersion": "2.4.1",
        "iccid": "null",
        "imsi": "",
    }
    for _ in range(2):
        answer, _ = await call(database, session, "BootNotification", hardware)
        assert answer == {"status": "Accepted", "currentTime": TIME, "interval": 300}
    charger = await Charger.get(id=session.charger_id)
    assert (charger.vendor, charger.model, charger.serial_number, charger.firmware_version) == (
        "Kestrel",
        "DC 150",
        "K150-2291",
        "2.4.1",
    )
    assert (charger.iccid, charger.imsi) == (None, None)
    assert (charger.registration_status, charger.last_boot_at) == ("Accepted", NOW)
    assert session.registration_status == "Accepted"


async def test_a_long_serial_number_is_kept_whole(database: Database) -> None:
    """Q12"""
    session = await database.session()
    await call(database, session, "BootNotification", {**BOOT, "chargePointSerialNumber": "S" * 60})
    assert (await Charger.get(id=session.charger_id)).serial_number == "S" * 60


async def test_a_boot_is_the_end_of_a_reset(database: Database) -> None:
    """RST-01: only of one that was sent, and not long ago."""
    session = await database.session()
    command_id = new_id()
    requested = CommandRequested(command_id, session.charger_id, "Reset", {"type": "Soft"}, "ines", at(-60))
    await database.write([requested])
    await call(database, session, "BootNotification", BOOT)
    assert (await Command.get(id=command_id)).outcome is None
    await database.write([CommandSent(command_id, session.charger_id, "m", at(-59))])
    await call(database, session, "BootNotification", BOOT, received=at(1))
    command = await Command.get(id=command_id)
    assert (command.outcome, command.outcome_at) == ("booted", at(1))


async def test_a_heartbeat_is_answered_with_our_time(database: Database) -> None:
    """HB-01, LIVE-02: whole seconds and Z (Q23)."""
    answer, reply = await call(database, await database.session(), "Heartbeat", {})
    assert answer == {"currentTime": TIME}
    assert reply.ledger is None


async def test_an_unknown_tag_is_a_fact_of_the_same_commit(database: Database) -> None:
    session = await database.session()
    await database.id_tag("CARD")
    _, known = await call(database, session, "Authorize", {"idTag": "card"})
    _, unknown = await call(database, session, "Authorize", {"idTag": "Nobody"})
    assert known.facts == ()
    assert unknown.facts == (
        UnknownTagPresented(session.charger_id, session.charge_point_id, "Nobody", "nobody", NOW),
    )


@pytest.mark.parametrize("tag", ["\x00", " ", "AB\x00\x10\x0e", "=cmd|' /C calc'!A0", "\u202eABC", "x" * 300])
async def test_an_odd_unknown_tag_costs_no_start(database: Database, tag: str) -> None:
    """START-01, Q19: whatever a reader reads, the start is stored and answered."""
    session = await database.session()
    start = {"connectorId": 1, "idTag": tag, "meterStart": 1, "timestamp": TIME}
    answer, _ = await call(database, session, "StartTransaction", start)
    assert answer["idTagInfo"] == {"status": "Invalid"}
    assert await Transaction.all().count() == 1


async def test_a_vendors_handler_answers(database: Database) -> None:
    """DT-01, DT-02, DT-03"""

    async def tariff(message: VendorMessage) -> VendorAnswer:
        return VendorAnswer(data=f"{message.charge_point_id} {message.message_id} {message.data}")

    transfers = DataTransfers([Vendor("com.acme", {"Tariff": tariff})])
    answering = CoreHandlers(heartbeat_interval=300, now=lambda: NOW, data_transfers=transfers)
    dispatcher, session = Dispatcher(answering.table()), await database.session()

    async def answer(payload: bytes) -> Any:
        reply = dispatcher.dispatch(session, "DataTransfer", Raw(payload), NOW).reply
        reply = await reply if inspect.isawaitable(reply) else reply
        assert isinstance(reply, Reply)
        return json.loads(reply.payload)

    known = await answer(b'{"vendorId": "COM.acme", "messageId": "tariff", "data": "de"}')
    assert known == {"status": "Accepted", "data": "CP-0001 tariff de"}
    assert await answer(b'{"vendorId": "com.acme", "messageId": "x"}') == {"status": "UnknownMessageId"}
    assert await answer(b'{"vendorId": "com.acme"}') == {"status": "UnknownMessageId"}


async def test_an_unknown_vendor_gets_no_data(database: Database) -> None:
    """DT-01, TC_064"""
    session = await database.session()
    answer, _ = await call(database, session, "DataTransfer", {"vendorId": "com.example", "data": "x"})
    assert answer == {"status": "UnknownVendorId"}


# -- authorize ---------------------------------------------------------------------------------------------------------


async def test_an_authorization_carries_what_the_tag_has(database: Database) -> None:
    """AUTH-01, AUTH-03, AUTH-04"""
    session = await database.session()
    await database.id_tag("CARD", parent="FLEET", expires_at=datetime(2027, 1, 1, tzinfo=UTC))
    answer, _ = await call(database, session, "Authorize", {"idTag": "card"})
    expected = {"status": "Accepted", "expiryDate": "2027-01-01T00:00:00Z", "parentIdTag": "FLEET"}
    assert answer == {"idTagInfo": expected}
    answer, _ = await call(database, session, "Authorize", {"idTag": "nobody"})
    assert answer == {"idTagInfo": {"status": "Invalid"}}


@pytest.mark.parametrize(("length", "told"), [(20, True), (21, False)])
async def test_a_parent_that_ocpp_cannot_say_is_left_out(database: Database, length: int, told: bool) -> None:
    """AUTH-03 (7.28): cut off, two groups would be one at the charger, and each could stop what the other started."""
    session, parent = await database.session(), "G" * length
    await database.id_tag("CARD", parent=parent)
    expected = {"status": "Accepted"} | ({"parentIdTag": parent} if told else {})
    answer, _ = await call(database, session, "Authorize", {"idTag": "CARD"})
    assert answer == {"idTagInfo": expected}
    start = {"connectorId": 1, "idTag": "CARD", "meterStart": 0, "timestamp": TIME}
    answer, _ = await call(database, session, "StartTransaction", start)
    assert answer["idTagInfo"] == expected


# -- status ------------------------------------------------------------------------------------------------------------


async def test_a_status_is_shown_with_its_fault(database: Database) -> None:
    """STAT-01, STAT-03, STAT-04"""
    session = await database.session()
    status = {
        "connectorId": 2,
        "status": "Faulted",
        "errorCode": "OtherError",
        "info": "door open",
        "vendorId": "com.kestrel",
        "vendorErrorCode": "E-17",
        "timestamp": TIME,
    }
    answer, _ = await call(database, session, "StatusNotification", status)
    assert answer == {}
    row = await Connector.get(charger_id=session.charger_id)
    assert (row.evse_id, row.status, row.error_code, row.info, row.vendor_error_code) == (
        2,
        "Faulted",
        "OtherError",
        "door open",
        "E-17",
    )


@pytest.mark.parametrize("changes", [{}, {"timestamp": "1970-01-01T00:00:00Z"}, {"timestamp": "soon"}])
async def test_a_status_without_a_usable_time_has_ours(database: Database, changes: dict[str, str]) -> None:
    """STAT-05, Q22, Q24"""
    session = await database.session()
    status = {"connectorId": 1, "status": "Available", "errorCode": "NoError", **changes}
    await call(database, session, "StatusNotification", status)
    assert (await Connector.get(charger_id=session.charger_id)).occurred_at == NOW


@pytest.mark.parametrize("connector_id", [-1, 1001, 1634030126])
async def test_a_connector_that_cannot_be_is_answered_and_not_made(
    database: Database, connector_id: int
) -> None:
    """STAT-01, GEN-04: counts that a charger gives are bounded (S13)."""
    session = await database.session()
    status = {"connectorId": connector_id, "status": "Available", "errorCode": "NoError"}
    answer, _ = await call(database, session, "StatusNotification", status)
    assert answer == {}
    assert await Connector.all().count() == 0


# -- transactions ------------------------------------------------------------------------------------------------------

START = {"connectorId": 1, "idTag": "TAG", "meterStart": 1000, "timestamp": TIME}


async def test_a_session_from_start_to_stop(database: Database) -> None:
    """START-01, METER-01, STOP-01, STOP-04, STOP-06"""
    session = await database.session()
    await database.id_tag("TAG")
    started, _ = await call(database, session, "StartTransaction", START)
    number = started["transactionId"]
    assert started["idTagInfo"] == {"status": "Accepted"}
    values = sampled({"value": "1500"}, {"value": "7.2", "measurand": "Power.Active.Import", "unit": "kW"})
    metered = {"connectorId": 1, "transactionId": number, "meterValue": values}
    answer, reply = await call(database, session, "MeterValues", metered)
    assert (answer, reply.ledger) == ({}, "applied")
    stop = {
        "transactionId": number,
        "idTag": "tag",
        "meterStop": 3000,
        "timestamp": "2026-11-19T13:00:00+01:00",
        "transactionData": [*values, *sampled({"value": "3000", "context": "Transaction.End"})],
    }
    answer, _ = await call(database, session, "StopTransaction", stop, received=at(5))
    assert answer == {"idTagInfo": {"status": "Accepted"}}
    row = await Transaction.get(ocpp_transaction_id=str(number))
    assert (row.state, row.energy_wh, row.stop_reason, row.stopped_at) == ("completed", 2000, "Local", NOW)
    assert await MeterValue.filter(transaction_id=row.id).count() == 3


async def test_a_stop_without_a_tag_is_answered_without_a_verdict(database: Database) -> None:
    """STOP-04, Q32"""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", START)
    stop = {"transactionId": started["transactionId"], "meterStop": 1000, "timestamp": TIME, "idTag": ""}
    answer, _ = await call(database, session, "StopTransaction", stop)
    assert answer == {}


@pytest.mark.parametrize("number", [-1, 0, 12345, 2**63 - 1, 10**30])
async def test_a_stop_of_nothing_is_answered_and_kept_aside(database: Database, number: int) -> None:
    """STOP-01, Q26, Q27"""
    session = await database.session()
    stop = {"transactionId": number, "meterStop": 1000, "timestamp": TIME}
    answer, reply = await call(database, session, "StopTransaction", stop)
    assert (answer, reply.ledger) == ({}, "quarantined")


@pytest.mark.parametrize("number", [-1, 0, 9223372036854775807])
async def test_meter_values_without_a_usable_number_find_their_transaction(
    database: Database, number: int
) -> None:
    """Q26, Q27, Q29"""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", START)
    values = {"connectorId": 1, "transactionId": number, "meterValue": sampled({"value": "1"})}
    await call(database, session, "MeterValues", values)
    row = await Transaction.get(ocpp_transaction_id=str(started["transactionId"]))
    assert (await MeterValue.get()).transaction_id == row.id


async def test_a_fraction_of_a_watt_hour_is_exact(database: Database) -> None:
    """RPC-17: readable, so recorded and never refused."""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", {**START, "meterStart": 1000.25})
    row = await Transaction.get(ocpp_transaction_id=str(started["transactionId"]))
    assert str(row.meter_start.normalize() if row.meter_start else None) == "1000.25"


async def test_a_long_tag_starts_and_stops(database: Database) -> None:
    """Q19: kept whole as far as the column goes, control characters and all."""
    session = await database.session()
    tag = "X" * 300
    started, _ = await call(database, session, "StartTransaction", {**START, "idTag": tag})
    stop = {"transactionId": started["transactionId"], "idTag": tag, "meterStop": 2000, "timestamp": TIME}
    await call(database, session, "StopTransaction", stop)
    row = await Transaction.get(ocpp_transaction_id=str(started["transactionId"]))
    assert (row.id_token, row.energy_wh, row.flags) == (tag[:255], 1000, ["not_authorized"])


async def test_signed_data_is_kept_untouched(database: Database) -> None:
    """METER-07"""
    session = await database.session()
    block = "A1B2" * 500
    values = {"connectorId": 1, "meterValue": sampled({"value": block, "format": "SignedData"})}
    await call(database, session, "MeterValues", values)
    row = await MeterValue.get()
    assert (row.raw_text, row.signed, row.value) == (block, True, None)


@pytest.mark.parametrize("connector_id", [0, -1, 10**12, 10**30])
async def test_a_start_at_a_connector_that_cannot_be_is_recorded(
    database: Database, connector_id: int
) -> None:
    """START-01, R11"""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", {**START, "connectorId": connector_id})
    assert (await Transaction.get(ocpp_transaction_id=str(started["transactionId"]))).evse_id == 0


# -- what no charger should send, and some do --------------------------------------------------------------------------


async def test_a_tag_that_grows_by_folding(database: Database) -> None:
    """START-01: every tag is answered; folded it may be twice as long as its column."""
    session = await database.session()
    start = {"connectorId": 1, "idTag": "ß" * 255, "meterStart": 0, "timestamp": TIME}
    answer, _ = await call(database, session, "StartTransaction", start)
    assert answer["idTagInfo"] == {"status": "Invalid"}
    stop = {"transactionId": answer["transactionId"], "idTag": "ß" * 255, "meterStop": 5, "timestamp": TIME}
    assert (await call(database, session, "StopTransaction", stop))[1].ledger == "applied"


@pytest.mark.parametrize("meter", [10**13, 10**29, -(10**60)])
async def test_meters_that_no_meter_shows(database: Database, meter: int) -> None:
    """START-01, STOP-01, METER-08: the session counts, its energy is unknown; the same on both databases."""
    session = await database.session()
    start = {"connectorId": 1, "idTag": "TAG", "meterStart": meter, "timestamp": TIME}
    answer, _ = await call(database, session, "StartTransaction", start)
    stop = {"transactionId": answer["transactionId"], "meterStop": meter, "timestamp": TIME}
    await call(database, session, "StopTransaction", stop)
    row = await Transaction.get()
    assert (row.meter_start, row.meter_stop, row.energy_wh, row.state) == (None, None, None, "suspect")


async def test_long_texts_are_shown_in_part(database: Database) -> None:
    """Q12, Q16: a list of chargers stays a list; the message log has the whole text."""
    session = await database.session()
    long = "x" * 100_000
    status = {"connectorId": 1, "errorCode": long, "status": long, "info": long, "vendorId": long}
    assert (await call(database, session, "StatusNotification", status))[0] == {}
    await call(database, session, "BootNotification", {"chargePointVendor": long, "chargePointModel": long})
    connector, charger = await Connector.get(), await Charger.get()
    shown = (connector.status, connector.error_code, connector.info, connector.vendor_id)
    assert all(len(text) <= 500 for text in (*shown, charger.vendor, charger.model) if text is not None)


async def test_a_past_expiry_never_goes_with_accepted(database: Database) -> None:
    """AUTH-04, DEC-4: the charger would drop the tag of a start that was good when it happened."""
    session = await database.session()
    await database.id_tag("TAG", expires_at=at(60))
    start = {"connectorId": 1, "idTag": "TAG", "meterStart": 0, "timestamp": TIME}
    for _ in range(2):  # the second is a retry
        answer, _ = await call(database, session, "StartTransaction", start, received=at(3600))
        assert answer["idTagInfo"] == {"status": "Accepted"}
    answer, _ = await call(database, session, "Authorize", {"idTag": "TAG"}, received=at(3600))
    assert answer["idTagInfo"] == {"status": "Expired", "expiryDate": "2026-11-19T12:01:00Z"}


@pytest.mark.parametrize("whose", ["tag", "group"])
async def test_of_two_starts_at_once_one_has_room(database: Database, whose: str) -> None:
    """START-05: both were decided before either was stored; the database has the last word."""
    one, two = await database.session("CP-1"), await database.session("CP-2")
    await database.id_tag("FLEET", max_active_transactions=1 if whose == "group" else None)
    await database.id_tag("ONCE", parent="FLEET", max_active_transactions=1 if whose == "tag" else None)
    payload = {"connectorId": 1, "idTag": "ONCE", "meterStart": 1, "timestamp": TIME}
    replies = []
    for session in (one, two):
        reply = DISPATCHER.dispatch(session, "StartTransaction", Raw(json.dumps(payload).encode()), NOW).reply
        replies.append(await reply if inspect.isawaitable(reply) else reply)
    answers = []
    for reply in replies:
        assert isinstance(reply, Reply)
        assert reply.settle is not None
        answers.append(json.loads(reply.settle(await database.write(reply.facts))))
    assert [answer["idTagInfo"]["status"] for answer in answers] == ["Accepted", "ConcurrentTx"]
    assert answers[1]["idTagInfo"]["parentIdTag"] == "FLEET"
    refused = await Transaction.get(ocpp_transaction_id=str(answers[1]["transactionId"]))
    assert (refused.authorization_status, refused.flags) == ("ConcurrentTx", ["not_authorized"])
    (kept,) = two.all_open()
    assert (kept.authorization_status, kept.flags) == ("ConcurrentTx", ["not_authorized"])


async def test_two_processes_share_a_limit(postgresql_url: str) -> None:
    """START-05: the second commit waits for the first, and then sees its transaction."""
    payload = Raw(
        json.dumps({"connectorId": 1, "idTag": "ONCE", "meterStart": 1, "timestamp": TIME}).encode()
    )
    async with opened(postgresql_url) as database:
        await database.id_tag("ONCE", max_active_transactions=1)
        replies = []
        for number in (1, 2):
            session = await database.session(f"CP-{number}")
            reply = DISPATCHER.dispatch(session, "StartTransaction", payload, NOW).reply
            replies.append(await reply if inspect.isawaitable(reply) else reply)
        other = await asyncpg.connect(postgresql_url)
        async with other.transaction():
            await apply(PostgresSession(other), [replies[0].facts])
            second = asyncio.create_task(database.write(replies[1].facts))
            while not second.done() and not await other.fetchval(
                "SELECT count(*) FROM pg_locks WHERE NOT granted"
            ):
                pass
        (stored,) = (await second).starts.values()
        await other.close()
    assert stored.authorization_status == "ConcurrentTx"


# -- nothing is refused, nothing is lost -------------------------------------------------------------------------------


async def test_a_start_without_a_readable_time_is_one_transaction(database: Database) -> None:
    """START-04, START-09, RPC-17: null where the time should be; its retry is told by the rest."""
    session = await database.session()
    await database.id_tag("TAG")
    start = {**START, "timestamp": None}
    first, _ = await call(database, session, "StartTransaction", start)
    again, reply = await call(database, session, "StartTransaction", start, received=at(30))
    assert (again, reply.ledger) == (first, "duplicate")
    row = await Transaction.get()
    assert (row.started_at, row.flags) == (NOW, ["implausible_time"])


@pytest.mark.parametrize("name", ["timestamp", "idTag", "reason", "transactionData"])
async def test_a_stop_with_null_in_it_is_taken(database: Database, name: str) -> None:
    """STOP-01, RPC-17, GEN-07: what was sent without sense is left out, the stop is not."""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", START)
    stop = {"transactionId": started["transactionId"], "meterStop": 2000, "timestamp": TIME, name: None}
    answer, reply = await call(database, session, "StopTransaction", stop, received=at(5))
    assert (answer, reply.ledger) == ({}, "applied")
    row = await Transaction.get()
    assert (row.energy_wh, row.stop_reason) == (1000, "Local")


async def test_one_bad_sample_costs_no_other(database: Database) -> None:
    """METER-01, METER-07, RPC-17"""
    session = await database.session()
    bad: list[Any] = [{"value": None}, {"value": "12,5"}, {}, 7]
    values = [
        {"timestamp": None, "sampledValue": [{"value": "1500"}, *bad, {"value": "1", "measurand": "SoC"}]}
    ]
    answer, _ = await call(database, session, "MeterValues", {"connectorId": 1, "meterValue": values})
    assert answer == {}
    kept = await MeterValue.all().order_by("id")
    assert {(one.raw_text, one.occurred_at) for one in kept} >= {("1500", NOW), ("1", NOW)}


@pytest.mark.parametrize("number", [4711, 2**31 - 1])
async def test_samples_of_an_unknown_number_are_kept_aside(database: Database, number: int) -> None:
    """METER-01, R8, R20: quarantined under the number that the charger gave; the same again is a duplicate."""
    session = await database.session()
    values = {"connectorId": 1, "transactionId": number, "meterValue": sampled({"value": "1"})}
    answer, reply = await call(database, session, "MeterValues", values)
    assert (answer, reply.ledger) == ({}, "quarantined")
    row = await MeterValue.get()
    assert (row.transaction_id, row.ocpp_transaction_id) == (None, str(number))


@pytest.mark.parametrize("connector_id", [0, 1])
async def test_samples_of_an_idle_connector_are_its_own(database: Database, connector_id: int) -> None:
    """METER-12, METER-01: without a number they fit their connector."""
    session = await database.session()
    values = {"connectorId": connector_id, "meterValue": sampled({"value": "-1"})}
    assert (await call(database, session, "MeterValues", values))[1].ledger == "applied"


async def test_another_chargers_number_touches_nothing(database: Database) -> None:
    """METER-12, S7: samples under a foreign number stay with who sent them."""
    victim, thief = await database.session("CP-1"), await database.session("CP-2")
    number = (await call(database, victim, "StartTransaction", START))[0]["transactionId"]
    values = {"connectorId": 1, "transactionId": number, "meterValue": sampled({"value": "1"})}
    assert (await call(database, thief, "MeterValues", values))[1].ledger == "quarantined"
    assert await MeterValue.filter(transaction_id__isnull=False).count() == 0


async def test_several_signed_blocks_of_one_moment(database: Database) -> None:
    """METER-07, STOP-06: begin and end of a legal meter reading, each whole, each once."""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", START)
    blocks = [
        {"value": raw, "format": "SignedData", "context": "Transaction.End"} for raw in ("AA", "BB", "AA")
    ]
    stop = {
        "transactionId": started["transactionId"],
        "meterStop": 2000,
        "timestamp": TIME,
        "transactionData": sampled(*blocks),
    }
    await call(database, session, "StopTransaction", stop)
    assert sorted([row.raw_text for row in await MeterValue.all()]) == ["AA", "BB"]


async def test_times_of_all_kinds_are_one_instant(database: Database) -> None:
    """GEN-01, Q23: any offset and any fraction."""
    session = await database.session()
    start = {**START, "timestamp": "2026-11-19T13:00:00.123000000+01:00"}
    first, _ = await call(database, session, "StartTransaction", start, received=at(10))
    same = {**START, "timestamp": "2026-11-19T12:00:00.123Z"}
    again, reply = await call(database, session, "StartTransaction", same, received=at(20))
    assert (again["transactionId"], reply.ledger) == (first["transactionId"], "duplicate")


async def test_an_unknown_tag_is_an_answer_and_no_error(database: Database) -> None:
    """RPC-15, START-01, STOP-04"""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", {**START, "idTag": "STRANGER"})
    assert started["idTagInfo"] == {"status": "Invalid"}
    stop = {"transactionId": started["transactionId"], "idTag": "X", "meterStop": 1000, "timestamp": TIME}
    answer, _ = await call(database, session, "StopTransaction", stop)
    assert answer == {"idTagInfo": {"status": "Invalid"}}


async def test_a_tag_with_control_characters_is_the_tag(database: Database) -> None:
    """Q19: what a card reader leaves behind it makes no other tag of it."""
    session = await database.session()
    await database.id_tag("TAG")
    started, _ = await call(database, session, "StartTransaction", START)
    stop = {
        "transactionId": started["transactionId"],
        "idTag": "TAG\x10\x0e",
        "meterStop": 2000,
        "timestamp": TIME,
    }
    answer, _ = await call(database, session, "StopTransaction", stop)
    assert answer == {"idTagInfo": {"status": "Accepted"}}
    assert (await Transaction.get()).flags == []


@pytest.mark.parametrize("meter", [-5, -(2**31)])
async def test_a_negative_register_is_none(database: Database, meter: int) -> None:
    """START-01, STOP-08, METER-08: answered, flagged, and no energy made of it."""
    session = await database.session()
    started, _ = await call(database, session, "StartTransaction", {**START, "meterStart": meter})
    stop = {"transactionId": started["transactionId"], "meterStop": 2000, "timestamp": TIME}
    await call(database, session, "StopTransaction", stop)
    row = await Transaction.get()
    assert (row.meter_start, row.energy_wh, row.state) == (None, None, "suspect")
    assert "meter_unreadable" in row.flags
