"""csms.charging.force_stop and .credentials: deeds that need the charger, and what happens without it."""

from typing import Any
from uuid import UUID

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import OWASP_MINIMUM, Argon2Pool
from csms.charging.announcer import Announcer
from csms.charging.credentials import Credentials
from csms.charging.force_stop import Transactions
from csms.errors import Conflict, NotFound
from csms.realtime.memory import MemoryBroker
from csms.store.facts import CommandClosed, CommandRequested
from csms.store.models import Charger, Transaction
from csms.store.models.base import new_id
from tests.charging.starts import report, report_stop
from tests.services.database import NOW, Database, at


async def none(*_: object) -> Any:
    return 0


def announcer() -> Announcer:
    kinds = ("charger", "transaction", "command", "station", "id_tag", "reservation")
    return Announcer(MemoryBroker(), dict.fromkeys(kinds, none), none)


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
    return Transactions(commands, database.journal, announcer(), lambda: at(60))  # type: ignore[arg-type]


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
    rotating = Credentials(commands, database.journal, secrets, announcer())  # type: ignore[arg-type]
    key, command_id = await rotating.rotate(charger.id, "ines")
    charger = await Charger.get(id=charger.id)
    assert charger.credential == "old"
    assert charger.pending_credential
    assert await secrets.verify(charger.pending_credential, key.encode())
    assert (command_id is not None) is online
    assert commands.sent == (
        [("ChangeConfiguration", {"key": "AuthorizationKey", "value": key})] if online else []
    )
