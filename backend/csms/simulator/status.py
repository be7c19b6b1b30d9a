"""Which statuses the central system has heard of, and the notifications of what is new (OCPP 1.6, 4.9)."""

import contextlib
from collections.abc import Awaitable, Callable, Iterable

from msgspec import Struct

from csms.ocpp.v16.core import ChargePointErrorCode, ChargePointStatus, StatusNotificationRequest
from csms.ocpp.v16.types import Message
from csms.simulator.connector import Connector
from csms.simulator.failures import LinkError
from csms.simulator.parts import Parts


class Condition(Struct, frozen=True):
    """How a connector, or with number 0 the charge point itself, is."""

    status: ChargePointStatus
    error_code: ChargePointErrorCode = "NoError"


class Statuses:
    """`call` sends a CALL, and raises `LinkError` when there is no answer; `online` says whether it would help."""

    def __init__(
        self, parts: Parts, call: Callable[[str, Message], Awaitable[Message]], online: Callable[[], bool]
    ) -> None:
        self.operative = True
        self.connectors: dict[int, Connector] = {}
        self._parts = parts
        self._call = call
        self._online = online
        self._reported: dict[int, Condition] = {}

    def forget(self) -> None:
        """After a boot everything is reported again (errata 3.22)."""
        self._reported.clear()

    async def report(self) -> None:
        """Send what has changed since it was last reported. Raises `LinkError`."""
        for number in [0, *self.connectors]:
            await self._report(number, self._now(number))

    async def send(self, numbers: Iterable[int]) -> None:
        """Send these, changed or not: they were asked for (5.17)."""
        with contextlib.suppress(LinkError):  # nobody waits for it
            for number in numbers:
                self._reported.pop(number, None)
                await self._report(number, self._now(number))

    async def changed(self, number: int) -> None:
        """STAT-08: a status that does not last for MinimumStatusDuration is not reported."""
        pause = self._parts.configuration.integer("MinimumStatusDuration")
        if pause:
            self._parts.tasks.spawn(self._report_if_it_lasts(number, self._now(number), pause))
        else:
            await self._try(number, self._now(number))

    def reservation_changed(self, number: int) -> None:
        if number in self.connectors:
            self._parts.tasks.spawn(self.changed(number))

    def list_conflict(self, id_tag: str) -> None:
        """The local list says otherwise than the central system (3.5.2)."""
        self._parts.tell(f"the local list is wrong about {id_tag}")
        self._parts.tasks.spawn(self._try(0, Condition(self._now(0).status, "LocalListConflict")))

    def _now(self, number: int) -> Condition:
        if number == 0:
            return Condition("Available" if self.operative else "Unavailable")
        connector = self.connectors[number]
        return Condition(connector.status, connector.error_code)

    async def _report_if_it_lasts(self, number: int, condition: Condition, seconds: float) -> None:
        await self._parts.clock.sleep(seconds)
        if self._now(number) == condition:
            await self._try(number, condition)

    async def _try(self, number: int, condition: Condition) -> None:
        """Now if that is possible, else with the next connection (STAT-06)."""
        if not self._online():
            return
        try:
            await self._report(number, condition)
        except LinkError:
            self._parts.tell(f"connector {number}: {condition.status}, to be reported later")

    async def _report(self, number: int, condition: Condition) -> None:
        """Send it unless it was the last one sent. Raises `LinkError`."""
        if self._reported.get(number) == condition:
            return
        self._reported[number] = condition
        if number:
            fault = f" ({condition.error_code})" * (condition.status == "Faulted")
            self._parts.tell(f"connector {number}: {condition.status}{fault}")
        request = StatusNotificationRequest(
            number, condition.error_code, condition.status, timestamp=self._parts.clock.now()
        )
        try:
            await self._call("StatusNotification", request)
        except LinkError:
            self._reported.pop(number, None)
            raise
