"""The RemoteTrigger profile (OCPP 1.6, 5.17; security whitepaper, 5.5)."""

from collections.abc import Mapping
from datetime import datetime

from csms.charging import registration
from csms.handlers.effects import Effects, Failure, Sending
from csms.ocpp.v16.remote_trigger import TriggerMessageRequest, TriggerMessageResponse
from csms.ocpp.v16.security import ExtendedTriggerMessageRequest, ExtendedTriggerMessageResponse
from csms.ocpp.v16.types import Message
from csms.store.facts import Fact
from csms.store.models import Charger

Request = TriggerMessageRequest | ExtendedTriggerMessageRequest

# What the extended trigger calls by another name than the message that comes (TRG-04, CERT-05).
_EXTENDED = {
    "SignChargePointCertificate": "SignCertificate",
    "FirmwareStatusNotification": "SignedFirmwareStatusNotification",
}


async def _may_trigger(charger: Charger, request: Request, now: datetime) -> None:
    if request.requestedMessage == "BootNotification":
        registration.check_boot_trigger(charger)


def _action(request: Request) -> str:
    if isinstance(request, ExtendedTriggerMessageRequest):
        return _EXTENDED.get(request.requestedMessage, request.requestedMessage)
    return request.requestedMessage


def _triggered(sending: Sending, request: Request) -> tuple[Fact, ...]:
    """The message may come before the answer (TRG-02); while pending it is answered (BOOT-05)."""
    sending.session.triggered.add(_action(request))
    return ()


def _answered(
    sending: Sending, request: Request, response: TriggerMessageResponse | ExtendedTriggerMessageResponse
) -> tuple[Fact, ...]:
    if response.status != "Accepted":
        sending.session.triggered.discard(_action(request))
    return ()


def _failed(sending: Sending, request: Request, failure: Failure) -> tuple[Fact, ...]:
    if failure.state == "error":
        sending.session.triggered.discard(_action(request))
    return ()


_EFFECTS = Effects(check=_may_trigger, sending=_triggered, answered=_answered, failed=_failed)

EFFECTS: Mapping[type[Message], Effects] = {
    TriggerMessageRequest: _EFFECTS,
    ExtendedTriggerMessageRequest: _EFFECTS,
}
