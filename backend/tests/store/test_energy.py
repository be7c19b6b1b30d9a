"""csms.store.energy: by registers, never invented."""

from datetime import timedelta

from csms.store.energy import delivered
from tests.services.database import NOW, Database, at
from tests.store.rows import sample, transaction

ENERGY = "Energy.Active.Import.Register"
HOUR = timedelta(hours=1)


async def test_no_session_is_no_figure(database: Database) -> None:
    assert await delivered(NOW - HOUR, NOW, None) is None


async def test_a_session_without_samples_before_the_boundary_counts_after_it(database: Database) -> None:
    charger = await database.charger()
    await transaction(charger, started_at=at(-3600), stopped_at=at(3600), state="completed", energy_wh=5000)
    assert await delivered(NOW - HOUR, NOW, None) == 0
    assert await delivered(NOW, NOW + HOUR, None) == 5000


async def test_parts_add_up_to_the_whole(database: Database) -> None:
    charger = await database.charger()
    row = await transaction(
        charger,
        started_at=at(-3600),
        stopped_at=at(3600),
        state="completed",
        meter_start=1000,
        energy_wh=5000,
    )
    for second, register in [(-1800, 1700), (0, 3100), (1800, 5000)]:
        await sample(row, at(second), register, ENERGY)
    before, after = await delivered(NOW - HOUR, NOW, None), await delivered(NOW, NOW + HOUR, None)
    assert (before, after) == (2100, 2900)


async def test_other_registers_are_not_mixed_in(database: Database) -> None:
    charger = await database.charger()
    row = await transaction(
        charger, started_at=at(-3600), stopped_at=at(60), state="completed", energy_wh=900
    )
    await sample(row, at(-60), 9_000_000, ENERGY, location="Inlet")
    await sample(row, at(-50), 8_000_000, ENERGY, phase="L1")
    assert await delivered(NOW - HOUR, NOW, None) == 0
