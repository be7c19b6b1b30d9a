"""Stops (OCPP 1.6 section 4.10). None is refused; each ends one transaction, once, or is kept aside."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from msgspec import structs

from csms.charging import authorization, settlement, times
from csms.charging.authorization import Verdict, fold
from csms.charging.matching import Claim, only_fit, usable
from csms.charging.metering import metered
from csms.charging.session import ChargerSession, OpenTransaction, Orphan
from csms.charging.settlement import PERIODIC, Registers, energy_samples
from csms.store import sessions
from csms.store.facts import CommandOutcome, Fact, Sample, StopQuarantined, TransactionStopped
from csms.store.flags import (
    IMPLAUSIBLE_TIME,
    METER_FLAGS,
    REGISTER_FELL,
    STOP_BEFORE_START,
    STOPPED_BY_OTHER_TAG,
    SUSPICIOUS,
    UNTIL_STOP,
    merged,
)
from csms.store.models.base import new_id
from csms.store.settlements import OUTLET, REGISTER, EnergySample


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as a charger reports it. `number` is text, and may be of no transaction.

    time_told: the claim could be read; else `occurred_at` is ours.
    """

    number: str
    token: str | None
    meter_stop: Decimal | None
    occurred_at: datetime
    received_at: datetime
    reason: str
    samples: list[Sample]
    time_told: bool = True


@dataclass(frozen=True, slots=True)
class StopDecision:
    verdict: Verdict | None
    facts: tuple[Fact, ...]
    quarantined: bool


def stop_key(stop: Stop) -> str:
    """The content of a stop: tells a retry from another stop. Its number is none of it: many say -1 (STOP-02)."""
    told = stop.occurred_at.isoformat() if stop.time_told else ""
    parts = (
        fold(stop.token or ""),
        told,
        "" if stop.meter_stop is None else format(stop.meter_stop.normalize(), "f"),
        stop.reason,
    )
    return digest(parts)


def digest(parts: Sequence[str]) -> str:
    """One text for the content of a message."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


async def stop(session: ChargerSession, report: Stop) -> StopDecision:
    """Record a stop. It cannot be refused; what fits no transaction is kept aside (STOP-01, STOP-02)."""
    verdict = None
    if report.token:
        at = times.effective(report.occurred_at, report.received_at)
        verdict = await authorization.authorize(
            session, report.token, at=at, now=report.received_at, purpose="stop"
        )
    parent = verdict.parent_folded if verdict else None
    transaction = await _find(session, report, parent)
    if transaction is None:
        return StopDecision(verdict, (_quarantine(session, report, parent),), quarantined=True)
    facts = _close(session, transaction, report, parent)
    return StopDecision(verdict, facts, quarantined=False)


async def _find(session: ChargerSession, report: Stop, parent_folded: str | None) -> OpenTransaction | None:
    if known := session.transactions.get(report.number):
        return known
    row = await sessions.transaction_by_number(session.charger_id, report.number)
    if row is None and not usable(report.number):
        row = await sessions.transaction_by_stop(session.charger_id, stop_key(report))  # it is a retry
        if row is None:
            return _only_open(session, report, parent_folded)
    return session.remember(OpenTransaction.of(row)) if row is not None else None


def _only_open(session: ChargerSession, report: Stop, parent_folded: str | None) -> OpenTransaction | None:
    """-1, 0 and numbers beyond 32 bits mean "I never got one": the only transaction that it can be (STOP-02)."""
    claim = Claim(
        report.token,
        parent_folded,
        report.meter_stop,
        times.effective(report.occurred_at, report.received_at),
    )
    return only_fit(claim, list(session.transactions.values()))


def _quarantine(session: ChargerSession, report: Stop, parent_folded: str | None) -> StopQuarantined:
    stray = StopQuarantined(
        id=new_id(),
        charger_id=session.charger_id,
        charge_point_id=session.charge_point_id,
        ocpp_transaction_id=report.number,
        stop_key=stop_key(report),
        id_token=report.token[: authorization.TOKEN_LIMIT] if report.token else None,
        parent_token_folded=parent_folded,
        meter_stop=report.meter_stop,
        stop_reason=report.reason,
        occurred_at=report.occurred_at,
        received_at=report.received_at,
        samples=report.samples,
    )
    session.note_orphan(orphan_of(stray))
    return stray


def orphan_of(stray: StopQuarantined) -> Orphan:
    return Orphan(
        id=stray.id,
        number=stray.ocpp_transaction_id,
        stop_key=stray.stop_key,
        token=stray.id_token,
        parent_folded=stray.parent_token_folded,
        meter_stop=stray.meter_stop,
        occurred_at=stray.occurred_at,
        received_at=stray.received_at,
        reason=stray.stop_reason,
        samples=stray.samples,
    )


def _close(
    session: ChargerSession, transaction: OpenTransaction, report: Stop, parent_folded: str | None
) -> tuple[Fact, ...]:
    """Close it here, so that the next message finds it closed; the fact closes it in the database."""
    stopped = concluded(transaction, report, parent_folded, session.charger_id)
    samples = metered(session, transaction.evse_id, transaction, None, report.samples, report.received_at)
    if transaction.open:
        transaction.open, transaction.flags = False, stopped.flags
        transaction.stopped_at = stopped.stopped_at
        samples = structs.replace(samples, late=False)
    facts: list[Fact] = [samples] if report.samples else []
    facts.append(stopped)
    if command_id := session.expected_stops.pop(transaction.number, None):
        outcome = CommandOutcome(
            command_id, session.charger_id, "transaction_stopped", transaction.id, report.received_at
        )
        facts.append(outcome)
    return tuple(facts)


def concluded(
    transaction: OpenTransaction, report: Stop, parent_folded: str | None, charger_id: UUID
) -> TransactionStopped:
    """The end of a transaction by its stop. Settled at once by its registers; else again with all its samples."""
    stopped_at, time_flags = _stopped_at(transaction, report)
    registers = Registers(transaction.meter_start, report.meter_stop, transaction.started_at, stopped_at)
    own = settlement.settle(registers, [*energy_samples(report.samples), *_seen(transaction)])
    meter = own.flags if REGISTER_FELL not in transaction.flags else own.flags | {REGISTER_FELL}
    kept = [f for f in transaction.flags if f not in UNTIL_STOP | METER_FLAGS]
    flags = merged(kept, [*sorted(meter), *time_flags, *_tag_flags(transaction, report.token, parent_folded)])
    return TransactionStopped(
        transaction_id=transaction.id,
        charger_id=charger_id,
        state="suspect" if SUSPICIOUS & set(flags) else "completed",
        flags=flags,
        meter_stop=report.meter_stop,
        energy_wh=own.energy_wh,
        stopped_at=stopped_at,
        occurred_at=report.occurred_at,
        received_at=report.received_at,
        stop_reason=report.reason,
        stop_id_token=report.token[: authorization.TOKEN_LIMIT] if report.token else None,
        max_power_w=transaction.max_power_w,
        stop_key=stop_key(report),
        recheck=transaction.doubtful or bool(meter) or bool(report.samples),
    )


def _seen(transaction: OpenTransaction) -> list[EnergySample]:
    """The registers that were seen here while it ran: the highest, and the last."""
    at, last, highest = transaction.register_at, transaction.register_wh, transaction.highest_wh
    if at is None or last is None:
        return []
    values = [(at, last)]
    if highest is not None and highest > last:
        values.insert(0, (transaction.started_at, highest))
    return [EnergySample(when, PERIODIC, REGISTER, None, OUTLET, wh) for when, wh in values]


def _stopped_at(transaction: OpenTransaction, report: Stop) -> tuple[datetime, list[str]]:
    at = times.effective(report.occurred_at, report.received_at)
    flags = [IMPLAUSIBLE_TIME] if at != report.occurred_at else []
    if at < transaction.started_at:
        return transaction.started_at, [*flags, STOP_BEFORE_START]
    return at, flags


def _tag_flags(transaction: OpenTransaction, token: str | None, parent_folded: str | None) -> list[str]:
    """The same tag, or one of the same group, stops normally (STOP-05)."""
    if not token or fold(token) == transaction.id_token_folded:
        return []
    if parent_folded is not None and parent_folded == transaction.parent_folded:
        return []
    return [STOPPED_BY_OTHER_TAG]
