"""csms.store.statements.chargers: holders and epochs, status, credentials, refusals."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from csms.store import attention
from csms.store.facts import (
    AvailabilityDesired,
    ChargerConnected,
    ChargerDisconnected,
    ChargerSeen,
    ConnectionRefused,
    ConnectorReported,
    CredentialProposed,
    CredentialSettled,
)
from csms.store.journal import Claimed
from csms.store.models import Charger, ConnectionRefusal, Connector, ConnectorStatus
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at


async def connect(database: Database, charger_id: UUID, node: str) -> Claimed:
    fact = ChargerConnected(new_id(), charger_id, node, "10.0.0.1", "1.6", NOW)
    return (await database.write([fact])).claims[fact.id]


def reported(charger_id: UUID, status: str, *, epoch: int = 1, when: datetime = NOW) -> ConnectorReported:
    return ConnectorReported(charger_id, epoch, 1, status, "NoError", None, None, None, when, when)


async def test_every_connection_raises_the_epoch(database: Database) -> None:
    """R13: and says who held the charger before."""
    charger = await database.charger()
    assert await connect(database, charger.id, "a") == Claimed(1, None)
    assert await connect(database, charger.id, "b") == Claimed(2, "a")
    await charger.refresh_from_db()
    assert (charger.online, charger.owner_node, charger.owner_epoch) == (True, "b", 2)


async def test_a_late_release_leaves_the_newer_connection_alone(database: Database) -> None:
    """CONN-08, S2"""
    charger = await database.charger()
    await connect(database, charger.id, "a")
    await connect(database, charger.id, "b")
    await database.write([ChargerDisconnected(charger.id, 1, at(1))])
    await charger.refresh_from_db()
    assert charger.online
    await database.write([ChargerDisconnected(charger.id, 2, at(2))])
    await charger.refresh_from_db()
    assert (charger.online, charger.owner_node, charger.offline_since) == (False, None, at(2))


async def test_a_charger_that_is_gone_is_claimed_by_nobody(database: Database) -> None:
    assert (await connect(database, new_id(), "a")).epoch == -1


async def test_a_status_of_a_lost_charger_is_not_written(database: Database) -> None:
    """R13: a process that was fenced can no longer write for it."""
    charger = await database.charger()
    await connect(database, charger.id, "a")
    await database.write([reported(charger.id, "Available")])
    await connect(database, charger.id, "b")
    await database.write([reported(charger.id, "Faulted", epoch=1, when=at(5))])
    assert (await Connector.get(charger_id=charger.id)).status == "Available"
    await database.write([reported(charger.id, "Charging", epoch=2, when=at(6))])
    assert (await Connector.get(charger_id=charger.id)).status == "Charging"


async def test_an_older_claim_does_not_overwrite_a_newer_one(database: Database) -> None:
    """STAT-05, R8"""
    session = await database.session()
    await database.write([reported(session.charger_id, "Charging", when=at(10))])
    await database.write([reported(session.charger_id, "Preparing", when=at(5))])
    assert (await Connector.get(charger_id=session.charger_id)).status == "Charging"


async def history(charger_id: UUID) -> list[tuple[str, bool]]:
    rows = await ConnectorStatus.filter(charger_id=charger_id).order_by("id")
    return [(row.status, row.applied) for row in rows]


async def test_every_status_is_kept_applied_or_not(database: Database) -> None:
    """STAT-05, STAT-04: in the order in which they came, an unchanged status with another error too."""
    session = await database.session()
    charger = session.charger_id
    await database.write([reported(charger, "Charging", when=at(10))])
    await database.write([reported(charger, "Preparing", when=at(5))])
    again = msgspec.structs.replace(reported(charger, "Charging", when=at(10)), error_code="HighTemperature")
    await database.write([again])
    zero = msgspec.structs.replace(reported(charger, "Available", when=at(1)), evse_id=0)
    await database.write([zero])
    assert await history(charger) == [
        ("Charging", True),
        ("Preparing", False),
        ("Charging", True),
        ("Available", True),
    ]
    kept = (await ConnectorStatus.filter(charger_id=charger).order_by("id"))[2]
    assert (kept.error_code, kept.occurred_at, kept.received_at) == ("HighTemperature", at(10), at(10))


async def test_within_a_group_each_is_judged_after_the_one_before(database: Database) -> None:
    """STAT-05: as if each had come in a group of its own."""
    session = await database.session()
    charger = session.charger_id
    group = [
        reported(charger, "Preparing", when=at(5)),
        reported(charger, "Charging", when=at(10)),
        reported(charger, "Finishing", when=at(7)),
        msgspec.structs.replace(reported(charger, "Faulted", when=at(1)), first=True),
        reported(charger, "Available", when=at(2)),
    ]
    await database.write(group)
    assert await history(charger) == [
        ("Preparing", True),
        ("Charging", True),
        ("Finishing", False),
        ("Faulted", True),
        ("Available", True),
    ]
    assert (await Connector.get(charger_id=charger)).status == "Available"


async def test_the_status_of_a_lost_charger_is_kept_and_not_applied(database: Database) -> None:
    """STAT-05, R13"""
    charger = await database.charger()
    await connect(database, charger.id, "a")
    await connect(database, charger.id, "b")
    await database.write([reported(charger.id, "Faulted", epoch=1)])
    assert await history(charger.id) == [("Faulted", False)]
    assert await Connector.filter(charger_id=charger.id).count() == 0


def applied_by_the_rule(claims: list[tuple[int, int, bool]]) -> list[bool]:
    """STAT-05, one after the other."""
    current: dict[int, int] = {}
    applied = []
    for evse_id, second, first in claims:
        takes = first or second >= current.get(evse_id, 0)
        applied.append(takes)
        if takes:
            current[evse_id] = second
    return applied


async def test_groups_of_any_form_keep_to_the_rule(database: Database) -> None:
    """STAT-05: whatever comes together with whatever."""
    session = await database.session()
    claims = [
        (evse_id, second, first)
        for first in (False, True)
        for second in (3, 1, 4, 1, 5, 0, 2)
        for evse_id in (1, 2)
    ]
    for size in (1, 2, 5, len(claims)):
        await ConnectorStatus.all().delete()
        await Connector.all().delete()
        for start in range(0, len(claims), size):
            await database.write(
                [
                    msgspec.structs.replace(
                        reported(session.charger_id, "Available", when=at(second)),
                        evse_id=evse_id,
                        first=first,
                    )
                    for evse_id, second, first in claims[start : start + size]
                ]
            )
        found = [applied for _, applied in await history(session.charger_id)]
        assert found == applied_by_the_rule(claims), size


async def test_signs_of_life_are_the_holders(database: Database) -> None:
    session = await database.session()
    await database.write(
        [ChargerSeen(session.charger_id, 1, at(30)), ChargerSeen(session.charger_id, 1, at(31))]
    )
    assert (await Charger.get(id=session.charger_id)).last_seen_at == at(31)
    await database.write([ChargerSeen(session.charger_id, 0, at(99))])
    assert (await Charger.get(id=session.charger_id)).last_seen_at == at(31)


async def test_the_wished_availability_of_one_and_of_all(database: Database) -> None:
    """AVAIL-01"""
    session = await database.session()
    second = msgspec.structs.replace(reported(session.charger_id, "Available"), evse_id=2)
    await database.write([reported(session.charger_id, "Available"), second])
    await database.write([AvailabilityDesired(session.charger_id, 2, "Inoperative", NOW)])
    wishes = [c.desired_availability for c in await Connector.all().order_by("evse_id")]
    assert wishes == [None, "Inoperative"]
    await database.write([AvailabilityDesired(session.charger_id, 0, "Operative", NOW)])
    assert {c.desired_availability for c in await Connector.all()} == {"Operative"}
    assert (await Charger.get(id=session.charger_id)).desired_availability == "Operative"


async def test_a_credential_is_proposed_then_settled(database: Database) -> None:
    """SEC-08"""
    charger = await database.charger(credential="old")
    await database.write([CredentialProposed(charger.id, "new")])
    await charger.refresh_from_db()
    assert (charger.credential, charger.pending_credential) == ("old", "new")
    await database.write([CredentialSettled(charger.id, accepted=False)])
    await charger.refresh_from_db()
    assert (charger.credential, charger.pending_credential) == ("old", None)
    await database.write(
        [CredentialProposed(charger.id, "new"), CredentialSettled(charger.id, accepted=True)]
    )
    await charger.refresh_from_db()
    assert (charger.credential, charger.pending_credential) == ("new", None)


async def test_a_credential_that_is_settled_twice_stays(database: Database) -> None:
    """SEC-08: by the answer to the command and by the first login with the new key."""
    charger = await database.charger(credential="old", pending_credential="new")
    await database.write(
        [CredentialSettled(charger.id, accepted=True), CredentialSettled(charger.id, accepted=True)]
    )
    await charger.refresh_from_db()
    assert (charger.credential, charger.pending_credential) == ("new", None)


async def test_refusals_are_counted(database: Database) -> None:
    """DEC-7: for the operator, by identity, address and cause."""
    first = ConnectionRefused("CP-OO42", "10.0.0.7", "unknown_identity", "No charger has this identity.", NOW)
    await database.write([first, msgspec.structs.replace(first, at=at(9))])
    await database.write([msgspec.structs.replace(first, address="10.0.0.8")])
    rows = await ConnectionRefusal.all().order_by("address")
    assert [(row.address, row.count, row.last_at) for row in rows] == [
        ("10.0.0.7", 2, at(9)),
        ("10.0.0.8", 1, NOW),
    ]


async def test_a_clock_that_fell_back_freezes_nothing(database: Database) -> None:
    """STAT-05: the first status of a connection is how things are; within one the newest claim counts."""
    charger = await database.charger()
    await connect(database, charger.id, "a")

    async def shown_after(status: str, when: datetime, first: bool) -> str | None:
        fact = msgspec.structs.replace(reported(charger.id, status, when=when), first=first)
        await database.write([fact])
        return (await Connector.get()).status

    reset = NOW - timedelta(days=5000)
    assert await shown_after("Available", NOW, first=True) == "Available"
    assert await shown_after("Charging", reset, first=False) == "Available"
    assert await shown_after("Faulted", reset, first=True) == "Faulted"
    assert await shown_after("Available", reset + timedelta(seconds=9), first=False) == "Available"


async def test_a_strangers_name_cannot_spoil_the_list(database: Database) -> None:
    """S1, S4: folded it is twice as long, and would fit neither its column nor any question."""
    await database.write([ConnectionRefused("ß" * 255, "10.0.0.7", "unknown_identity", "", NOW)])
    (matter,) = await attention.items(NOW)
    assert matter["charge_point_id"] == "ß" * 255
