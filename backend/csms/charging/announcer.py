"""From what was committed to what screens see.

Deeds and facts only mark what has changed; a few times a second the changed things are read once, in the very shape
that REST answers with, and published. So an event never says more, or other, than a reload would.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec

from csms.realtime.broker import Broker
from csms.realtime.events import Event
from csms.store import facts as f
from csms.store.facts.local_lists import (
    LocalListAnswered,
    LocalListDisputed,
    LocalListSent,
    LocalListVersionTold,
)
from csms.store.facts.security import (
    CertificateAnswered,
    CertificateRequested,
    CertificateSeen,
    SecurityEventReported,
)
from csms.store.facts.transfers import (
    TransferAnswered,
    TransferFileStored,
    TransferReported,
    TransferRequested,
)
from csms.store.journal import Entry, Results
from csms.store.outage import log_failure

log = logging.getLogger(__name__)

PAUSE = 0.1
RETRY_PAUSE = 1.0
COUNT_PAUSE = 1.0
BATCH = 200
"""Objects of one kind read at once; more wait for the next turn."""

View = dict[str, Any]
Reader = Callable[[Collection[UUID]], Awaitable[list[View]]]


class Announcer:
    """Marks what changed; `run` publishes it.

    readers: kind -> the question that answers with the REST views of ids, for `charger`, `transaction`, `command`,
    `station`, `id_tag` and `reservation`; for the kinds of `OF_CHARGERS` ids are those of chargers, and the views
    what last changed there. attention: how many matters need the operator.
    """

    def __init__(
        self, broker: Broker, readers: Mapping[str, Reader], attention: Callable[[], Awaitable[int]]
    ) -> None:
        self._broker = broker
        self._readers = readers
        self._count_attention = attention
        self._changed: dict[str, dict[UUID, None]] = {kind: {} for kind in readers}
        self._metered: dict[tuple[UUID, int], f.Metered] = {}
        self._logged: dict[UUID, list[Any]] = {}
        self._broken: dict[UUID, list[Any]] = {}
        self._attention = False
        self._counted_again_at = 0.0
        self._wake = asyncio.Event()

    @property
    def kinds(self) -> frozenset[str]:
        """Of things whose changes are announced."""
        return frozenset(self._readers)

    # -- what changed --------------------------------------------------------------------------------------------------

    def charger(self, charger_id: UUID) -> None:
        self._mark("charger", charger_id)

    def transaction(self, transaction_id: UUID) -> None:
        self._mark("transaction", transaction_id)

    def command(self, command_id: UUID) -> None:
        self._mark("command", command_id)

    def station(self, station_id: UUID) -> None:
        self._mark("station", station_id)

    def reservation(self, reservation_id: UUID) -> None:
        self._mark("reservation", reservation_id)
        self._attention = True

    def id_tag(self, id_tag_id: UUID) -> None:
        self._mark("id_tag", id_tag_id)

    def job(self, charger_id: UUID) -> None:
        self._mark("job", charger_id)
        self._attention = True

    def certificate(self, charger_id: UUID) -> None:
        self._mark("certificate", charger_id)
        self._attention = True

    def local_list(self, charger_id: UUID) -> None:
        self._mark("local_list", charger_id)
        self._attention = True

    def security_event(self, charger_id: UUID) -> None:
        self._mark("security_event", charger_id)
        self._attention = True

    def drift(self, charger_id: UUID) -> None:
        self._publish("drift.updated", {"charger_id": str(charger_id)}, key=str(charger_id))

    def firmware(self, row_id: UUID) -> None:
        """A file has come, has gone, or is held back."""
        self._publish("firmware.updated", {"id": str(row_id)}, key=str(row_id))

    def webhook(self, row_id: UUID) -> None:
        """It has changed, or something was sent to it."""
        self._publish("webhook.updated", {"id": str(row_id)}, key=str(row_id))

    def notifications(self) -> None:
        """Something was put down to be told, or was sent, or could not be."""
        self._publish("notifications.updated", {}, key="all")

    def audited(self) -> None:
        self._publish("audit.updated", {}, key="all")

    def deleted(self, kind: str, row_id: UUID) -> None:
        self._changed.get(kind, {}).pop(row_id, None)
        self._publish(f"{kind}.deleted", {"id": str(row_id)})

    def attention(self) -> None:
        self._attention = True
        self._wake.set()

    def _mark(self, kind: str, row_id: UUID) -> None:
        self._changed[kind][row_id] = None
        self._wake.set()

    def committed(self, entries: Iterable[Entry], results: Results) -> None:
        """Facts that the journal has stored, and what came of them."""
        marks = _MARKS
        for entry in entries:
            for fact in entry.facts:
                mark = marks.get(type(fact))
                if mark is not None:
                    mark(self, fact)
        for reservation_id in results.reservations:
            self.reservation(reservation_id)
        self._wake.set()

    def _message(self, fact: f.MessageLogged) -> None:
        _count(self._logged, fact)
        if fact.violations:
            _count(self._broken, fact)

    def _meter(self, fact: f.Metered) -> None:
        if fact.reading is not None:
            self._metered[fact.charger_id, fact.evse_id] = fact

    def _status(self, fact: f.ConnectorReported) -> None:
        self.charger(fact.charger_id)
        self._attention = True

    def _started(self, fact: f.TransactionStarted) -> None:
        self.transaction(fact.id)
        self.charger(fact.charger_id)

    def _ended(self, fact: Any) -> None:
        self.transaction(fact.transaction_id)
        self.charger(fact.charger_id)
        self._attention = True

    def _ended_nothing(self, fact: f.StopQuarantined) -> None:
        self._attention = True

    def _refused(self, fact: f.ConnectionRefused) -> None:
        self._publish("refusal.recorded", {"charge_point_id": fact.charge_point_id, "cause": fact.cause})
        self._attention = True

    def _unknown_tag(self, fact: f.UnknownTagPresented) -> None:
        place = {"charger_id": str(fact.charger_id), "charge_point_id": fact.charge_point_id}
        self._publish("unknown_tag.presented", {"id_tag": fact.id_token, **place, "at": fact.at})
        self._attention = True

    # -- telling -------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Publish until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self.publish_changes()
            except Exception as error:  # a screen that is late must not end the announcements
                log_failure(log, error, "changes could not be announced")
                await asyncio.sleep(RETRY_PAUSE)
                self.attention()
            await asyncio.sleep(PAUSE)

    async def publish_changes(self) -> None:
        """One turn: everything that has changed since the last."""
        self._publish_counted()
        self._publish_metered()
        for kind, read in self._readers.items():
            await self._publish_changed(kind, read)
        if self._attention:
            await self._publish_attention()

    async def _publish_attention(self) -> None:
        """Not more often than people can see: it is counted anew over everything."""
        now = monotonic()
        if now < self._counted_again_at:
            self._wake.set()
            return
        self._attention = False
        self._counted_again_at = now + COUNT_PAUSE
        self._publish("attention.updated", {"count": await self._count_attention()})

    async def _publish_changed(self, kind: str, read: Reader) -> None:
        changed = self._changed[kind]
        ids = list(changed)[:BATCH]
        for row_id in ids:
            del changed[row_id]
        if changed:
            self._wake.set()
        if ids:
            for view in await self._read(read, ids, changed):
                key = view["charger_id"] if kind == "local_list" else view["id"]
                self._publish(event_of(kind), view, key=str(key))

    async def _read(self, read: Reader, ids: list[UUID], changed: dict[UUID, None]) -> list[View]:
        """What cannot be read now has changed all the same, and is announced later."""
        try:
            return await read(ids)
        except BaseException:
            changed.update(dict.fromkeys(ids))
            raise

    def _publish_counted(self) -> None:
        logged, self._logged = self._logged, {}
        broken, self._broken = self._broken, {}
        for charger_id, (count, at) in logged.items():
            self._publish("message.logged", {"charger_id": str(charger_id), "count": count, "last_at": at})
        for charger_id, (count, at) in broken.items():
            self._publish(
                "violation.recorded", {"charger_id": str(charger_id), "count": count, "last_at": at}
            )

    def _publish_metered(self) -> None:
        metered, self._metered = self._metered, {}
        for fact in metered.values():
            self._publish("transaction.metered", _metered_view(fact), key=f"{fact.charger_id}/{fact.evse_id}")

    def _publish(self, kind: str, data: View, key: str = "") -> None:
        self._broker.publish(Event(kind, _encode(data), key))


def _count(counted: dict[UUID, list[Any]], fact: f.MessageLogged) -> None:
    """[how many, the time of the last], by charger."""
    seen = counted.setdefault(fact.charger_id, [0, fact.at])
    seen[0] += 1
    seen[1] = fact.at


OF_CHARGERS = ("job", "certificate", "local_list", "security_event")

_RECORDED = ("security_event",)
"""What never changes afterwards."""


def event_of(kind: str) -> str:
    """The event by which a kind of things is announced."""
    return f"{kind}.{'recorded' if kind in _RECORDED else 'updated'}"


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_encode = _ENCODER.encode

_MARKS: dict[type[f.Fact], Callable[[Announcer, Any], None]] = {
    f.MessageLogged: Announcer._message,
    f.Metered: Announcer._meter,
    f.ConnectorReported: Announcer._status,
    f.ChargerBooted: lambda self, fact: self.charger(fact.charger_id),
    f.TransactionStarted: Announcer._started,
    f.TransactionStopped: Announcer._ended,
    f.TransactionSuperseded: Announcer._ended,
    f.TransactionForceClosed: Announcer._ended,
    f.TransactionSuspected: Announcer._ended,
    f.TransactionResumed: Announcer._ended,
    f.TransactionSettled: Announcer._ended,
    f.TransactionCorrected: Announcer._ended,
    f.StopQuarantined: Announcer._ended_nothing,
    f.StopJoined: lambda self, fact: self._ended(fact.stop),
    f.CommandRequested: lambda self, fact: self.command(fact.command_id),
    f.CommandSent: lambda self, fact: self.command(fact.command_id),
    f.CommandClosed: lambda self, fact: self.command(fact.command_id),
    f.CommandOutcome: lambda self, fact: self.command(fact.command_id),
    f.ConnectionRefused: Announcer._refused,
    f.UnknownTagPresented: Announcer._unknown_tag,
    SecurityEventReported: lambda self, fact: self.security_event(fact.charger_id),
    **dict.fromkeys(
        (TransferRequested, TransferAnswered, TransferReported, TransferFileStored),
        lambda self, fact: self.job(fact.charger_id),
    ),
    **dict.fromkeys(
        (CertificateRequested, CertificateAnswered, CertificateSeen),
        lambda self, fact: self.certificate(fact.charger_id),
    ),
    **dict.fromkeys(
        (LocalListSent, LocalListAnswered, LocalListVersionTold, LocalListDisputed),
        lambda self, fact: self.local_list(fact.charger_id),
    ),
}


def _metered_view(fact: f.Metered) -> View:
    reading = fact.reading
    assert reading is not None
    return {
        "transaction_id": str(fact.transaction_id) if fact.transaction_id else None,
        "charger_id": str(fact.charger_id),
        "connector_id": fact.evse_id,
        "at": reading.at,
        "power_w": reading.power_w,
        "current_a": reading.current_a,
        "voltage_v": reading.voltage_v,
        "soc_percent": reading.soc_percent,
        "energy_wh": reading.energy_wh,
    }
