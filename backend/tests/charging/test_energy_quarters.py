"""csms.charging.energy_quarters: the quarters follow the record through its whole life."""

from csms.charging.energy_quarters import AGAIN, EnergyQuarters, figures
from csms.charging.review import Reviews
from csms.charging.session import ChargerSession
from csms.store.facts import EnergySplit
from csms.store.models import EnergyQuarter, Transaction
from tests.charging.starts import report, report_stop
from tests.charging.test_review import register
from tests.journeys.waiting import eventually
from tests.services.database import Database, at


async def measured(database: Database, session: ChargerSession, number: str, wh: int, seconds: float) -> None:
    """A sample, until the record of the running session shows it: the latest reading is stored in a moment."""
    await register(database, session, number, wh, seconds)

    async def stored() -> bool:
        return (await Transaction.get(ocpp_transaction_id=number)).metered_at == at(seconds)

    await eventually(stored)


async def quarters() -> list[tuple[float, float]]:
    """(seconds after noon, Wh)."""
    rows = await EnergyQuarter.all().order_by("quarter")
    return [((row.quarter - at(0)).total_seconds(), row.energy_uwh / 1_000_000) for row in rows]


async def test_a_session_counts_as_far_as_it_was_measured_then_stopped_then_corrected(
    database: Database,
) -> None:
    session = await database.session()
    await database.id_tag("TAG")
    number = (await report(database, session, meter=1000)).number
    await measured(database, session, number, 1800, 1800)
    await EnergyQuarters(database.journal, lambda: at(3000)).work()
    assert await quarters() == [(0, 400), (900, 400)]

    await report_stop(database, session, number, meter=500)  # of no use: the samples decide
    await EnergyQuarters(database.journal, lambda: at(3600)).work()
    assert sum(wh for _, wh in await quarters()) == 800
    assert (await Transaction.get(ocpp_transaction_id=number)).split_due_at is None

    await register(database, session, number, 2600, 2700)
    await Reviews(database.journal, lambda: at(4000)).all()
    await EnergyQuarters(database.journal, lambda: at(4000)).work()
    assert await quarters() == [(0, 400), (900, 400), (1800, 800)]


async def test_a_running_session_is_split_again_and_not_all_the_time(database: Database) -> None:
    session = await database.session()
    await database.id_tag("TAG")
    number = (await report(database, session, meter=1000)).number
    chore = EnergyQuarters(database.journal, lambda: at(3000))
    await chore.work()
    assert (await Transaction.get(ocpp_transaction_id=number)).split_due_at == at(3000) + AGAIN
    await measured(database, session, number, 1800, 1800)
    await chore.work()
    assert await quarters() == []
    await EnergyQuarters(database.journal, lambda: at(3000) + AGAIN).work()
    assert await quarters() == [(0, 400), (900, 400)]


async def test_an_answer_to_an_older_mark_changes_nothing(database: Database) -> None:
    session = await database.session()
    await database.id_tag("TAG")
    number = (await report(database, session, meter=1000)).number
    row = await Transaction.get(ocpp_transaction_id=number)
    assert row.split_due_at is not None
    await report_stop(database, session, number, meter=1800)
    numbers = figures(row, [(at(0), 0), (at(1), 1)])
    old = EnergySplit(row.id, row.charger_id, "tag", row.split_due_at, None, [(at(0), 1)], numbers)
    await database.write([old])
    assert await quarters() == []
    await EnergyQuarters(database.journal, lambda: at(9000)).work()
    assert sum(wh for _, wh in await quarters()) == 800
