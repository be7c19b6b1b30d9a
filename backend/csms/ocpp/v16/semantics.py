"""What the sections of OCPP 1.6 demand of our requests beyond the JSON schemas.

The schemas know nothing of signs, empty texts, or rules between fields; a charger does, and answers
Rejected. Each rule yields (path of the field, what is wrong).
"""

import re
import string
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from msgspec import UNSET

from csms.breaches import A_CONNECTOR, CHARGER_OR_CONNECTOR, cited
from csms.ocpp.v16 import core, firmware_management, local_auth_list, reservation, security, smart_charging
from csms.ocpp.v16.remote_trigger import TriggerMessageRequest
from csms.ocpp.v16.smart_charging import ChargingProfile, ChargingSchedule, ChargingSchedulePeriod
from csms.ocpp.v16.types import Message
from csms.said import Said, said

Breaches: TypeAlias = Iterator[tuple[str, Said]]

# Many chargers keep integers in 32 signed bits; nothing has more connectors or transactions than that.
_INT32 = 2**31 - 1
_PEM = "-----BEGIN CERTIFICATE-----"
_AUTHORIZATION_KEY = re.compile(r"([0-9A-Fa-f]{2}){16,20}")


def check(request: Message) -> Breaches:
    """The breaches of `request`, none if it may be sent."""
    rules = _RULES.get(type(request))
    if rules is not None:
        yield from rules(request)


def _change_availability(request: core.ChangeAvailabilityRequest) -> Breaches:
    if not 0 <= request.connectorId <= _INT32:
        yield "connectorId", cited(Said(CHARGER_OR_CONNECTOR), "6.7")


def _change_configuration(request: core.ChangeConfigurationRequest) -> Breaches:
    if not request.key:
        yield "key", cited(said("must be the name of a key"), "6.9")
    if request.key.casefold() == "authorizationkey" and not _AUTHORIZATION_KEY.fullmatch(request.value):
        yield "value", cited(said("must be 32 to 40 hexadecimal digits, an even number"), "WP 7.2")


def _data_transfer(request: core.DataTransferRequest) -> Breaches:
    if not request.vendorId:
        yield "vendorId", cited(said("must be the name of a vendor"), "6.15")


def _get_configuration(request: core.GetConfigurationRequest) -> Breaches:
    for index, key in enumerate(request.key or ()):
        if not key:
            yield f"key[{index}]", cited(said("must be the name of a key"), "6.23")


def _remote_start(request: core.RemoteStartTransactionRequest) -> Breaches:
    if request.connectorId is not UNSET and not 1 <= request.connectorId <= _INT32:
        yield "connectorId", cited(Said(A_CONNECTOR), "6.33")
    if not request.idTag:
        yield "idTag", cited(said("must be an identifier"), "6.33")
    profile = request.chargingProfile
    if profile is UNSET:
        return
    if profile.chargingProfilePurpose != "TxProfile":
        yield "chargingProfile.chargingProfilePurpose", cited(said("must be TxProfile"), "5.11")
    if profile.transactionId is not UNSET:
        yield (
            "chargingProfile.transactionId",
            cited(said("must be absent before the transaction"), "errata 3.41"),
        )
    for path, rule in _profile(profile):
        yield f"chargingProfile.{path}", rule


def _profile(profile: ChargingProfile) -> Breaches:
    schedule, kind = profile.chargingSchedule, profile.chargingProfileKind
    if profile.stackLevel < 0:
        yield "stackLevel", cited(said("must be 0 or more"), "7.8")
    if (profile.recurrencyKind is not UNSET) != (kind == "Recurring"):
        yield "recurrencyKind", cited(said("must be present for Recurring and only for it"), "errata 3.56")
    if (schedule.startSchedule is not UNSET) != (kind != "Relative"):
        yield "chargingSchedule.startSchedule", cited(said("must be present unless Relative"), "7.9")
    if profile.validFrom and profile.validTo and profile.validFrom >= profile.validTo:
        yield "validTo", cited(said("must be later than validFrom"), "7.8")
    for path, rule in _schedule(schedule):
        yield f"chargingSchedule.{path}", rule


def _schedule(schedule: ChargingSchedule) -> Breaches:
    if schedule.duration is not UNSET and schedule.duration < 1:
        yield "duration", cited(said("must be a number of seconds from 1"), "7.13")
    if schedule.minChargingRate is not UNSET and schedule.minChargingRate < 0:
        yield "minChargingRate", cited(said("must be 0 or more"), "7.13")
    for path, rule in _periods(schedule.chargingSchedulePeriod):
        yield f"chargingSchedulePeriod{path}", rule


def _periods(periods: list[ChargingSchedulePeriod]) -> Breaches:
    if not periods:
        yield "", cited(said("must hold at least one period"), "7.13")
    elif periods[0].startPeriod != 0:
        yield "[0].startPeriod", cited(said("must be 0"), "7.14; errata 3.45")
    for index, (before, after) in enumerate(pairwise(periods), 1):
        if after.startPeriod <= before.startPeriod:
            yield f"[{index}].startPeriod", cited(said("must be later than the one before"), "7.14")
    for index, period in enumerate(periods):
        if period.limit < 0:
            yield f"[{index}].limit", cited(said("must be 0 or more"), "7.14")
        if period.numberPhases is not UNSET and not 1 <= period.numberPhases <= 3:
            yield f"[{index}].numberPhases", cited(said("must be 1, 2 or 3"), "7.14")


def _remote_stop(request: core.RemoteStopTransactionRequest) -> Breaches:
    if not 1 <= request.transactionId <= _INT32:
        yield "transactionId", cited(said("must be a number from 1"), "errata 3.54")


def _unlock_connector(request: core.UnlockConnectorRequest) -> Breaches:
    if not 1 <= request.connectorId <= _INT32:
        yield "connectorId", cited(Said(A_CONNECTOR), "6.53")


def _location(path: str, location: str) -> Breaches:
    """An address that includes its protocol (6.25, 6.55)."""
    try:
        parts = urlsplit(location)
        usable = bool(parts.scheme and parts.netloc) and location.isprintable() and " " not in location
    except ValueError:  # a broken IPv6 address
        usable = False
    if not usable:
        yield path, said("must be an address like https://files.example/folder (RFC 3986)")


def _attempts(request: Any) -> Breaches:
    """How often, and how many seconds apart."""
    for name in ("retries", "retryInterval"):
        value = getattr(request, name)
        if value is not UNSET and not 0 <= value <= _INT32:
            yield name, said("must be 0 or more")


def _number(path: str, value: int) -> Breaches:
    """An id that we give: chargers keep it in 32 signed bits, and many take 0 for none."""
    if not 1 <= value <= _INT32:
        yield path, said("must be a number from 1 to 2147483647")


def _get_diagnostics(request: firmware_management.GetDiagnosticsRequest) -> Breaches:
    yield from _location("location", request.location)
    yield from _attempts(request)
    if request.startTime and request.stopTime and request.startTime >= request.stopTime:
        yield "stopTime", cited(said("must be later than startTime"), "6.25")


def _update_firmware(request: firmware_management.UpdateFirmwareRequest) -> Breaches:
    yield from _location("location", request.location)
    yield from _attempts(request)


def _send_local_list(request: local_auth_list.SendLocalListRequest) -> Breaches:
    if not 1 <= request.listVersion <= _INT32:
        yield "listVersion", cited(said("must be 1 or more"), "errata 3.52")
    seen: set[str] = set()
    for index, entry in enumerate(request.localAuthorizationList or ()):
        path = f"localAuthorizationList[{index}]"
        if not entry.idTag:
            yield f"{path}.idTag", cited(said("must be an identifier"), "7.1")
        if entry.idTag.casefold() in seen:
            yield f"{path}.idTag", cited(said("must come once, whatever its case"), "5.15")
        seen.add(entry.idTag.casefold())
        if entry.idTagInfo is UNSET and request.updateType == "Full":
            yield f"{path}.idTagInfo", cited(said("must be present in a full list"), "7.1")
        elif entry.idTagInfo is not UNSET and entry.idTagInfo.status == "ConcurrentTx":
            yield (
                f"{path}.idTagInfo.status",
                cited(said("must not be ConcurrentTx: it is of a start only"), "7.2"),
            )


def _cancel_reservation(request: reservation.CancelReservationRequest) -> Breaches:
    yield from _number("reservationId", request.reservationId)


def _reserve_now(request: reservation.ReserveNowRequest) -> Breaches:
    if not 0 <= request.connectorId <= _INT32:
        yield "connectorId", cited(said("must be 0 for any connector or a connector from 1"), "6.37")
    if not request.idTag:
        yield "idTag", cited(said("must be an identifier"), "6.37")
    yield from _number("reservationId", request.reservationId)


def _set_charging_profile(request: smart_charging.SetChargingProfileRequest) -> Breaches:
    profile, connector = request.csChargingProfiles, request.connectorId
    if not 0 <= connector <= _INT32:
        yield "connectorId", cited(Said(CHARGER_OR_CONNECTOR), "6.43")
    if profile.chargingProfilePurpose == "ChargePointMaxProfile" and connector != 0:
        yield "connectorId", cited(said("must be 0 for ChargePointMaxProfile"), "3.13.1")
    if profile.chargingProfilePurpose == "TxProfile" and connector == 0:
        yield "connectorId", cited(said("must be a connector from 1 for TxProfile"), "3.13.1")
    if profile.chargingProfilePurpose != "TxProfile" and profile.transactionId is not UNSET:
        yield "csChargingProfiles.transactionId", cited(said("must be absent unless TxProfile"), "7.8")
    for path, rule in _profile(profile):
        yield f"csChargingProfiles.{path}", rule


def _clear_charging_profile(request: smart_charging.ClearChargingProfileRequest) -> Breaches:
    if request.connectorId is not UNSET and not 0 <= request.connectorId <= _INT32:
        yield "connectorId", cited(Said(CHARGER_OR_CONNECTOR), "6.13")
    if request.stackLevel is not UNSET and request.stackLevel < 0:
        yield "stackLevel", cited(said("must be 0 or more"), "6.13")


def _get_composite_schedule(request: smart_charging.GetCompositeScheduleRequest) -> Breaches:
    if not 0 <= request.connectorId <= _INT32:
        yield "connectorId", cited(Said(CHARGER_OR_CONNECTOR), "6.21")
    if not 1 <= request.duration <= _INT32:
        yield "duration", cited(said("must be a number of seconds from 1"), "6.21")


def _trigger(request: TriggerMessageRequest | security.ExtendedTriggerMessageRequest) -> Breaches:
    """5.17 speaks of a status of connector 0, which 6.51 does not allow: so 0 may be sent (TRG-01)."""
    if request.connectorId is not UNSET and not 0 <= request.connectorId <= _INT32:
        yield "connectorId", cited(Said(CHARGER_OR_CONNECTOR), "6.51")


def _delete_certificate(request: security.DeleteCertificateRequest) -> Breaches:
    data = request.certificateHashData
    for name in ("issuerNameHash", "issuerKeyHash", "serialNumber"):
        text = getattr(data, name)
        if not text or set(text) - set(string.hexdigits):
            yield f"certificateHashData.{name}", cited(said("must be hexadecimal digits"), "WP 6.1")


def _get_log(request: security.GetLogRequest) -> Breaches:
    log = request.log
    yield from _number("requestId", request.requestId)
    yield from _location("log.remoteLocation", log.remoteLocation)
    yield from _attempts(request)
    if log.oldestTimestamp and log.latestTimestamp and log.oldestTimestamp >= log.latestTimestamp:
        yield "log.latestTimestamp", cited(said("must be later than oldestTimestamp"), "WP 5.9")


def _signed_update_firmware(request: security.SignedUpdateFirmwareRequest) -> Breaches:
    yield from _number("requestId", request.requestId)
    yield from _location("firmware.location", request.firmware.location)
    yield from _attempts(request)
    yield from _pem("firmware.signingCertificate", request.firmware.signingCertificate)
    if not request.firmware.signature:
        yield "firmware.signature", cited(said("must be the signature in base64"), "WP 6.9")


def _install_certificate(request: security.InstallCertificateRequest) -> Breaches:
    yield from _pem("certificate", request.certificate)
    if request.certificate.count(_PEM) > 1:
        yield "certificate", cited(said("must be one certificate"), "WP M05")


def _certificate_signed(request: security.CertificateSignedRequest) -> Breaches:
    yield from _pem("certificateChain", request.certificateChain)


def _pem(path: str, text: str) -> Breaches:
    if _PEM not in text:
        yield path, cited(said("must be a certificate in PEM"), "WP A00.FR.507")


_RULES: dict[type[Message], Callable[[Any], Breaches]] = {
    core.ChangeAvailabilityRequest: _change_availability,
    core.ChangeConfigurationRequest: _change_configuration,
    core.DataTransferRequest: _data_transfer,
    core.GetConfigurationRequest: _get_configuration,
    core.RemoteStartTransactionRequest: _remote_start,
    core.RemoteStopTransactionRequest: _remote_stop,
    core.UnlockConnectorRequest: _unlock_connector,
    firmware_management.GetDiagnosticsRequest: _get_diagnostics,
    firmware_management.UpdateFirmwareRequest: _update_firmware,
    local_auth_list.SendLocalListRequest: _send_local_list,
    reservation.CancelReservationRequest: _cancel_reservation,
    reservation.ReserveNowRequest: _reserve_now,
    smart_charging.SetChargingProfileRequest: _set_charging_profile,
    smart_charging.ClearChargingProfileRequest: _clear_charging_profile,
    smart_charging.GetCompositeScheduleRequest: _get_composite_schedule,
    TriggerMessageRequest: _trigger,
    security.CertificateSignedRequest: _certificate_signed,
    security.DeleteCertificateRequest: _delete_certificate,
    security.ExtendedTriggerMessageRequest: _trigger,
    security.GetLogRequest: _get_log,
    security.InstallCertificateRequest: _install_certificate,
    security.SignedUpdateFirmwareRequest: _signed_update_firmware,
}
