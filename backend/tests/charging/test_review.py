"""csms.charging.review: what comes late changes the record as it would have in time."""

from decimal import Decimal

import pytest

from csms.charging import metering
from csms.charging.ledger import verify
from csms.charging.review import Reviews
from csms.charging.session import ChargerSession
from csms.store.database import writer_for
from csms.store.facts import Metered, TransactionForceClosed, TransactionStopped
from csms.store.models import Transaction, TransactionEvent
from tests.charging.starts import again, report, report_stop
from tests.services.database import Database, at


async def register(
    database: Database, session: ChargerSession, number: str, wh: int, seconds: float, received: float = 3700
) -> None:
    series = metering.series_of(None, None, None, None, None, None)
    fact = metering.meter(session, 1, number, [metering.sample(series, str(wh), at(seconds))], at(received))
    await database.write([fact if isinstance(fact, Metered) else await fact])


async def test_a_late_sample_corrects_the_energy(database: Database) -> None:
    """R7, METER-09, Q30: the stop's register is of no use, so the samples decide, also those that come after it."""
    session = await database.session()
    await database.id_tag("TAG")
    reviews = Reviews(database.journal, lambda: at(4000))
    number = (await report(database, session, meter=1000)).number
    await register(database, session, number, 1800, 60)
    await report_stop(database, session, number, meter=500)
    await reviews.all()
    await register(database, session, number, 1900, 120)
    row = await Transaction.get(ocpp_transaction_id=number)
    assert (row.energy_wh, row.recheck_at) == (800, at(3700))
    await reviews.all()
    await row.refresh_from_db()
    assert (row.energy_wh, row.recheck_at, row.state) == (900, None, "suspect")
    event = await TransactionEvent.get(kind="corrected")
    assert float(event.data["before"]["energy_wh"]) == 800
    await reviews.all()
    assert await TransactionEvent.filter(kind="corrected").count() == 1


async def test_a_stop_after_a_reconnect_is_seen_with_all_samples(database: Database) -> None:
    """R7, METER-08: what the new connection has not seen is in the database."""
    session = await database.session()
    await database.id_tag("TAG")
    number = (await report(database, session, meter=1000)).number
    fresh = await again(session)  # before the sample: the latest one is kept with its transaction in a moment
    await register(database, session, number, 2500, 60)
    stop = await report_stop(database, fresh, number, meter=2000)
    row = await Transaction.get(ocpp_transaction_id=number)
    assert (row.state, row.recheck_at) == ("completed", at(3600))
    (fact,) = [fact for fact in stop.facts if isinstance(fact, TransactionStopped)]
    await Reviews(database.journal, lambda: at(4000)).stopped(fact)
    await row.refresh_from_db()
    assert (row.state, row.flags, row.energy_wh) == ("suspect", ["meter_backwards"], 1000)


async def test_a_repeated_late_sample_is_no_news(database: Database) -> None:
    """METER-15"""
    session = await database.session()
    number = (await report(database, session)).number
    await register(database, session, number, 1800, 60, received=61)
    await report_stop(database, session, number, meter=2000)
    await register(database, session, number, 1800, 60)
    assert (await Transaction.get(ocpp_transaction_id=number)).recheck_at is None


@pytest.mark.parametrize("knows", [True, False], ids=["reconnected", "still connected"])
async def test_samples_for_a_record_that_was_closed_without_a_stop(database: Database, knows: bool) -> None:
    """R10: its last reading is a later one now, whether or not the connection knows that it was closed."""
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    row = await Transaction.get(ocpp_transaction_id=number)
    close = TransactionForceClosed(
        row.id, row.charger_id, ["closed_by_rule"], at(600), Decimal(1400), Decimal(400), "rule", at(60)
    )
    await database.write([close])
    connected = await again(session) if knows else session
    series = metering.series_of(None, None, None, None, None, None)
    fact = metering.meter(connected, 1, number, [metering.sample(series, "1900", at(120))], at(700))
    assert isinstance(fact, Metered)
    writer = writer_for(database.url)
    await writer.commit([[fact]])
    await writer.flush()
    await writer.close()
    await Reviews(database.journal, lambda: at(4000)).all()
    await row.refresh_from_db()
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at) == ("force_closed", 900, 1900, at(120))
    assert (await verify()).differences == []
