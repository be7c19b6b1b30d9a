"""csms.store.violations and its statements: the field's scorecard, on both databases."""

from typing import Any
from uuid import UUID

from csms.store import violations
from csms.store.facts import MessageLogged
from csms.store.models import Charger, Violation
from csms.store.models.base import new_id
from csms.store.paging import read_cursor
from csms.store.violations import Filter
from tests.services.database import Database, at

ENUM = {"rule": "enum", "path": "meterValue[0].sampledValue[3].unit", "message": "'Hz' is none of them"}
EXTRA = {"rule": "extra", "path": "vendorField", "message": "a field that does not exist"}


def frame(
    charger_id: UUID,
    *broken: dict[str, str],
    seconds: float = 0,
    raw: str = "[2]",
    action: str = "MeterValues",
) -> MessageLogged:
    return MessageLogged(charger_id, at(seconds), "in", "CALL", "1", action, raw, list(broken) or None)


async def charger(database: Database, identity: str = "CP-0001", **hardware: Any) -> Charger:
    return await database.charger(
        identity, **({"vendor": "Kestrel", "model": "AC 22", "firmware_version": "2.4.1"} | hardware)
    )


async def test_kinds_are_counted_with_their_latest_frame(database: Database) -> None:
    """DEC-3: by firmware, positions do not count."""
    row = await charger(database)
    other = {**ENUM, "path": "meterValue[1].sampledValue[0].unit"}
    await database.write([frame(row.id, ENUM, EXTRA), frame(row.id, other, seconds=5, raw="[2,2]")])
    await database.write([frame(row.id, ENUM, seconds=9, raw="[2,3]"), frame(row.id)])
    found = (await violations.list_page(10, None, Filter(charger_id=row.id)))["items"]
    assert [(v["rule"], v["path"], v["count"], v["raw"]) for v in found] == [
        ("enum", "meterValue[].sampledValue[].unit", 3, "[2,3]"),
        ("extra", "vendorField", 1, "[2]"),
    ]
    assert (found[0]["first_at"], found[0]["last_at"]) == (at(5), at(9))
    assert (found[0]["charge_point_id"], found[0]["firmware_version"]) == ("CP-0001", "2.4.1")


async def test_another_firmware_is_another_line(database: Database) -> None:
    row = await charger(database)
    await database.write([frame(row.id, ENUM)])
    await Charger.filter(id=row.id).update(firmware_version="2.5.0")
    await database.write([frame(row.id, ENUM, seconds=5)])
    found = (await violations.list_page(10, None, Filter(vendor="Kestrel")))["items"]
    assert [(v["firmware_version"], v["count"]) for v in found] == [("2.5.0", 1), ("2.4.1", 1)]


async def test_a_charger_that_is_gone_counts_for_nothing(database: Database) -> None:
    await database.write([frame(new_id(), ENUM)])
    assert await Violation.all().count() == 0


async def test_a_charger_cannot_fill_the_table(database: Database) -> None:
    """S13: it chooses its words, not how many of them we keep."""
    row = await charger(database)
    inventions = [{**EXTRA, "path": f"field{number}"} for number in range(600)]
    await database.write([frame(row.id, *inventions)])
    await database.write([frame(row.id, inventions[0], inventions[599])])
    assert await Violation.all().count() == 500
    assert (await Violation.get(path="field0")).count == 2


async def test_scorecards_of_models_and_firmwares(database: Database) -> None:
    """DEC-3: those who break nothing are there as well, and firmwares that nobody has any more."""
    bad = await charger(database)
    await charger(database, "CP-0002")
    await charger(database, "CP-0003", vendor="Acme", model="Pole", firmware_version=None)
    await database.charger("CP-0004")  # never booted
    await database.write([frame(bad.id, ENUM, EXTRA), frame(bad.id, ENUM, seconds=3)])
    await Charger.filter(id=bad.id).update(firmware_version="2.5.0")
    first = await violations.scorecards(2, None)
    rest = await violations.scorecards(2, read_cursor(first["next_cursor"]))
    cards = first["items"] + rest["items"]
    assert rest["next_cursor"] is None
    assert [
        (c["vendor"], c["firmware_version"], c["chargers"], c["kinds"], c["violations"]) for c in cards
    ] == [
        ("Acme", "", 1, 0, 0),
        ("Kestrel", "2.4.1", 1, 2, 3),
        ("Kestrel", "2.5.0", 1, 0, 0),
    ]
    assert (cards[1]["chargers_with_violations"], cards[1]["last_at"]) == (1, at(3))
    assert cards[0]["last_at"] is None
