"""What a transaction's record rests on: the messages that made it, their registers, and the charger's clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from csms.said import Energy, Said, said
from csms.store.flags import FLAGS
from csms.store.meter_values import ENERGY, series
from csms.store.models import Message, MeterValue, Transaction, TransactionEvent
from csms.store.values import View, number, said_view

LIVE = timedelta(minutes=5)
"""A stop that arrives later than this was kept by the charger: its age says nothing about the clock."""


async def of(transaction_id: UUID) -> list[View]:
    """In the order of events; empty for an unknown transaction."""
    transaction = await Transaction.get_or_none(id=transaction_id)
    if transaction is None:
        return []
    events = await TransactionEvent.filter(transaction_id=transaction_id).order_by("id")
    starts = [_event(event) for event in events if event.kind == "started"]
    ends = [_event(event) for event in events if event.kind != "started"]
    samples = await _samples(transaction)
    pieces = [*starts, *await _gap(transaction), *samples, *ends, *_clock(events)]
    return await _with_messages(transaction.charger_id, pieces)


_SAYS = {
    "started": ("StartTransaction",),
    "superseded": ("StartTransaction",),
    "resumed": ("MeterValues",),
    "last_sample": ("MeterValues", "StopTransaction"),
    "stopped": ("StopTransaction",),
}
"""What a charger said it by."""


async def _with_messages(charger_id: UUID, pieces: list[View]) -> list[View]:
    """Each with the request in the message log that it was read from: a frame's time is that of what it says."""
    moments = {piece["received_at"] for piece in pieces if piece["received_at"]}
    requests = Message.filter(charger_id=charger_id, at__in=moments, direction="in", type="CALL")
    found = await requests.order_by("id").values("id", "at", "action", "message_id")
    for piece in pieces:
        piece["message"] = _message(piece.pop("received_at"), piece["kind"], found)
    return pieces


def _message(received_at: datetime | None, kind: str, found: Iterable[View]) -> View | None:
    actions = _SAYS.get(kind, ())
    for one in found:
        if one["at"] == received_at and one["action"] in actions:
            return {"id": str(one["id"]), "message_id": one["message_id"]}
    return None


def _piece(
    kind: str, at: datetime, words: Said, register: Decimal | None = None, count: int | None = None
) -> View:
    return {
        "kind": kind,
        "at": at,
        "register_wh": number(register),
        "count": count,
        "detail": str(words),
        "said": said_view(words),
        "received_at": None,
    }


def _event(event: TransactionEvent) -> View:
    return {**_told(event), "received_at": event.received_at}


def _told(event: TransactionEvent) -> View:
    data = event.data
    match event.kind:
        case "started":
            words = said("Tag {tag}: {verdict}", tag=data["id_token"], verdict=data["authorization_status"])
            return _piece("started", event.occurred_at, words, _wh(data["meter_start"]))
        case "stopped":
            words = _stopped(data["stop_reason"], again=event.disposition == "duplicate")
            return _piece("stopped", event.occurred_at, words, _wh(data["meter_stop"]))
        case "closed":
            words = said("Closed by {actor}", actor=data["actor"])
            return _piece("closed", event.occurred_at, words, _wh(data["meter_stop"]))
        case "superseded":
            words = said("Another transaction started on this connector")
            return _piece("superseded", event.occurred_at, words)
    return _later(event.kind, event.occurred_at, data)


def _stopped(reason: str, *, again: bool) -> Said:
    return (
        said("Reason {reason}, sent again", reason=reason)
        if again
        else said("Reason {reason}", reason=reason)
    )


def _later(kind: str, at: datetime, data: dict[str, Any]) -> View:
    """What was found out, or made up, about the end."""
    match kind:
        case "suspected":
            return _piece(kind, at, Said(FLAGS.get(data["cause"], data["cause"])))
        case "resumed":
            return _piece(kind, at, said("Samples came: it goes on"))
        case "joined":
            stop = data["stop"]
            words = said(
                "Reason {reason}; its stop had come before, or without its number", reason=stop["stop_reason"]
            )
            return _piece(kind, at, words, _wh(stop["meter_stop"]))
        case "settled":
            return _piece(kind, at, _settled(data["actor"], data["note"]), _wh(data["meter_stop"]))
    return _piece("corrected", at, _correction(data))


def _settled(actor: str, note: str | None) -> Said:
    if not note:
        return said("Settled by {actor}", actor=actor)
    return said("Settled by {actor}: {note}", actor=actor, note=note)


def _correction(data: dict[str, Any]) -> Said:
    before, after = (_energy(wh) for wh in (data["before"]["energy_wh"], data["energy_wh"]))
    return said("Energy {before}, now {after}", before=before, after=after)


def _energy(wh: str | float | None) -> Energy | Said:
    return said("unknown") if wh is None else Energy(float(wh))


async def _gap(transaction: Transaction) -> list[View]:
    """The meter of a connector goes on from one session to the next; what it counted between is missing (START-11)."""
    earlier = Transaction.filter(
        charger_id=transaction.charger_id,
        evse_id=transaction.evse_id,
        started_at__lt=transaction.started_at,
        meter_stop__isnull=False,
    )
    last = await earlier.order_by("-started_at").first() if transaction.meter_start is not None else None
    if last is None or last.meter_stop is None or transaction.meter_start is None:
        return []
    gap = transaction.meter_start - last.meter_stop
    if not gap:
        return []
    words = _more(gap, last.ocpp_transaction_id)
    return [_piece("meter_gap", transaction.started_at, words, transaction.meter_start)]


def _more(gap: Decimal, before: str | None) -> Said:
    energy, number = Energy(abs(gap)), str(before)
    if gap > 0:
        return said("{energy} more than at the end of transaction {number}", energy=energy, number=number)
    return said("{energy} less than at the end of transaction {number}", energy=energy, number=number)


def _wh(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


async def _samples(transaction: Transaction) -> list[View]:
    registers = await series(transaction.id, ENERGY)
    taken = (
        await MeterValue.filter(transaction_id=transaction.id)
        .distinct()
        .values_list("occurred_at", flat=True)
    )
    if not taken:
        return []
    moments: list[datetime] = sorted(taken)  # type: ignore[arg-type]
    pieces = [_piece("meter_values", moments[0], _rhythm(moments, registers), count=len(moments))]
    if registers:
        at, register = registers[-1]
        last = _piece("last_sample", at, _since_start(transaction, register), register)
        pieces.append({**last, "received_at": await _arrival(transaction, at)})
    return pieces


async def _arrival(transaction: Transaction, at: datetime) -> datetime | None:
    """When the sample of this moment first came."""
    sample = await MeterValue.filter(transaction_id=transaction.id, occurred_at=at).order_by("id").first()
    return sample.received_at if sample else None


def _rhythm(moments: list[datetime], registers: list[tuple[datetime, Decimal]]) -> Said:
    """How often samples came, and whether the register behaved."""
    steps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    often = said("every {seconds} s", seconds=_middle(steps)) if steps else said("one sample")
    values = [value for _, value in registers]
    falls = sum(later < earlier for earlier, later in pairwise(values))
    if not values:
        return often
    if not falls:
        return said("{often}, always rising", often=often)
    return said(
        "{often}, falling {times, plural, one {once} other {# times}}",
        often=often,
        times=falls,
    )


def _middle(steps: list[float]) -> int:
    return round(sorted(steps)[len(steps) // 2])


def _since_start(transaction: Transaction, register: Decimal) -> Said:
    if transaction.meter_start is None:
        return said("The register at the start is unknown")
    return said("{energy} since the start", energy=Energy(register - transaction.meter_start))


def _clock(events: list[TransactionEvent]) -> list[View]:
    """The charger's clock beside ours, at the latest message that came while it was fresh."""
    for event in reversed(events):
        ahead = event.occurred_at - event.received_at
        if event.kind in ("started", "stopped") and abs(ahead) < LIVE:
            return [_piece("clock", event.received_at, _ahead(ahead.total_seconds()))]
    return []


def _ahead(seconds: float) -> Said:
    apart = Decimal(f"{abs(seconds):.1f}")
    if seconds > 0:
        return said("{seconds} s ahead of ours", seconds=apart)
    return said("{seconds} s behind ours", seconds=apart)
