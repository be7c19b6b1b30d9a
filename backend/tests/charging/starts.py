"""Starts and stops as chargers report them, stored as the server stores them."""

from datetime import datetime
from decimal import Decimal

from csms.charging import stops, transactions
from csms.charging.session import ChargerSession, OpenTransaction
from csms.charging.stops import Stop, StopDecision
from csms.charging.transactions import Start, StartDecision
from csms.store import sessions
from csms.store.facts import Sample
from tests.services.database import NOW, Database, at


async def report(
    database: Database,
    session: ChargerSession,
    *,
    token: str = "TAG",
    evse_id: int = 1,
    meter: int = 1000,
    when: datetime = NOW,
    received: datetime = NOW,
) -> StartDecision:
    """A start, decided and stored."""
    start = Start(evse_id, token, Decimal(meter), when, received, None)
    decision = await transactions.start(session, start)
    await database.write(decision.facts)
    return decision


async def report_stop(
    database: Database,
    session: ChargerSession,
    number: str,
    *,
    meter: int = 2000,
    token: str | None = None,
    when: datetime | None = None,
    samples: list[Sample] | None = None,
    reason: str = "Local",
) -> StopDecision:
    """A stop, decided and stored."""
    occurred_at = when or at(3600)
    received_at = max(occurred_at, at(3600))
    stop = Stop(number, token, Decimal(meter), occurred_at, received_at, reason, samples or [])
    decision = await stops.stop(session, stop)
    await database.write(decision.facts)
    return decision


async def again(session: ChargerSession) -> ChargerSession:
    """The same charger after a reconnect."""
    fresh = ChargerSession(session.charger_id, session.charge_point_id, epoch=session.epoch)
    for row in await sessions.without_stop(session.charger_id):
        fresh.remember(OpenTransaction.of(row))
    return fresh
