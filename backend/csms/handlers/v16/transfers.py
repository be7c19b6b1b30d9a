"""What requests for files do besides being commands: UpdateFirmware, SignedUpdateFirmware, GetDiagnostics, GetLog."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import UNSET

from csms.charging import file_addresses, signatures, transfers
from csms.handlers.effects import Effects, Failure, Sending
from csms.handlers.v16 import secrets
from csms.ocpp.v16 import firmware_management, security
from csms.ocpp.v16.types import Message
from csms.said import Said
from csms.store import stored_words
from csms.store.facts import Fact
from csms.store.facts.transfers import TransferAnswered, TransferRequested
from csms.store.models import Charger
from csms.store.models.base import new_id
from csms.store.transfer_states import DIAGNOSTICS, FIRMWARE, LOG, SIGNED_FIRMWARE


def _request(
    sending: Sending,
    kind: str,
    location: str,
    *,
    number: int | None = None,
    retrieve_at: datetime | None = None,
    install_at: datetime | None = None,
) -> tuple[Fact, ...]:
    fact = TransferRequested(
        id=new_id(),
        charger_id=sending.charger_id,
        charge_point_id=sending.session.charge_point_id,
        command_id=sending.command_id,
        kind=kind,
        request_id=number,
        location=secrets.shown_address(location),
        token_hash=file_addresses.hash_in(location),
        retrieve_at=retrieve_at,
        install_at=install_at,
        at=sending.now,
    )
    return (fact,)


def _settled(
    sending: Sending, state: str, detail: str = "", file_name: str | None = None, *, cancels: bool = False
) -> tuple[Fact, ...]:
    answer = TransferAnswered(
        sending.charger_id, sending.command_id, state, detail, file_name, cancels, sending.now
    )
    return (answer,)


def _failed(sending: Sending, request: Message, failure: Failure) -> tuple[Fact, ...]:
    """After silence the charger may do it all the same (RPC-13)."""
    if failure.state != "error":
        return _settled(sending, "unknown", str(Said(stored_words.NO_ANSWER, {"state": failure.state})))
    unsigned = isinstance(request, firmware_management.UpdateFirmwareRequest)
    if unsigned and failure.code == "NotSupported":
        return _settled(sending, "rejected", stored_words.ONLY_SIGNED)
    return _settled(sending, "rejected", failure.code)


# -- firmware ----------------------------------------------------------------------------------------------------------


async def _may_update(
    charger: Charger, request: firmware_management.UpdateFirmwareRequest, now: datetime
) -> None:
    await transfers.check_address(charger, request.location)


def _update(sending: Sending, request: firmware_management.UpdateFirmwareRequest) -> tuple[Fact, ...]:
    return _request(sending, FIRMWARE, request.location, retrieve_at=request.retrieveDate)


def _updating(sending: Sending, request: Message, response: Message) -> tuple[Fact, ...]:
    """FW-01: its answer says nothing but that it has come."""
    return _settled(sending, "requested")


async def _may_update_signed(
    charger: Charger, request: security.SignedUpdateFirmwareRequest, now: datetime
) -> None:
    firmware = request.firmware
    await transfers.check_address(charger, firmware.location)
    await signatures.check_signer(charger, firmware.signingCertificate, now)
    await transfers.check_signature(firmware.location, firmware.signingCertificate, firmware.signature)


def _update_signed(sending: Sending, request: security.SignedUpdateFirmwareRequest) -> tuple[Fact, ...]:
    firmware = request.firmware
    return _request(
        sending,
        SIGNED_FIRMWARE,
        firmware.location,
        number=request.requestId,
        retrieve_at=firmware.retrieveDateTime,
        install_at=None if firmware.installDateTime is UNSET else firmware.installDateTime,
    )


def _updating_signed(
    sending: Sending,
    request: security.SignedUpdateFirmwareRequest,
    response: security.SignedUpdateFirmwareResponse,
) -> tuple[Fact, ...]:
    """SFW-02"""
    if response.status in ("Accepted", "AcceptedCanceled"):
        return _settled(sending, "accepted", cancels=response.status == "AcceptedCanceled")
    return _settled(sending, "rejected", response.status)


# -- diagnostics and logs ----------------------------------------------------------------------------------------------


async def _may_get_diagnostics(
    charger: Charger, request: firmware_management.GetDiagnosticsRequest, now: datetime
) -> None:
    await transfers.check_address(charger, request.location)


def _get_diagnostics(
    sending: Sending, request: firmware_management.GetDiagnosticsRequest
) -> tuple[Fact, ...]:
    return _request(sending, DIAGNOSTICS, request.location)


def _diagnostics_answered(
    sending: Sending,
    request: firmware_management.GetDiagnosticsRequest,
    response: firmware_management.GetDiagnosticsResponse,
) -> tuple[Fact, ...]:
    """DIAG-01: without a name there is nothing to upload."""
    if response.fileName is UNSET or not response.fileName.strip():
        return _settled(sending, "no_data", stored_words.NOTHING_OF_THAT_TIME)
    return _settled(sending, "accepted", file_name=response.fileName[:255])


async def _may_get_log(charger: Charger, request: security.GetLogRequest, now: datetime) -> None:
    await transfers.check_address(charger, request.log.remoteLocation)


def _get_log(sending: Sending, request: security.GetLogRequest) -> tuple[Fact, ...]:
    return _request(sending, LOG, request.log.remoteLocation, number=request.requestId)


def _log_answered(
    sending: Sending, request: security.GetLogRequest, response: security.GetLogResponse
) -> tuple[Fact, ...]:
    """LOG-01"""
    if response.status not in ("Accepted", "AcceptedCanceled"):
        return _settled(sending, "rejected", response.status)
    name = None if response.filename is UNSET else response.filename[:255]
    return _settled(sending, "accepted", file_name=name, cancels=response.status == "AcceptedCanceled")


EFFECTS: Mapping[type[Message], Effects] = {
    firmware_management.UpdateFirmwareRequest: Effects(_may_update, _update, _updating, _failed),
    firmware_management.GetDiagnosticsRequest: Effects(
        _may_get_diagnostics, _get_diagnostics, _diagnostics_answered, _failed
    ),
    security.SignedUpdateFirmwareRequest: Effects(
        _may_update_signed, _update_signed, _updating_signed, _failed
    ),
    security.GetLogRequest: Effects(_may_get_log, _get_log, _log_answered, _failed),
}
