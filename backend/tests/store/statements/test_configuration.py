"""csms.store.statements.configuration: what chargers report, accept and refuse of their keys."""

from uuid import UUID

from csms.store.facts import ConfigurationChanged, ConfigurationReported, ConfigurationTried
from csms.store.models import Charger, ConfigurationAttempt, ConfigurationKey
from tests.services.database import NOW, Database, at


async def keys(charger_id: UUID) -> dict[str, tuple[str | None, str | None]]:
    """Value and pending value of each."""
    rows = await ConfigurationKey.filter(charger_id=charger_id)
    return {row.key: (row.value, row.pending_value) for row in rows}


async def test_what_is_pending_is_settled_by_the_next_report(database: Database) -> None:
    """CFG-01, CFG-04"""
    charger = await database.charger()
    await database.write([ConfigurationReported(charger.id, NOW, [("A", "0", False)])])
    await database.write([ConfigurationChanged(charger.id, at(1), "a", "1", pending=True)])
    assert await keys(charger.id) == {"A": ("0", "1")}
    await database.write([ConfigurationReported(charger.id, at(2), [("A", "1", False)])])
    assert await keys(charger.id) == {"A": ("1", None)}


async def test_the_last_try_is_kept_with_the_firmware_that_answered(database: Database) -> None:
    """CFG-01: of each charger and key, whatever its case."""
    charger = await database.charger(firmware_version="1")
    other = await database.charger("CP-0002")
    await database.write([ConfigurationTried(charger.id, NOW, "A", "1", "Rejected")])
    await Charger.filter(id=charger.id).update(firmware_version="2")
    await database.write(
        [
            ConfigurationTried(charger.id, at(1), "a", "2", "Accepted"),
            ConfigurationTried(charger.id, at(2), "B", "1", "NotSupported"),
            ConfigurationTried(other.id, at(3), "A", "1", "Rejected"),
        ]
    )
    rows = await ConfigurationAttempt.filter(charger_id=charger.id).order_by("key_folded")
    assert [(row.key_folded, row.value, row.status, row.firmware, row.at) for row in rows] == [
        ("a", "2", "Accepted", "2", at(1)),
        ("b", "1", "NotSupported", "2", at(2)),
    ]


async def test_a_key_that_is_not_known_has_no_value_any_more(database: Database) -> None:
    """CFG-02, CFG-04: a refused change takes nothing away."""
    charger = await database.charger()
    await database.write([ConfigurationReported(charger.id, NOW, [("A", "0", False), ("B", "0", False)])])
    await database.write([ConfigurationTried(charger.id, at(1), "a", None, "NotSupported")])
    await database.write([ConfigurationTried(charger.id, at(1), "B", "1", "NotSupported")])
    assert await keys(charger.id) == {"B": ("0", None)}
