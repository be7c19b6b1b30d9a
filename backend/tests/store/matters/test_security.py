"""csms.store.matters.security: what somebody has to see, once for each charger and type."""

from datetime import timedelta
from typing import Any

from csms.charging import attention as deeds
from csms.charging.security_events import noticed, report
from csms.store import attention
from csms.store.models import Charger, Transfer
from csms.store.values import View
from tests.services.database import NOW, Database, at


async def told(database: Database, charger: Charger, kind: str, detail: str = "", second: float = 0) -> None:
    await database.write([report(charger.id, kind, detail, at(second), at(second))])


async def matters() -> list[View]:
    return [one for one in await attention.items(at(3600)) if one["kind"] == "security"]


async def test_a_person_closes_it_and_the_next_event_opens_it_anew(database: Database) -> None:
    charger = await database.charger("CP-0031")
    await told(database, charger, "TamperDetectionActivated", "door 1")
    await told(database, charger, "TamperDetectionActivated", "door 2", 60)
    (matter,) = await matters()
    assert matter["title"] == "CP-0031: TamperDetectionActivated"
    assert matter["detail"] == (
        "Reported by the charger, 2 times within 30 days. door 2. Have somebody look at the charger."
    )
    assert matter["at"] == at(60)
    await deeds.put_aside(matter["id"], "ines@example.com", NOW, until=None)
    assert await matters() == []
    await told(database, charger, "TamperDetectionActivated", "door 1", 120)
    assert [one["at"] for one in await matters()] == [at(120)]


async def test_what_the_server_has_seen_counts(database: Database) -> None:
    charger = await database.charger("CP-0031")
    seen = noticed(
        charger.id, "InvalidChargePointCertificate", "Somebody came with the certificate of 'X'", NOW
    )
    await database.write([seen])
    (matter,) = await matters()
    assert matter["detail"].startswith("Seen by the server. Somebody came with the certificate of 'X'.")


async def test_a_start_is_no_matter_many_within_a_day_are(database: Database) -> None:
    charger = await database.charger("CP-0031")
    for number in range(2):
        await told(database, charger, "StartupOfTheDevice", second=number)
    assert await matters() == []
    await told(database, charger, "StartupOfTheDevice", second=2)
    (matter,) = await matters()
    assert "3 times within a day" in matter["detail"]


async def test_a_new_firmware_is_a_matter_when_nobody_has_sent_it(database: Database) -> None:
    asked, other = await database.charger("CP-1"), await database.charger("CP-2")
    times: dict[str, Any] = {"created_at": NOW, "updated_at": NOW, "sent_at": NOW - timedelta(days=1)}
    await Transfer.create(charger_id=asked.id, kind="firmware", state="installed", **times)
    for charger in (asked, other):
        await told(database, charger, "FirmwareUpdated")
    assert [one["charge_point_id"] for one in await matters()] == ["CP-2"]


async def test_the_log_has_the_others(database: Database) -> None:
    charger = await database.charger("CP-0031")
    await told(database, charger, "ReconfigurationOfSecurityParameters")
    await told(database, charger, "TamperDetectionActivated", second=-31 * 86400)
    await database.write([report(charger.id, "VendorThing", "", NOW, NOW)])
    assert await matters() == []
