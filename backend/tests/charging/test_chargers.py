"""csms.charging.chargers: passwords that are never lost, and simulated stand-ins that take none away."""

from collections.abc import AsyncIterator

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import Argon2Pool
from csms.charging import chargers
from csms.errors import Conflict, Invalid, NotFound
from csms.store.models import Charger
from tests.auth.support import CHEAP, SECRET
from tests.services.database import Database
from tests.store.rows import transaction


@pytest.fixture
async def credentials() -> AsyncIterator[ChargerCredentials]:
    pool = Argon2Pool(CHEAP)
    yield ChargerCredentials(SECRET, pool)
    pool.close()


async def test_a_change_of_profile_keeps_the_password(
    database: Database, credentials: ChargerCredentials
) -> None:
    charger_id, password = await chargers.create(credentials, {"charge_point_id": "CP-1"})
    await chargers.update(credentials, charger_id, {"security_profile": 2})
    row = await Charger.get(id=charger_id)
    assert row.security_profile == 2
    assert await credentials.verify(row.credential, (password or "").encode())


async def test_an_imported_password_ends_a_rotation(
    database: Database, credentials: ChargerCredentials
) -> None:
    charger = await database.charger(pending_credential="on its way")
    await chargers.update(credentials, charger.id, {"password": "chosen by hand"})
    row = await Charger.get(id=charger.id)
    assert not row.pending_credential
    assert await credentials.verify(row.credential, b"chosen by hand")


async def test_a_password_needs_a_profile_that_has_one(
    database: Database, credentials: ChargerCredentials
) -> None:
    charger = await database.charger(security_profile=3)
    with pytest.raises(Invalid):
        await chargers.update(credentials, charger.id, {"password": "chosen by hand"})


async def test_simulating_twice_does_not_lose_the_charger_s_own_password(
    database: Database, credentials: ChargerCredentials
) -> None:
    charger_id, own = await chargers.create(credentials, {"charge_point_id": "CP-1"})
    _, first = await chargers.prepare_simulation(credentials, charger_id)
    _, second = await chargers.prepare_simulation(credentials, charger_id)
    assert first != second
    await chargers.end_simulation(charger_id)
    row = await Charger.get(id=charger_id)
    assert await credentials.verify(row.credential, (own or "").encode())
    assert not await credentials.verify(row.credential, (second or "").encode())


async def test_a_charger_without_password_is_simulated_without(
    database: Database, credentials: ChargerCredentials
) -> None:
    charger = await database.charger("CP-1", security_profile=0)
    assert await chargers.prepare_simulation(credentials, charger.id) == ("CP-1", None)


async def test_what_runs_is_ended_first(database: Database) -> None:
    charger = await database.charger(online=True)
    assert await chargers.left_over_transactions(charger.id) == []
    running = await transaction(charger)
    with pytest.raises(Conflict):
        await chargers.left_over_transactions(charger.id)
    charger.online = False
    await charger.save()
    assert await chargers.left_over_transactions(charger.id) == [running.id]


async def test_who_holds_a_charger_and_is_to_let_go(database: Database) -> None:
    charger = await database.charger(online=True, owner_node="that-node", owner_epoch=7)
    assert await chargers.holder(charger.id) == ("that-node", 7)
    away = await database.charger("CP-2", owner_epoch=3)
    assert await chargers.holder(away.id) == (None, 3)
    await chargers.delete(charger.id)
    for deed in (chargers.holder, chargers.delete):
        with pytest.raises(NotFound):
            await deed(charger.id)
