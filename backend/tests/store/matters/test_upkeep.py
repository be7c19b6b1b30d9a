"""csms.store.matters.upkeep, .drivers: what was begun and did not go well, and what drivers stumble over."""

from datetime import timedelta
from typing import Any

from csms.store import attention
from csms.store.matters.drivers import TRIED_OFTEN
from csms.store.models import (
    ChargerCertificate,
    LocalList,
    Reservation,
    Transfer,
    UnknownTag,
)
from csms.store.models.base import new_id
from csms.store.values import View
from tests.services.database import NOW, Database, at


async def matters() -> list[View]:
    return await attention.items(NOW)


async def job(charger_id: Any, state: str, second: float = 0) -> Transfer:
    when = at(second)
    times: dict[str, Any] = {"created_at": when, "updated_at": when, "ended_at": when}
    return await Transfer.create(
        charger_id=charger_id, kind="firmware", state=state, detail="DownloadFailed", **times
    )


async def test_firmware_that_failed_until_it_is_asked_for_again(database: Database) -> None:
    charger = await database.charger("CP-1")
    await job(charger.id, "failed", -600)
    (matter,) = await matters()
    assert (matter["kind"], matter["title"]) == ("firmware", "CP-1 has not taken its firmware")
    assert matter["detail"] == "The charger could not take it. DownloadFailed."
    await job(charger.id, "requested", -60)
    assert await matters() == []


async def test_what_somebody_has_cancelled_is_no_matter(database: Database) -> None:
    charger = await database.charger("CP-1")
    await job(charger.id, "cancelled")
    await Transfer.create(
        charger_id=charger.id, kind="log", state="failed", created_at=NOW, updated_at=NOW, ended_at=NOW
    )
    assert await matters() == []


async def test_a_certificate_near_its_end_until_another_is_in_use(database: Database) -> None:
    charger = await database.charger("CP-1")
    row = await ChargerCertificate.create(
        charger_id=charger.id,
        state="in_use",
        common_name="CP-1",
        not_after=NOW + timedelta(days=3),
        requested_at=NOW,
        updated_at=NOW,
    )
    (matter,) = await matters()
    assert (matter["kind"], matter["title"]) == (
        "certificate",
        "The certificate of CP-1 expires on 2026-11-22",
    )
    (over,) = await attention.items(NOW + timedelta(days=4))
    assert over["title"] == "The certificate of CP-1 has expired"
    assert over["id"] != matter["id"]
    await ChargerCertificate.filter(id=row.id).update(state="superseded")
    assert await matters() == []


async def test_a_local_list_that_does_not_get_there(database: Database) -> None:
    charger = await database.charger("CP-1")
    row = await LocalList.create(
        charger_id=charger.id, mode="all", state="failed", error="It answered VersionMismatch", tried_at=NOW
    )
    (matter,) = await matters()
    assert matter["kind"] == "local_list"
    assert matter["detail"].startswith("It answered VersionMismatch.")
    await LocalList.filter(id=row.id).update(tried_at=at(60))
    assert [one["id"] for one in await matters()] == [matter["id"]]  # the same matter at each new try
    await LocalList.filter(id=row.id).update(mode="off")
    assert await matters() == []


async def test_a_reserved_connector_that_is_taken(database: Database) -> None:
    charger = await database.charger("CP-1")
    row = await Reservation.create(
        charger_id=charger.id,
        charge_point_id="CP-1",
        evse_id=2,
        ocpp_reservation_id=1,
        id_token="INES",
        id_token_folded="ines",
        expires_at=at(3600),
        state="active",
        conflict_transaction_id=new_id(),
    )
    (matter,) = await matters()
    assert (matter["kind"], matter["connector_id"]) == ("reservation", 2)
    assert matter["title"] == "CP-1, connector 2 is taken, and reserved for INES"
    assert matter["transaction_id"] == str(row.conflict_transaction_id)
    await Reservation.filter(id=row.id).update(state="expired")
    assert await matters() == []


async def test_an_unknown_tag_that_is_shown_again_and_again(database: Database) -> None:
    charger = await database.charger("CP-1")
    row = await UnknownTag.create(
        value="04FF",
        folded="04ff",
        charger_id=charger.id,
        charge_point_id="CP-1",
        count=TRIED_OFTEN - 1,
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    assert await matters() == []
    await UnknownTag.filter(id=row.id).update(count=TRIED_OFTEN)
    (matter,) = await matters()
    assert matter["title"] == "04FF was shown 5 times and is not registered"
    await row.delete()
    assert await matters() == []
