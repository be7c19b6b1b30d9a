"""Starts and stops (OCPP 1.6 section 3.7, 4.8, 4.10). What is reported exists, whatever we think of it."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from csms.charging import authorization, times
from csms.charging.authorization import Verdict, fold
from csms.charging.metering import REGISTER, metered
from csms.charging.session import ChargerSession, OpenTransaction
from csms.store import sessions
from csms.store.facts import (
    CommandOutcome,
    Fact,
    Limit,
    Sample,
    StopQuarantined,
    TransactionStarted,
    TransactionStopped,
    TransactionSuperseded,
)
from csms.store.models.base import new_id
from csms.store.statements import transactions as statements

# Why a transaction needs a look. The first four make it suspect.
METER_BACKWARDS = "meter_backwards"
METER_NEGATIVE = "meter_negative"
STOP_MISSING = "stop_missing"
STOP_BEFORE_START = "stop_before_start"
IMPLAUSIBLE_TIME = "implausible_time"
NOT_AUTHORIZED = statements.NOT_AUTHORIZED
STOPPED_BY_OTHER_TAG = "stopped_by_other_tag"
FORCE_CLOSED = "force_closed"
SUSPICIOUS = frozenset({METER_BACKWARDS, METER_NEGATIVE, STOP_MISSING, STOP_BEFORE_START})

OFFLINE_AFTER = timedelta(minutes=5)
"""A start that old when it arrives happened offline: what runs now says nothing about then (START-05)."""

LARGEST_NUMBER = 2**31 - 1
"""Many chargers keep the transaction id in 32 signed bits (START-03)."""


@dataclass(frozen=True, slots=True)
class Start:
    """A start as a charger reports it. `occurred_at` is its claim, energy in Wh; None: no meter can show it."""

    evse_id: int
    token: str
    meter_start: Decimal | None
    occurred_at: datetime
    received_at: datetime
    reservation: str | None


@dataclass(frozen=True, slots=True)
class StartDecision:
    """`number` and `verdict` for the reply; `fact_id` finds the start in the results of the commit."""

    number: str
    verdict: Verdict
    fact_id: UUID | None
    facts: tuple[Fact, ...]
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as a charger reports it. `number` is text, and may be of no transaction."""

    number: str
    token: str | None
    meter_stop: Decimal | None
    occurred_at: datetime
    received_at: datetime
    reason: str
    samples: list[Sample]


@dataclass(frozen=True, slots=True)
class StopDecision:
    verdict: Verdict | None
    facts: tuple[Fact, ...]
    quarantined: bool


def start_key(start: Start) -> str:
    """The content of a start: the same for each retry, over whatever connection and message id (START-04)."""
    parts = (
        str(start.evse_id),
        fold(start.token),
        start.occurred_at.isoformat(),
        "" if start.meter_start is None else format(start.meter_start.normalize(), "f"),
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


async def start(session: ChargerSession, report: Start) -> StartDecision:
    """Record a start. It always gets a number, also when the token may not charge (START-01)."""
    key = start_key(report)
    if known := session.started_by(key):  # it may still wait for its commit, as this reply will, behind it
        return await _retry(session, report, known.number, known.authorization_status)
    row = await sessions.transaction_by_start(session.charger_id, key)
    if row is not None:
        return await _retry(session, report, row.ocpp_transaction_id or "", row.authorization_status or "")
    verdict, limits = await _verdict(session, report, key)
    return await _new(session, report, key, verdict, limits)


async def _retry(session: ChargerSession, report: Start, number: str, status: str) -> StartDecision:
    """The same number and verdict as the first time (START-04)."""
    verdict = await authorization.authorize(
        session,
        report.token,
        at=report.occurred_at,
        now=report.received_at,
        purpose="start",
        evse_id=report.evse_id,
    )
    return StartDecision(
        number, Verdict(status, verdict.expires_at, verdict.parent), None, (), duplicate=True
    )


async def _verdict(session: ChargerSession, report: Start, key: str) -> tuple[Verdict, tuple[Limit, ...]]:
    """The verdict of now, and the limits that the commit looks at once more."""
    at = times.effective(report.occurred_at, report.received_at)
    verdict = await authorization.authorize(
        session, report.token, at=at, now=report.received_at, purpose="start", evse_id=report.evse_id
    )
    if verdict.status != authorization.ACCEPTED or report.received_at - at > OFFLINE_AFTER:
        return verdict, ()
    limits = await authorization.limits(report.token)
    if verdict.busy or not await authorization.room(limits, session.charger_id, report.evse_id, key):
        return replace(verdict, status=authorization.CONCURRENT), ()
    return verdict, tuple(limits)


async def _new(
    session: ChargerSession, report: Start, key: str, verdict: Verdict, limits: tuple[Limit, ...]
) -> StartDecision:
    number = await _free_number()
    started_at = times.effective(report.occurred_at, report.received_at)
    superseded = _superseded(session, report.evse_id, started_at)
    command_id = session.take_expected(report.evse_id, fold(report.token), report.received_at)
    flags = _start_flags(report, verdict)
    opened = session.remember(
        OpenTransaction(
            id=new_id(),
            number=number,
            evse_id=report.evse_id,
            id_token=report.token,
            id_token_folded=fold(report.token),
            parent_folded=verdict.parent_folded,
            start_key=key,
            meter_start=report.meter_start,
            started_at=started_at,
            flags=flags,
            authorization_status=verdict.status,
            register_wh=report.meter_start,
        )
    )
    started = TransactionStarted(
        id=opened.id,
        charger_id=session.charger_id,
        charge_point_id=session.charge_point_id,
        evse_id=report.evse_id,
        ocpp_transaction_id=number,
        start_key=key,
        id_token=report.token[: authorization.TOKEN_LIMIT],
        id_token_folded=opened.id_token_folded,
        parent_token_folded=opened.parent_folded,
        authorization_status=verdict.status,
        reservation_ref=report.reservation,
        command_id=command_id,
        flags=flags,
        meter_start=report.meter_start,
        started_at=started_at,
        occurred_at=report.occurred_at,
        received_at=report.received_at,
        limits=limits,
    )
    unknown = authorization.unknown(session, report.token, verdict, report.received_at)
    facts: list[Fact] = [*superseded, started, *unknown]
    if command_id:
        facts.append(
            CommandOutcome(
                command_id, session.charger_id, "transaction_started", opened.id, report.received_at
            )
        )
    return StartDecision(number, verdict, opened.id, tuple(facts), duplicate=False)


def no_room(session: ChargerSession, number: str) -> None:
    """The commit found that others had taken the last place of this tag (START-05)."""
    if transaction := session.transactions.get(number):
        transaction.authorization_status = authorization.CONCURRENT
        transaction.flags = [*transaction.flags, NOT_AUTHORIZED]


def _superseded(session: ChargerSession, evse_id: int, started_at: datetime) -> list[TransactionSuperseded]:
    """Open transactions of the connector: their stop is missing. They still accept it (START-07)."""
    facts = []
    for old in session.open_on(evse_id):
        if STOP_MISSING in old.flags or old.started_at > started_at:
            continue
        old.flags = [*old.flags, STOP_MISSING]
        facts.append(TransactionSuperseded(old.id, session.charger_id, old.flags, started_at))
    return facts


def _start_flags(report: Start, verdict: Verdict) -> list[str]:
    flags = []
    if not times.plausible(report.occurred_at, report.received_at):
        flags.append(IMPLAUSIBLE_TIME)
    if verdict.status != authorization.ACCEPTED:
        flags.append(NOT_AUTHORIZED)
    return flags


async def _free_number() -> str:
    """A transaction id nobody has: positive, random so that nobody guesses another's (START-03, S7)."""
    while True:
        number = str(secrets.randbelow(LARGEST_NUMBER) + 1)
        if not await sessions.number_taken(number):
            return number


async def stop(session: ChargerSession, report: Stop) -> StopDecision:
    """Record a stop. It cannot be refused; what fits no transaction is kept aside (STOP-01, STOP-02)."""
    verdict = None
    if report.token:
        verdict = await authorization.authorize(
            session, report.token, at=report.occurred_at, now=report.received_at, purpose="stop"
        )
    transaction = await _find(session, report)
    if transaction is None:
        return StopDecision(verdict, (_quarantine(session, report),), quarantined=True)
    facts = _close(session, transaction, report, verdict)
    return StopDecision(verdict, facts, quarantined=False)


async def _find(session: ChargerSession, report: Stop) -> OpenTransaction | None:
    if known := session.transactions.get(report.number):
        return known
    row = await sessions.transaction_by_number(session.charger_id, report.number)
    if row is not None:
        return session.remember(OpenTransaction.of(row))
    if not report.number.lstrip("-").isdigit() or 0 < int(report.number) <= LARGEST_NUMBER:
        return None
    return _only_open(session, report.token)


def _only_open(session: ChargerSession, token: str | None) -> OpenTransaction | None:
    """-1, 0 and numbers beyond 32 bits mean "I never got one": then the only open transaction is meant (STOP-02)."""
    candidates = session.all_open()
    if token and len(candidates) > 1:
        candidates = [t for t in candidates if t.id_token_folded == fold(token)]
    return candidates[0] if len(candidates) == 1 else None


def _quarantine(session: ChargerSession, report: Stop) -> StopQuarantined:
    data = {
        "id_token": report.token,
        "meter_stop": str(report.meter_stop),
        "reason": report.reason,
        "samples": len(report.samples),
    }
    return StopQuarantined(session.charger_id, report.number, report.occurred_at, report.received_at, data)


def _close(
    session: ChargerSession, transaction: OpenTransaction, report: Stop, verdict: Verdict | None
) -> tuple[Fact, ...]:
    """Close it here, so that the next message finds it closed; the fact closes it in the database."""
    energy, meter_flags = _energy(transaction, report)  # against the last sample before the stop's own
    samples = metered(session, transaction.evse_id, transaction, None, report.samples, report.received_at)
    stopped_at, time_flags = _stopped_at(transaction, report)
    flags = [f for f in transaction.flags if f not in (STOP_MISSING, FORCE_CLOSED)]
    flags += [*meter_flags, *time_flags, *_tag_flags(transaction, report.token, verdict)]
    transaction.open, transaction.flags = False, flags
    stopped = TransactionStopped(
        transaction_id=transaction.id,
        charger_id=session.charger_id,
        state="suspect" if SUSPICIOUS & set(flags) else "completed",
        flags=flags,
        meter_stop=report.meter_stop,
        energy_wh=energy,
        stopped_at=stopped_at,
        occurred_at=report.occurred_at,
        received_at=report.received_at,
        stop_reason=report.reason,
        stop_id_token=report.token[: authorization.TOKEN_LIMIT] if report.token else None,
        max_power_w=transaction.max_power_w,
    )
    facts: list[Fact] = [samples] if report.samples else []
    facts.append(stopped)
    if command_id := session.expected_stops.pop(transaction.number, None):
        outcome = CommandOutcome(
            command_id, session.charger_id, "transaction_stopped", transaction.id, report.received_at
        )
        facts.append(outcome)
    return tuple(facts)


def _energy(transaction: OpenTransaction, report: Stop) -> tuple[Decimal | None, list[str]]:
    """Energy by the priorities of METER-09, and what is odd about it. Never negative, never invented."""
    start, stop = transaction.meter_start, report.meter_stop
    if start is not None and stop is not None and stop >= start:
        last = transaction.register_wh
        backwards = last is not None and last > stop
        return stop - start, [METER_BACKWARDS] if backwards else []
    between = _register_span(report.samples)
    if between is not None:
        return between, [METER_NEGATIVE]
    if start is not None and transaction.register_wh is not None and transaction.register_wh >= start:
        return transaction.register_wh - start, [METER_NEGATIVE]
    return None, [METER_NEGATIVE]


def _register_span(samples: Sequence[Sample]) -> Decimal | None:
    """Transaction.End minus Transaction.Begin of the overall register in transactionData."""
    values = {
        one.series.context: one.value
        for one in samples
        if one.series.measurand == REGISTER and one.series.phase is None and one.series.location == "Outlet"
    }
    begin, end = values.get("Transaction.Begin"), values.get("Transaction.End")
    if begin is None or end is None or end < begin:
        return None
    return end - begin


def _stopped_at(transaction: OpenTransaction, report: Stop) -> tuple[datetime, list[str]]:
    at = times.effective(report.occurred_at, report.received_at)
    flags = [IMPLAUSIBLE_TIME] if at != report.occurred_at else []
    if at < transaction.started_at:
        return transaction.started_at, [*flags, STOP_BEFORE_START]
    return at, flags


def _tag_flags(transaction: OpenTransaction, token: str | None, verdict: Verdict | None) -> list[str]:
    """The same tag, or one of the same group, stops normally (STOP-05)."""
    if not token or fold(token) == transaction.id_token_folded:
        return []
    same_group = verdict is not None and verdict.parent_folded is not None
    if same_group and verdict is not None and verdict.parent_folded == transaction.parent_folded:
        return []
    return [STOPPED_BY_OTHER_TAG]
