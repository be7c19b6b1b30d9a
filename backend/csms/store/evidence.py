"""What a transaction's record rests on: the messages that made it, their registers, and the charger's clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from csms.store.flags import FLAGS
from csms.store.meter_values import ENERGY, series
from csms.store.models import Message, MeterValue, Transaction, TransactionEvent
from csms.store.values import View, number

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
    kind: str, at: datetime, detail: str, register: Decimal | None = None, count: int | None = None
) -> View:
    return {
        "kind": kind,
        "at": at,
        "register_wh": number(register),
        "count": count,
        "detail": detail,
        "received_at": None,
    }


def _event(event: TransactionEvent) -> View:
    return {**_said(event), "received_at": event.received_at}


def _said(event: TransactionEvent) -> View:
    data = event.data
    match event.kind:
        case "started":
            verdict = data["authorization_status"]
            return _piece(
                "started", event.occurred_at, f"Tag {data['id_token']}: {verdict}", _wh(data["meter_start"])
            )
        case "stopped":
            again = ", sent again" if event.disposition == "duplicate" else ""
            detail = f"Reason {data['stop_reason']}{again}"
            return _piece("stopped", event.occurred_at, detail, _wh(data["meter_stop"]))
        case "closed":
            return _piece("closed", event.occurred_at, f"Closed by {data['actor']}", _wh(data["meter_stop"]))
        case "superseded":
            return _piece("superseded", event.occurred_at, "Another transaction started on this connector")
    return _later(event.kind, event.occurred_at, data)


def _later(kind: str, at: datetime, data: dict[str, Any]) -> View:
    """What was found out, or made up, about the end."""
    match kind:
        case "suspected":
            return _piece(kind, at, FLAGS.get(data["cause"], data["cause"]))
        case "resumed":
            return _piece(kind, at, "Samples came: it goes on")
        case "joined":
            stop = data["stop"]
            detail = f"Reason {stop['stop_reason']}; its stop had come before, or without its number"
            return _piece(kind, at, detail, _wh(stop["meter_stop"]))
        case "settled":
            note = f": {data['note']}" if data["note"] else ""
            return _piece(kind, at, f"Settled by {data['actor']}{note}", _wh(data["meter_stop"]))
    return _piece("corrected", at, _correction(data))


def _correction(data: dict[str, Any]) -> str:
    before, after = data["before"]["energy_wh"], data["energy_wh"]
    known = [f"{float(wh) / 1000:.2f} kWh" if wh is not None else "unknown" for wh in (before, after)]
    return f"Energy {known[0]}, now {known[1]}"


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
    word = "more" if gap > 0 else "less"
    detail = f"{abs(gap) / 1000:.2f} kWh {word} than at the end of transaction {last.ocpp_transaction_id}"
    return [_piece("meter_gap", transaction.started_at, detail, transaction.meter_start)]


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


def _rhythm(moments: list[datetime], registers: list[tuple[datetime, Decimal]]) -> str:
    """How often samples came, and whether the register behaved."""
    steps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    often = f"every {sorted(steps)[len(steps) // 2]:.0f} s" if steps else "one sample"
    values = [value for _, value in registers]
    falls = sum(later < earlier for earlier, later in pairwise(values))
    if not values:
        return often
    return (
        f"{often}, always rising"
        if not falls
        else f"{often}, falling {'once' if falls == 1 else f'{falls} times'}"
    )


def _since_start(transaction: Transaction, register: Decimal) -> str:
    if transaction.meter_start is None:
        return "The register at the start is unknown"
    return f"{(register - transaction.meter_start) / 1000:.2f} kWh since the start"


def _clock(events: list[TransactionEvent]) -> list[View]:
    """The charger's clock beside ours, at the latest message that came while it was fresh."""
    for event in reversed(events):
        ahead = event.occurred_at - event.received_at
        if event.kind in ("started", "stopped") and abs(ahead) < LIVE:
            seconds = ahead.total_seconds()
            word = "ahead of" if seconds > 0 else "behind"
            return [_piece("clock", event.received_at, f"{abs(seconds):.1f} s {word} ours")]
    return []
