"""Does the ledger add up? Every record is derived anew from its events and samples, and compared (R20)."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from csms.charging.review import is_settled, registers_of
from csms.charging.settlement import Settlement, settle
from csms.store import ledger, settlements
from csms.store.flags import METER_FLAGS
from csms.store.models import Transaction, TransactionEvent


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not add up. `subject`: the transaction, the charger or the message."""

    subject: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.subject}  {self.rule}: {self.detail}"


@dataclass(slots=True)
class Verification:
    """pending: records that are about to be worked out again, because something came late."""

    transactions: int
    pending: int
    differences: list[Difference]


async def verify() -> Verification:
    """Reads everything, changes nothing. A server may go on writing: what differs is looked at a second time."""
    found = Verification(0, 0, [])
    async for rows in _batches():
        found.transactions += len(rows)
        found.pending += sum(row.recheck_at is not None for row in rows)
        again = await ledger.records_of(await _differing(rows))
        found.differences += [one for ones in (await _differing(again)).values() for one in ones]
    if await _messages():
        found.differences += await _messages()
    return found


async def _differing(rows: list[Transaction]) -> dict[UUID, list[Difference]]:
    """Records with what differs in them."""
    ids = [row.id for row in rows]
    events, samples = await ledger.events_of(ids), await settlements.of_many(ids)
    found: dict[UUID, list[Difference]] = {}
    for row in rows:
        differences = [*_events(row, events[row.id])]
        if row.recheck_at is None and row.stopped_at is not None:
            differences += _record(row, settle(registers_of(row), samples[row.id]))
        if differences:
            found[row.id] = differences
    return found


async def _batches() -> AsyncIterator[list[Transaction]]:
    rows = await ledger.records(None)
    while rows:
        yield rows
        rows = await ledger.records(rows[-1].id)


def _events(row: Transaction, events: Sequence[TransactionEvent]) -> Iterator[Difference]:
    """One start; one stop at most, reported or joined; and the registers that they told."""
    applied = [event for event in events if event.disposition == "applied"]
    starts = [event for event in applied if event.kind == "started"]
    stops = [event for event in applied if event.kind in ("stopped", "joined")]
    if len(starts) != 1:
        yield _difference(row, "starts", f"{len(starts)} starts were applied")
    elif not _same(row.meter_start, starts[0].data["meter_start"]):
        yield _difference(row, "meter_start", f"{row.meter_start}, told {starts[0].data['meter_start']}")
    if len(stops) != (1 if row.stopped_received_at is not None else 0):
        yield _difference(row, "stops", f"{len(stops)} stops were applied")
    elif stops and not is_settled(row) and not _same(row.meter_stop, _told(stops[0])):
        yield _difference(row, "meter_stop", f"{row.meter_stop}, told {_told(stops[0])}")
    if row.stopped_at is not None and not any(e.kind in ("closed", "settled") for e in applied) and not stops:
        yield _difference(row, "end", "it has ended, and no event says why")


def _told(stop: TransactionEvent) -> Any:
    data = stop.data["stop"] if stop.kind == "joined" else stop.data
    return data["meter_stop"]


def _record(row: Transaction, found: Settlement) -> Iterator[Difference]:
    """Energy and meter flags as all samples have them; what a person has settled is his word."""
    if row.energy_wh is not None and row.energy_wh < 0:
        yield _difference(row, "energy", f"{row.energy_wh} Wh is negative")
    if row.stopped_at is not None and row.stopped_at < row.started_at:
        yield _difference(row, "time", f"it ended at {row.stopped_at}, before its start at {row.started_at}")
    if is_settled(row):
        return
    if not _same(row.energy_wh, found.energy_wh):
        yield _difference(row, "energy", f"{row.energy_wh} Wh, derived {found.energy_wh} Wh")
    flags = set(row.flags) & METER_FLAGS
    if flags != found.flags:
        yield _difference(row, "flags", f"{sorted(flags)}, derived {sorted(found.flags)}")


async def _messages() -> list[Difference]:
    """Each transaction message has one verdict, and as many events say the same."""
    lost = [
        Difference(str(message["charger_id"]), "verdict", f"{message['action']} {message['id']} has none")
        for message in await ledger.unjudged()
    ]
    told, events = await ledger.verdicts(), await ledger.events()
    for key in sorted({*told, *events}):
        charger, kind, disposition = key
        if kind == "started" and disposition == "duplicate":
            continue  # a repeated start leaves no event: its first one says all
        if disposition == "quarantined" and told.get(key, 0) > events.get(key, 0):
            continue  # what no rule could read is quarantined by its message alone
        if told.get(key, 0) != events.get(key, 0):
            detail = f"{told.get(key, 0)} messages, {events.get(key, 0)} events"
            lost.append(Difference(charger, f"{kind} {disposition}", detail))
    return lost


def _difference(row: Transaction, rule: str, detail: str) -> Difference:
    return Difference(str(row.id), rule, detail)


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return Decimal(str(one)) == Decimal(str(other))
