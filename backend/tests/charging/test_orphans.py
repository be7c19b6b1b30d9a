"""csms.charging.orphans: a stop that came too early, or without its number, finds its transaction once."""

from datetime import datetime
from decimal import Decimal

import pytest

from csms.charging import metering, transactions
from csms.charging.orphans import Orphans
from csms.charging.review import Reviews
from csms.charging.session import ChargerSession
from csms.store.facts import Metered, Sample
from csms.store.models import MeterValue, QuarantinedStop, Transaction, TransactionEvent
from tests.charging.starts import again, report, report_stop
from tests.services.database import NOW, Database, at


async def chores(database: Database) -> None:
    await Orphans(database.journal, lambda: at(7200)).join()
    await Reviews(database.journal, lambda: at(7200)).all()


def value(raw: str, when: datetime, context: str | None = None) -> Sample:
    return metering.sample(metering.series_of(context, None, None, None, None, None), raw, when)


async def measured(database: Database, session: ChargerSession, number: str | None, *samples: Sample) -> None:
    fact = metering.meter(session, 1, number, list(samples), at(0))
    await database.write([fact if isinstance(fact, Metered) else await fact])


@pytest.mark.parametrize("claimed", ["-1", "0", "9223372036854775807"])
async def test_a_start_joins_the_stop_that_waits_for_it(database: Database, claimed: str) -> None:
    """STOP-02, STOP-08, R8, Q26, Q27: with all that is known of it, in the start's own commit."""
    session = await database.session()
    await database.id_tag("TAG")
    data = [value("1000", NOW, "Transaction.Begin"), value("2000", at(3600), "Transaction.End")]
    assert (await report_stop(database, session, claimed, token="TAG", samples=data)).quarantined
    number = (await report(database, session)).number
    row = await Transaction.get(ocpp_transaction_id=number)
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at, row.flags) == (
        "completed",
        1000,
        2000,
        at(3600),
        [],
    )
    assert await MeterValue.filter(transaction_id=row.id, evse_id=1).count() == 2
    assert not session.all_open()
    kinds = [(event.kind, event.disposition) for event in await TransactionEvent.all().order_by("id")]
    assert kinds == [("stopped", "quarantined"), ("started", "applied"), ("joined", "applied")]
    orphan = await QuarantinedStop.get()
    assert (orphan.transaction_id, orphan.joined_at) == (row.id, NOW)


async def test_a_start_over_another_connection_joins_as_well(database: Database) -> None:
    """STOP-08: what waits is in the database, not in a connection."""
    session = await database.session()
    await report_stop(database, session, "-1", token="TAG")
    number = (await report(database, await again(session))).number
    assert (await Transaction.get(ocpp_transaction_id=number)).energy_wh == 1000


async def test_a_stop_finds_its_number_later(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """STOP-08: a number that we did not know when the stop came, as after a restored backup."""
    session = await database.session()
    await measured(database, session, "4711", value("1500", at(60)))
    assert (await report_stop(database, session, "4711")).quarantined

    async def number() -> str:
        return "4711"

    monkeypatch.setattr(transactions, "_free_number", number)
    await report(database, session)
    row = await Transaction.get(ocpp_transaction_id="4711")
    assert (row.state, row.energy_wh) == ("completed", 1000)
    assert (await MeterValue.get()).transaction_id == row.id


async def test_a_number_that_a_charger_believes_to_know_is_given_to_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """START-03, R11"""
    session = await database.session()
    await report_stop(database, session, "4712")
    drawn = iter([4711, 4711 + 1])
    monkeypatch.setattr("csms.charging.transactions.secrets.randbelow", lambda limit: next(drawn))
    assert (await report(database, session)).number == "4713"


async def test_between_two_starts_nobody_guesses(database: Database) -> None:
    """STOP-02, R8: it stays where an operator sees it."""
    session = await database.session()
    await report(database, session, evse_id=1)
    await report(database, session, evse_id=2)
    assert (await report_stop(database, session, "-1", token="TAG")).quarantined
    await chores(database)
    assert (await QuarantinedStop.get()).transaction_id is None
    assert await Transaction.filter(stopped_at=None).count() == 2


async def test_between_two_stops_nobody_guesses(database: Database) -> None:
    """STOP-02, R8"""
    session = await database.session()
    await report_stop(database, session, "-1", token="TAG", meter=2000)
    await report_stop(database, session, "-1", token="TAG", meter=2500)
    await report(database, session)
    await chores(database)
    assert await QuarantinedStop.filter(transaction_id=None).count() == 2


async def test_the_chore_joins_what_another_process_has_started(database: Database) -> None:
    """R8: once, however many do it at the same time."""
    session = await database.session()
    session.orphans = []
    elsewhere = await again(session)
    await report_stop(database, elsewhere, "-1", token="TAG")
    number = (await report(database, session)).number
    assert (await Transaction.get(ocpp_transaction_id=number)).stopped_at is None
    await chores(database)
    await chores(database)
    assert (await Transaction.get(ocpp_transaction_id=number)).energy_wh == 1000
    assert await TransactionEvent.filter(kind="joined").count() == 1


async def test_a_repeated_orphan_is_kept_once(database: Database) -> None:
    """STOP-07, R7: also after it was joined it ends nothing else."""
    session = await database.session()
    for _ in range(2):
        await report_stop(database, session, "-1", token="TAG")
    assert await QuarantinedStop.all().count() == 1
    events = await TransactionEvent.filter(kind="stopped").order_by("id")
    assert [event.disposition for event in events] == ["quarantined", "duplicate"]
    await report(database, session)
    other = (await report(database, session, evse_id=2, when=at(-60))).number
    await report_stop(database, await again(session), "-1", token="TAG")
    assert (await Transaction.get(ocpp_transaction_id=other)).stopped_at is None


async def test_an_anonymous_stop_sent_twice_ends_one(database: Database) -> None:
    """STOP-07, STOP-02: its retry does not end the next transaction of the same tag."""
    session = await database.session()
    first = (await report(database, session)).number
    await report_stop(database, session, "-1", token="TAG", when=at(3600))
    second = (await report(database, session, meter=2000, when=at(3590), received=at(3700))).number
    decision = await report_stop(database, await again(session), "-1", token="TAG", when=at(3600))
    assert not decision.quarantined
    rows = {row.ocpp_transaction_id: row for row in await Transaction.all()}
    assert (rows[first].energy_wh, rows[second].stopped_at) == (Decimal(1000), None)


async def test_samples_that_came_first_are_attached(database: Database) -> None:
    """METER-12, STOP-08, R8: of the connector and the time of the transaction, and none besides."""
    session = await database.session()
    early, mine, later = (value(raw, at(s)) for raw, s in (("900", -400), ("1500", 60), ("2600", 4000)))
    for one in (early, mine, later):
        await measured(database, session, None, one)
    number = (await report(database, session)).number
    await report_stop(database, session, number)
    row = await Transaction.get(ocpp_transaction_id=number)
    assert [m.raw_text for m in await MeterValue.filter(transaction_id=row.id)] == ["1500"]
    assert await MeterValue.filter(transaction_id=None).count() == 2
