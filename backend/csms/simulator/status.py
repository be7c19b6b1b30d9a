"""Which statuses the central system has heard of, and the notifications of what is new (OCPP 1.6, 4.9)."""

from collections.abc import Awaitable, Callable

from csms.ocpp.v16.core import ChargePointErrorCode, ChargePointStatus, StatusNotificationRequest
from csms.ocpp.v16.types import Message
from csms.simulator.clock import Clock
from csms.simulator.failures import LinkError


class StatusReporter:
    """`call` sends a CALL, and raises `LinkError` when there is no answer."""

    def __init__(
        self,
        clock: Clock,
        call: Callable[[str, Message], Awaitable[Message]],
        tell: Callable[[str], None],
    ) -> None:
        self._clock = clock
        self._call = call
        self._tell = tell
        self._reported: dict[int, tuple[ChargePointStatus, ChargePointErrorCode]] = {}

    def forget(self) -> None:
        """After a boot everything is reported again (errata 3.22)."""
        self._reported.clear()

    def forget_one(self, connector_id: int) -> None:
        """It is asked for (5.17), so it is reported again."""
        self._reported.pop(connector_id, None)

    async def report(
        self, connector_id: int, status: ChargePointStatus, error_code: ChargePointErrorCode = "NoError"
    ) -> None:
        """Send the status unless it was the last one sent. Raises `LinkError`."""
        if self._reported.get(connector_id) == (status, error_code):
            return
        self._reported[connector_id] = (status, error_code)
        if connector_id:
            self._tell(f"connector {connector_id}: {status}" + f" ({error_code})" * (status == "Faulted"))
        try:
            await self._call("StatusNotification", self._request(connector_id, status, error_code))
        except LinkError:
            self._reported.pop(connector_id, None)
            raise

    def _request(
        self, connector_id: int, status: ChargePointStatus, error_code: ChargePointErrorCode
    ) -> StatusNotificationRequest:
        return StatusNotificationRequest(connector_id, error_code, status, timestamp=self._clock.now())
