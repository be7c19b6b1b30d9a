"""Starts (OCPP 1.6 section 3.7, 4.8). What is reported exists, whatever we think of it."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from csms.charging import authorization, orphans, times
from csms.charging.authorization import Verdict, fold
from csms.charging.matching import LARGEST_NUMBER
from csms.charging.session import ChargerSession, OpenTransaction
from csms.charging.stops import digest
from csms.store import sessions
from csms.store.facts import CommandOutcome, Fact, Limit, TransactionStarted, TransactionSuperseded
from csms.store.flags import IMPLAUSIBLE_TIME, METER_UNREADABLE, NOT_AUTHORIZED, STOP_MISSING
from csms.store.models.base import new_id

OFFLINE_AFTER = timedelta(minutes=5)
"""A start that old when it arrives happened offline: what runs now says nothing about then (START-05)."""


@dataclass(frozen=True, slots=True)
class Start:
    """A start as a charger reports it. `occurred_at` is its claim, energy in Wh; None: no meter can show it.

    time_told: the claim could be read; else `occurred_at` is ours.
    """

    evse_id: int
    token: str
    meter_start: Decimal | None
    occurred_at: datetime
    received_at: datetime
    reservation: str | None
    time_told: bool = True


@dataclass(frozen=True, slots=True)
class StartDecision:
    """`number` and `verdict` for the reply; `fact_id` finds the start in the results of the commit."""

    number: str
    verdict: Verdict
    fact_id: UUID | None
    facts: tuple[Fact, ...]
    duplicate: bool


def start_key(start: Start) -> str:
    """The content of a start: the same for each retry, over whatever connection and message id (START-04)."""
    parts = (
        str(start.evse_id),
        fold(start.token),
        start.occurred_at.isoformat(),
        "" if start.meter_start is None else format(start.meter_start.normalize(), "f"),
    )
    return digest(parts)


async def start(session: ChargerSession, report: Start) -> StartDecision:
    """Record a start. It always gets a number, also when the token may not charge (START-01)."""
    key = start_key(report)
    if known := session.started_by(key) or _without_time(
        session, report
    ):  # it may still wait for its commit, as this reply will, behind it
        return await _retry(session, report, known.number, known.authorization_status)
    row = await sessions.transaction_by_start(session.charger_id, key)
    if row is not None:
        return await _retry(session, report, row.ocpp_transaction_id or "", row.authorization_status or "")
    verdict, limits = await _verdict(session, report, key)
    return await _new(session, report, key, verdict, limits)


def _without_time(session: ChargerSession, report: Start) -> OpenTransaction | None:
    """A start whose time cannot be read has another one with each retry: the rest of it must tell (START-04)."""
    if report.time_told:
        return None
    token = fold(report.token)
    same = (t for t in session.open_on(report.evse_id) if IMPLAUSIBLE_TIME in t.flags)
    return next((t for t in same if (t.id_token_folded, t.meter_start) == (token, report.meter_start)), None)


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
            highest_wh=report.meter_start,
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
    joined = await orphans.for_start(session, opened, report.received_at)
    facts: list[Fact] = [*superseded, started, *unknown, *joined]
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
    if not report.time_told or not times.plausible(report.occurred_at, report.received_at):
        flags.append(IMPLAUSIBLE_TIME)
    if verdict.status != authorization.ACCEPTED:
        flags.append(NOT_AUTHORIZED)
    if report.meter_start is None:
        flags.append(METER_UNREADABLE)
    return flags


async def _free_number() -> str:
    """A transaction id nobody has: positive, random so that nobody guesses another's (START-03, S7)."""
    while True:
        number = str(secrets.randbelow(LARGEST_NUMBER) + 1)
        if not await sessions.number_taken(number):
            return number
