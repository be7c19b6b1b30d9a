"""DataTransfer (OCPP 1.6, 4.3): from the wire to a vendor's handler and back."""

from collections.abc import Awaitable
from datetime import datetime

from msgspec import UNSET, UnsetType

from csms.charging.data_transfer import DataTransfers, Handler, TransferAnswer, VendorMessage
from csms.charging.session import ChargerSession
from csms.handlers.reply import Reply
from csms.ocpp.v16 import core, encode


class DataTransferHandler:
    """Answers chargers with what the registry says."""

    def __init__(self, transfers: DataTransfers) -> None:
        self._transfers = transfers

    def __call__(
        self, session: ChargerSession, request: core.DataTransferRequest, received_at: datetime
    ) -> Reply | Awaitable[Reply]:
        message = VendorMessage(
            charger_id=session.charger_id,
            charge_point_id=session.charge_point_id,
            vendor_id=request.vendorId,
            message_id=_given(request.messageId),
            data=_given(request.data),
            received_at=received_at,
        )
        found = self._transfers.find(message)
        return _reply(found) if isinstance(found, TransferAnswer) else self._answer(found, message)

    async def _answer(self, handler: Handler, message: VendorMessage) -> Reply:
        return _reply(await self._transfers.run(handler, message))


def _reply(answer: TransferAnswer) -> Reply:
    data = UNSET if answer.data is None else answer.data
    return Reply(encode(core.DataTransferResponse(status=answer.status, data=data)))


def _given(text: str | UnsetType) -> str | None:
    return None if text is UNSET else text
