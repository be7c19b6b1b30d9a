"""csms.charging.force_stop and .credentials: deeds that need the charger, and what happens without it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import OWASP_MINIMUM, Argon2Pool
from csms.charging.credentials import Credentials
from csms.charging.force_stop import SettlementWish, Transactions
from csms.charging.review import Reviews
from csms.errors import Conflict, Invalid, NotFound
from csms.realtime.memory import MemoryBroker
from csms.store.facts import CommandClosed, CommandRequested
from csms.store.models import Charger, Transaction, TransactionEvent
from csms.store.models.base import new_id
from tests.charging.starts import report, report_stop
from tests.services.announcing import silent
from tests.services.database import NOW, Database, at
from tests.store.rows import sample


class Commands:
    """Ends every command as it is told."""

    def __init__(self, database: Database, state: str, response: Any = None) -> None:
        self._database = database
        self._end = (state, response)
        self.sent: list[tuple[str, dict[str, Any]]] = []

    async def send(self, charger_id: UUID, action: str, request: dict[str, Any], requested_by: str) -> UUID:
        self.sent.append((action, request))
        command_id = new_id()
        await self._database.write([CommandRequested(command_id, charger_id, action, {}, requested_by, NOW)])
        await self._database.write([CommandClosed(command_id, charger_id, *self._end, None, NOW)])
        return command_id


def transactions(database: Database, commands: Commands) -> Transactions:
    return Transactions(commands, database.journal, silent(MemoryBroker()), lambda: at(60))  # type: ignore[arg-type]


async def test_the_charger_stops_it(database: Database) -> None:
    """RS-04, RS-05: by a remote stop, never by an unlock. The record stays open until the charger reports the stop."""
    number = (await report(database, await database.session())).number
    row = await Transaction.get(ocpp_transaction_id=number)
    commands = Commands(database, "answered", {"status": "Accepted"})
    done = await transactions(database, commands).force_stop(row.id, "ines")
    assert (done.outcome, commands.sent) == (
        "stopped_by_charger",
        [("RemoteStopTransaction", {"transactionId": int(number)})],
    )
    await row.refresh_from_db()
    assert row.state == "active"


@pytest.mark.parametrize(
    ("state", "response"), [("offline", None), ("answered", {"status": "Rejected"}), ("timeout", None)]
)
async def test_the_record_is_closed_with_the_last_reading(
    database: Database, state: str, response: Any
) -> None:
    """R10: energy is never invented."""
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    await Transaction.filter(ocpp_transaction_id=number).update(register_wh=1500)
    row = await Transaction.get(ocpp_transaction_id=number)
    done = await transactions(database, Commands(database, state, response)).force_stop(row.id, "ines")
    await row.refresh_from_db()
    assert done.outcome == "closed_record"
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at) == ("force_closed", 500, 1500, at(60))
    assert "force_closed" in row.flags
    await report_stop(database, session, number, meter=1800)
    await row.refresh_from_db()
    assert (row.state, row.energy_wh) == ("completed", 800)


async def test_what_has_ended_or_never_was(database: Database) -> None:
    session = await database.session()
    number = (await report(database, session)).number
    await report_stop(database, session, number)
    row = await Transaction.get(ocpp_transaction_id=number)
    stopping = transactions(database, Commands(database, "offline"))
    with pytest.raises(Conflict):
        await stopping.force_stop(row.id, "ines")
    with pytest.raises(NotFound):
        await stopping.force_stop(new_id(), "ines")


@pytest.mark.parametrize("online", [True, False])
async def test_a_new_password_is_good_beside_the_old_one(database: Database, online: bool) -> None:
    """SEC-08: sent when the charger is there; the old one stays until the new one is accepted."""
    secrets = ChargerCredentials(b"s" * 32, Argon2Pool(OWASP_MINIMUM))
    charger = await database.charger(credential="old", online=online)
    commands = Commands(database, "timeout")
    rotating = Credentials(commands, database.journal, secrets, silent(MemoryBroker()))  # type: ignore[arg-type]
    key, command_id = await rotating.rotate(charger.id, "ines")
    charger = await Charger.get(id=charger.id)
    assert charger.credential == "old"
    assert charger.pending_credential
    assert await secrets.verify(charger.pending_credential, key.encode())
    assert (command_id is not None) is online
    assert commands.sent == (
        [("ChangeConfiguration", {"key": "AuthorizationKey", "value": key})] if online else []
    )


# -- settling by hand --------------------------------------------------------------------------------------------------


async def suspect(database: Database, **columns: Any) -> Transaction:
    number = (await report(database, await database.session(), meter=1000)).number
    row = await Transaction.get(ocpp_transaction_id=number)
    await row.update_from_dict({"state": "suspect", "flags": ["stop_missing"], **columns}).save()
    return row


async def settle(database: Database, row: Transaction, **wish: Any) -> Transaction:
    said = SettlementWish(
        wish.get("meter_stop"), wish.get("stopped_at"), wish.get("note", "as on the display")
    )
    await transactions(database, Commands(database, "offline")).settle(row.id, said, "ines")
    return await Transaction.get(id=row.id)


async def test_settled_with_the_last_real_reading(database: Database) -> None:
    """R10: an estimate, and told as one; the late stop still corrects it."""
    row = await suspect(database)
    await sample(row, at(60), 1700, "Energy.Active.Import.Register")
    row = await settle(database, row)
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at) == ("completed", 700, 1700, at(60))
    assert set(row.flags) == {"stop_missing", "settled", "estimated"}
    event = await TransactionEvent.get(kind="settled")
    assert (event.data["actor"], event.data["note"]) == ("ines", "as on the display")
    assert event.data["before"]["state"] == "suspect"
    session = await database.session("CP-2")
    session.charger_id = row.charger_id
    await report_stop(database, session, row.ocpp_transaction_id or "", meter=1900)
    row = await Transaction.get(id=row.id)
    assert (row.energy_wh, row.flags) == (900, [])


async def test_settled_with_a_register_that_somebody_has_read(database: Database) -> None:
    """R10"""
    row = await settle(database, await suspect(database), meter_stop=Decimal(2500), stopped_at=at(90))
    assert (row.energy_wh, row.meter_stop, row.stopped_at) == (1500, 2500, at(90))
    assert "estimated" not in row.flags


async def test_without_any_reading_it_is_settled_as_unknown(database: Database) -> None:
    """R10: energy is never invented."""
    row = await settle(database, await suspect(database))
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at) == ("completed", None, None, at(60))


async def test_what_cannot_be_settled(database: Database) -> None:
    row = await suspect(database)
    with pytest.raises(Invalid):
        await settle(database, row, meter_stop=Decimal(999))
    for state in ("active", "completed"):
        await Transaction.filter(id=row.id).update(state=state)
        with pytest.raises(Conflict):
            await settle(database, row)
    with pytest.raises(NotFound):
        await settle(database, Transaction(id=new_id()))


async def test_a_doubtful_stop_is_settled_and_stays_so(database: Database) -> None:
    """STOP-08: samples that come later do not overrule a person."""
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    await report_stop(database, session, number, meter=500)
    row = await settle(database, await Transaction.get(ocpp_transaction_id=number), meter_stop=Decimal(1600))
    assert (row.state, row.energy_wh) == ("completed", 600)
    await sample(row, at(60), 1700, "Energy.Active.Import.Register")
    await Transaction.filter(id=row.id).update(recheck_at=at(4000))
    await Reviews(database.journal, lambda: at(4000)).all()
    row = await Transaction.get(id=row.id)
    assert (row.state, row.energy_wh, row.recheck_at) == ("completed", 600, None)
