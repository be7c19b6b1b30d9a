"""Who may charge (OCPP 1.6 section 4.1, 7.2; DEC-4, DEC-5).

The table of id tags is asked first, and what it refuses stays refused. Then the external service, where there is one,
has its say: of tags that the table accepts, and of tags that it does not know.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeAlias
from uuid import UUID

from csms.charging.external_authorization import Answer, ExternalAuthorization, Question
from csms.charging.session import ChargerSession
from csms.charging.verdicts import ACCEPTED, BLOCKED, CONCURRENT, EXPIRED, INVALID, Purpose, Verdict
from csms.store import folding, sessions
from csms.store.facts import Limit, UnknownTagPresented
from csms.store.models import IdTag
from csms.store.tag_records import TagRecord

__all__ = ["ACCEPTED", "BLOCKED", "CONCURRENT", "EXPIRED", "INVALID", "TOKEN_LIMIT", "Purpose", "Verdict"]

TOKEN_LIMIT = folding.LIMIT


def clean(token: str) -> str:
    """A token without the control characters that some readers put into it (Q19), and the space around it."""
    return "".join(sign for sign in token if unicodedata.category(sign) != "Cc").strip()


def fold(token: str) -> str:
    """The form in which tokens are compared: case does not count (GEN-02)."""
    return folding.fold(clean(token))


async def authorize(
    session: ChargerSession,
    token: str,
    *,
    at: datetime,
    now: datetime,
    purpose: Purpose = "authorize",
    evse_id: int | None = None,
) -> Verdict:
    """May this token charge? Expiry is judged at `at`, blocking now (DEC-4). Never ConcurrentTx (DEC-5).

    purpose: the message that asks. evse_id: where, when the charger has said so.
    """
    tag = await sessions.token(fold(token))
    ours = _unregistered(session, fold(token), now, purpose) if tag is None else await _own(session, tag, at)
    service = session.external_authorization
    if service is None or ours.final:
        return ours
    answer = await service.ask(_question(session, token, ours, at, purpose, evse_id))
    return _combined(ours, answer, at) if answer else _without_service(ours, service)


def _unregistered(session: ChargerSession, folded: str, now: datetime, purpose: Purpose) -> Verdict:
    """A token of our own remote start is good although nobody registered it (AUTH-06)."""
    if session.expects(folded, now):
        return Verdict(ACCEPTED, registered=False, final=True)
    # Who was let in to start here may also end it, whatever has been forgotten since (STOP-04).
    began = purpose != "start" and session.has_running(folded)
    return Verdict(ACCEPTED if began else INVALID, registered=False)


async def _own(session: ChargerSession, tag: IdTag, at: datetime) -> Verdict:
    """What our table says. The record of the parent, where there is one, binds all of its group."""
    parent = None
    if tag.parent_folded is not None and tag.parent_folded != tag.folded:
        parent = await sessions.token(tag.parent_folded)
    by_station = tag.allowed_station_ids or (parent and parent.allowed_station_ids)
    station_id = await sessions.station_of(session.charger_id) if by_station else None
    return judge(tag, parent, Place(session.charger_id, station_id), at)


Record: TypeAlias = IdTag | TagRecord


class Place(NamedTuple):
    """Where somebody wants to charge."""

    charger_id: UUID
    station_id: UUID | None


def judge(tag: Record, parent: Record | None, place: Place, at: datetime) -> Verdict:
    """What a tag's record and that of its parent say, where there is one."""
    account = [tag] if parent is None or parent.folded == tag.folded else [tag, parent]
    status = _status(account, place, at)
    expiry = min((one.expires_at for one in account if one.expires_at), default=None)
    return Verdict(status, expiry, tag.parent_value, final=status != ACCEPTED)


def _status(account: list[Record], place: Place, at: datetime) -> str:
    if any(one.blocked for one in account):
        return BLOCKED
    if any(one.expires_at is not None and one.expires_at <= at for one in account):
        return EXPIRED
    return ACCEPTED if all(_allowed_at(place, one) for one in account) else INVALID


def _allowed_at(place: Place, tag: Record) -> bool:
    """Without any limit a tag is good everywhere; a place that was deleted still limits it."""
    if not tag.allowed_charger_ids and not tag.allowed_station_ids:
        return True
    if str(place.charger_id) in (tag.allowed_charger_ids or ()):
        return True
    return str(place.station_id) in (tag.allowed_station_ids or ())


def _question(
    session: ChargerSession, token: str, ours: Verdict, at: datetime, purpose: Purpose, evse_id: int | None
) -> Question:
    return Question(
        id_tag=clean(token),
        parent_id_tag=ours.parent,
        registered=ours.registered,
        charger_id=session.charger_id,
        charge_point_id=session.charge_point_id,
        connector_id=evse_id,
        purpose=purpose,
        at=at,
    )


def _combined(ours: Verdict, answer: Answer, at: datetime) -> Verdict:
    """The service's word, within what our table grants. A tag that is busy is good all the same (AUTH-02)."""
    expiries = [moment for moment in (ours.expires_at, answer.expires_at) if moment]
    status = ACCEPTED if answer.status == CONCURRENT else answer.status
    if status == ACCEPTED and answer.expires_at and answer.expires_at <= at:
        status = EXPIRED
    return Verdict(
        status,
        min(expiries, default=None),
        answer.parent_id_tag or ours.parent,
        registered=ours.registered,
        busy=answer.status == CONCURRENT,
    )


def _without_service(ours: Verdict, service: ExternalAuthorization) -> Verdict:
    """What is answered while the service is away, as AUTHORIZATION_FALLBACK says."""
    if service.fallback == "local":
        return ours
    return replace(ours, status=ACCEPTED if service.fallback == "accept" else INVALID)


def unknown(
    session: ChargerSession, token: str, verdict: Verdict, now: datetime
) -> tuple[UnknownTagPresented, ...]:
    """The fact that somebody presented a token that nobody knows, so that an operator can adopt it."""
    value = clean(token)[:TOKEN_LIMIT]
    if verdict.registered or verdict.status != INVALID or not value:
        return ()
    return (UnknownTagPresented(session.charger_id, session.charge_point_id, value, fold(token), now),)


async def limits(token: str) -> list[Limit]:
    """How many transactions the token, and the group that it belongs to, may have at the same time."""
    tag = await sessions.token(fold(token))
    if tag is None:
        return []
    own = [] if tag.max_active_transactions is None else [Limit(tag.folded, tag.max_active_transactions)]
    parent = await sessions.token(tag.parent_folded) if tag.parent_folded else None
    if parent is None or parent.max_active_transactions is None:
        return own
    return [*own, Limit(parent.folded, parent.max_active_transactions, group=True)]


async def room(limits: Sequence[Limit], charger_id: UUID, evse_id: int, start_key: str) -> bool:
    """Whether there is room for one more transaction. Two at the same moment meet in the commit.

    Not counted: this start itself, and the transaction on the same connector that it supersedes (START-05).
    """
    for limit in limits:
        running = await sessions.running(limit.token_folded, group=limit.group)
        others = [one for one in running if one[:2] != (charger_id, evse_id) and one[2] != start_key]
        if len(others) >= limit.maximum:
            return False
    return True
