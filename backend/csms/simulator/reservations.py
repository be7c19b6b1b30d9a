"""Connectors that are kept for an id tag (OCPP 1.6, 5.1, 5.13)."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from msgspec import Struct

from csms.simulator.parts import Parts


class Reservation(Struct, frozen=True):
    """`connector_id` 0 is any connector. Whoever has the `parent` tag may come too."""

    id: int
    connector_id: int
    id_tag: str
    expires_at: datetime
    parent: str | None = None

    def is_for(self, id_tag: str, parent: str | None = None) -> bool:
        if id_tag.casefold() == self.id_tag.casefold():
            return True
        return parent is not None and self.parent is not None and parent.casefold() == self.parent.casefold()


class Kept(Exception):
    """The connector is reserved for somebody else."""


class Reservations:
    """Survive a reboot. `changed` is told which connector to look at, 0 for none in particular."""

    def __init__(self, parts: Parts, changed: Callable[[int], None]) -> None:
        self._parts = parts
        self._changed = changed
        self._held: dict[int, Reservation] = {}

    def add(self, reservation: Reservation) -> None:
        """One of the same id gives way (RES-01)."""
        self.end(reservation.id)
        self._held[reservation.id] = reservation
        self._parts.tasks.spawn(self._expire(reservation))
        self._changed(reservation.connector_id)

    def end(self, id: int) -> bool:
        """It was used, cancelled, or given up; False where there is none of this id."""
        reservation = self._held.pop(id, None)
        if reservation is None:
            return False
        self._changed(reservation.connector_id)
        return True

    def end_at(self, connector_id: int) -> None:
        """The connector is out of order, and its reservation with it (RES-03)."""
        reservation = self.at(connector_id)
        if reservation is not None:
            self._parts.tell(f"reservation {reservation.id} is given up")
            self.end(reservation.id)

    def at(self, connector_id: int, *, besides: int | None = None) -> Reservation | None:
        """The one that keeps this connector."""
        return next((one for one in self._of(connector_id, besides)), None)

    def anywhere(self, *, besides: int | None = None) -> list[Reservation]:
        """Those of connector 0: as many connectors have to stay free."""
        return list(self._of(0, besides))

    async def admit(
        self, connector_id: int, id_tag: str, free: int, parent_of: Callable[[str], Awaitable[str | None]]
    ) -> Reservation | None:
        """The reservation that a start of `id_tag` uses up, None where it needs none.

        `free` connectors could be started at now. Raises `Kept`.
        """
        own = self.at(connector_id)
        candidates = [own] if own is not None else self.anywhere()
        for one in candidates:
            if one.is_for(id_tag) or (one.parent is not None and one.is_for(id_tag, await parent_of(id_tag))):
                return one
        if own is not None or (candidates and free <= len(candidates)):
            raise Kept
        return None

    def _of(self, connector_id: int, besides: int | None) -> Iterable[Reservation]:
        held = self._held.values()
        return (one for one in held if one.connector_id == connector_id and one.id != besides)

    async def _expire(self, reservation: Reservation) -> None:
        """By the clock of the charge point (RES-03)."""
        clock = self._parts.clock
        while clock.now() < reservation.expires_at:
            await clock.sleep((reservation.expires_at - clock.now()).total_seconds())
        if self._held.get(reservation.id) is reservation:
            self._parts.tell(f"reservation {reservation.id} has expired")
            self.end(reservation.id)
