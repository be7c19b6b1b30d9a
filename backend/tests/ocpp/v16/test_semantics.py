"""What the schemas do not say about our requests."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from csms.ocpp.v16 import core, security
from csms.ocpp.v16.firmware_management import GetDiagnosticsRequest, UpdateFirmwareRequest
from csms.ocpp.v16.local_auth_list import AuthorizationData, SendLocalListRequest
from csms.ocpp.v16.remote_trigger import TriggerMessageRequest
from csms.ocpp.v16.reservation import CancelReservationRequest, ReserveNowRequest
from csms.ocpp.v16.semantics import check
from csms.ocpp.v16.smart_charging import (
    ChargingProfile,
    ChargingSchedule,
    ChargingSchedulePeriod,
    ClearChargingProfileRequest,
    GetCompositeScheduleRequest,
    SetChargingProfileRequest,
)
from csms.ocpp.v16.types import IdTagInfo, Message

NOON = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)


def paths(request: Message) -> list[str]:
    return [path for path, rule in check(request) if str(rule).startswith("must ")]


def period(start: int = 0, limit: str = "16", phases: int | None = None) -> ChargingSchedulePeriod:
    return ChargingSchedulePeriod(
        startPeriod=start, limit=Decimal(limit), numberPhases=UNSET if phases is None else phases
    )


SCHEDULE = ChargingSchedule(
    chargingRateUnit="A", chargingSchedulePeriod=[period(), period(60, "0")], duration=3600
)
PROFILE = ChargingProfile(
    chargingProfileId=1,
    stackLevel=0,
    chargingProfilePurpose="TxProfile",
    chargingProfileKind="Relative",
    chargingSchedule=SCHEDULE,
)


@pytest.mark.parametrize(
    "request_",
    [
        core.ChangeAvailabilityRequest(connectorId=0, type="Operative"),
        core.ChangeConfigurationRequest(key="HeartbeatInterval", value=""),
        core.ChangeConfigurationRequest(key="AuthorizationKey", value="0a" * 16),
        core.ChangeConfigurationRequest(key="authorizationkey", value="FF" * 20),
        core.ClearCacheRequest(),
        core.DataTransferRequest(vendorId="v"),
        core.GetConfigurationRequest(),
        core.GetConfigurationRequest(key=[]),
        core.GetConfigurationRequest(key=["HeartbeatInterval"]),
        core.RemoteStartTransactionRequest(idTag="A"),
        core.RemoteStartTransactionRequest(idTag="A", connectorId=1, chargingProfile=PROFILE),
        core.RemoteStopTransactionRequest(transactionId=1),
        core.ResetRequest(type="Soft"),
        core.UnlockConnectorRequest(connectorId=1),
    ],
    ids=lambda request: type(request).__name__,
)
def test_sound_requests(request_: Message) -> None:
    assert list(check(request_)) == []


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (core.ChangeAvailabilityRequest(connectorId=-1, type="Operative"), "connectorId"),
        (core.ChangeConfigurationRequest(key="", value="1"), "key"),
        (core.ChangeConfigurationRequest(key="AuthorizationKey", value="0a" * 15), "value"),
        (core.ChangeConfigurationRequest(key="AuthorizationKey", value="0a" * 21), "value"),
        (core.ChangeConfigurationRequest(key="AuthorizationKey", value="0" * 33), "value"),
        (core.ChangeConfigurationRequest(key="AUTHORIZATIONKEY", value="x" * 32), "value"),
        (core.DataTransferRequest(vendorId=""), "vendorId"),
        (core.GetConfigurationRequest(key=["a", ""]), "key[1]"),
        (core.RemoteStartTransactionRequest(idTag=""), "idTag"),
        (core.RemoteStartTransactionRequest(idTag="A", connectorId=0), "connectorId"),
        (core.RemoteStopTransactionRequest(transactionId=0), "transactionId"),
        (core.RemoteStopTransactionRequest(transactionId=-1), "transactionId"),
        (core.UnlockConnectorRequest(connectorId=0), "connectorId"),
        (core.ChangeAvailabilityRequest(connectorId=2**31, type="Operative"), "connectorId"),
        (core.RemoteStartTransactionRequest(idTag="A", connectorId=2**31), "connectorId"),
        (core.RemoteStopTransactionRequest(transactionId=2**31), "transactionId"),
        (core.UnlockConnectorRequest(connectorId=2**31), "connectorId"),
    ],
)
def test_unsound_requests(request_: Message, path: str) -> None:
    """RS-01, RS-04, SEC-05, ULK-01, AVAIL-01"""
    assert paths(request_) == [path]


def test_a_bad_key_is_not_repeated() -> None:
    """SEC-11: the key appears in no error message."""
    ((_, rule),) = check(core.ChangeConfigurationRequest(key="AuthorizationKey", value="secret"))
    assert "secret" not in str(rule)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"chargingProfilePurpose": "TxDefaultProfile"}, "chargingProfilePurpose"),
        ({"transactionId": 7}, "transactionId"),
        ({"stackLevel": -1}, "stackLevel"),
        ({"recurrencyKind": "Daily"}, "recurrencyKind"),
        ({"validFrom": NOON, "validTo": NOON}, "validTo"),
        ({"chargingProfileKind": "Absolute"}, "chargingSchedule.startSchedule"),
        ({"chargingSchedule": replace(SCHEDULE, startSchedule=NOON)}, "chargingSchedule.startSchedule"),
        ({"chargingSchedule": replace(SCHEDULE, duration=0)}, "chargingSchedule.duration"),
        (
            {"chargingSchedule": replace(SCHEDULE, minChargingRate=Decimal(-1))},
            "chargingSchedule.minChargingRate",
        ),
    ],
)
def test_profiles(change: dict[str, Any], path: str) -> None:
    """RS-02, SC-05; 7.8-7.13; errata 3.41, 3.42, 3.56."""
    request = core.RemoteStartTransactionRequest(idTag="A", chargingProfile=replace(PROFILE, **change))
    assert paths(request) == [f"chargingProfile.{path}"]


def test_a_recurring_profile_says_how_often() -> None:
    """SC-05"""
    recurring = replace(
        PROFILE, chargingProfileKind="Recurring", chargingSchedule=replace(SCHEDULE, startSchedule=NOON)
    )
    assert paths(core.RemoteStartTransactionRequest(idTag="A", chargingProfile=recurring)) == [
        "chargingProfile.recurrencyKind"
    ]
    daily = replace(recurring, recurrencyKind="Daily")
    assert paths(core.RemoteStartTransactionRequest(idTag="A", chargingProfile=daily)) == []


@pytest.mark.parametrize(
    ("periods", "path"),
    [
        ([], ""),
        ([period(1)], "[0].startPeriod"),
        ([period(), period(60), period(60)], "[2].startPeriod"),
        ([period(limit="-0.1")], "[0].limit"),
        ([period(phases=0)], "[0].numberPhases"),
        ([period(), period(60, phases=4)], "[1].numberPhases"),
    ],
)
def test_periods(periods: list[ChargingSchedulePeriod], path: str) -> None:
    """SC-07; 7.14; errata 3.45."""
    profile = replace(PROFILE, chargingSchedule=replace(SCHEDULE, chargingSchedulePeriod=periods))
    request = core.RemoteStartTransactionRequest(idTag="A", chargingProfile=profile)
    assert paths(request) == [f"chargingProfile.chargingSchedule.chargingSchedulePeriod{path}"]


# The other profiles

LATER = datetime(2025, 6, 1, 13, 0, tzinfo=UTC)
FOLDER = "https://files.example/folder"
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
HASHES = security.CertificateHashData("SHA256", "0aF", "b1", "01")
FIRMWARE = security.Firmware(FOLDER, NOON, PEM, "c2ln")
LISTED = AuthorizationData("A", IdTagInfo("Accepted"))
MAX = replace(PROFILE, chargingProfilePurpose="ChargePointMaxProfile")


@pytest.mark.parametrize(
    "request_",
    [
        GetDiagnosticsRequest("ftp://user:password@[::1]:21/logs", 0, 60, NOON, LATER),
        UpdateFirmwareRequest(FOLDER, NOON),
        SendLocalListRequest(1, "Full", [LISTED, AuthorizationData("B", IdTagInfo("Blocked"))]),
        SendLocalListRequest(2, "Differential", [AuthorizationData("A")]),
        SendLocalListRequest(2, "Full"),
        CancelReservationRequest(1),
        ReserveNowRequest(0, NOON, "A", 1),
        SetChargingProfileRequest(0, MAX),
        SetChargingProfileRequest(1, replace(PROFILE, transactionId=7)),
        ClearChargingProfileRequest(),
        ClearChargingProfileRequest(connectorId=0, stackLevel=0),
        GetCompositeScheduleRequest(0, 1),
        TriggerMessageRequest("StatusNotification", 0),
        security.CertificateSignedRequest(PEM + PEM),
        security.DeleteCertificateRequest(HASHES),
        security.ExtendedTriggerMessageRequest("SignChargePointCertificate"),
        security.GetInstalledCertificateIdsRequest("ManufacturerRootCertificate"),
        security.GetLogRequest(security.LogParameters(FOLDER, NOON, LATER), "SecurityLog", 1),
        security.InstallCertificateRequest("CentralSystemRootCertificate", PEM),
        security.SignedUpdateFirmwareRequest(1, FIRMWARE, retries=3, retryInterval=0),
    ],
    ids=lambda request: type(request).__name__,
)
def test_sound_requests_of_the_other_profiles(request_: Message) -> None:
    assert list(check(request_)) == []


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (GetDiagnosticsRequest("files.example/folder"), "location"),
        (GetDiagnosticsRequest("https://files.example/a b"), "location"),
        (GetDiagnosticsRequest("https://[::1/"), "location"),
        (GetDiagnosticsRequest("https:///folder"), "location"),
        (GetDiagnosticsRequest(FOLDER, startTime=NOON, stopTime=NOON), "stopTime"),
        (GetDiagnosticsRequest(FOLDER, retries=-1), "retries"),
        (UpdateFirmwareRequest("", NOON), "location"),
        (UpdateFirmwareRequest(FOLDER, NOON, retryInterval=-1), "retryInterval"),
        (SendLocalListRequest(0, "Full"), "listVersion"),
        (SendLocalListRequest(1, "Full", [AuthorizationData("A")]), "localAuthorizationList[0].idTagInfo"),
        (SendLocalListRequest(1, "Differential", [AuthorizationData("")]), "localAuthorizationList[0].idTag"),
        (
            SendLocalListRequest(1, "Full", [LISTED, AuthorizationData("a", IdTagInfo("Accepted"))]),
            "localAuthorizationList[1].idTag",
        ),
        (
            SendLocalListRequest(1, "Full", [AuthorizationData("A", IdTagInfo("ConcurrentTx"))]),
            "localAuthorizationList[0].idTagInfo.status",
        ),
        (CancelReservationRequest(0), "reservationId"),
        (ReserveNowRequest(-1, NOON, "A", 1), "connectorId"),
        (ReserveNowRequest(1, NOON, "", 1), "idTag"),
        (ReserveNowRequest(1, NOON, "A", 2**31), "reservationId"),
        (
            SetChargingProfileRequest(-1, replace(MAX, chargingProfilePurpose="TxDefaultProfile")),
            "connectorId",
        ),
        (SetChargingProfileRequest(1, MAX), "connectorId"),
        (SetChargingProfileRequest(0, PROFILE), "connectorId"),
        (SetChargingProfileRequest(0, replace(MAX, transactionId=7)), "csChargingProfiles.transactionId"),
        (SetChargingProfileRequest(1, replace(PROFILE, stackLevel=-1)), "csChargingProfiles.stackLevel"),
        (ClearChargingProfileRequest(connectorId=-1), "connectorId"),
        (ClearChargingProfileRequest(stackLevel=-1), "stackLevel"),
        (GetCompositeScheduleRequest(-1, 60), "connectorId"),
        (GetCompositeScheduleRequest(1, 0), "duration"),
        (TriggerMessageRequest("MeterValues", -1), "connectorId"),
        (security.CertificateSignedRequest("MIIB"), "certificateChain"),
        (
            security.DeleteCertificateRequest(replace(HASHES, issuerKeyHash="xyz")),
            "certificateHashData.issuerKeyHash",
        ),
        (
            security.DeleteCertificateRequest(replace(HASHES, serialNumber="")),
            "certificateHashData.serialNumber",
        ),
        (security.ExtendedTriggerMessageRequest("MeterValues", -1), "connectorId"),
        (security.GetLogRequest(security.LogParameters(FOLDER), "SecurityLog", 0), "requestId"),
        (security.GetLogRequest(security.LogParameters("folder"), "SecurityLog", 1), "log.remoteLocation"),
        (
            security.GetLogRequest(security.LogParameters(FOLDER, LATER, NOON), "SecurityLog", 1),
            "log.latestTimestamp",
        ),
        (security.InstallCertificateRequest("ManufacturerRootCertificate", "x"), "certificate"),
        (security.InstallCertificateRequest("ManufacturerRootCertificate", PEM + PEM), "certificate"),
        (security.SignedUpdateFirmwareRequest(1, replace(FIRMWARE, location="x")), "firmware.location"),
        (security.SignedUpdateFirmwareRequest(1, replace(FIRMWARE, signature="")), "firmware.signature"),
        (
            security.SignedUpdateFirmwareRequest(1, replace(FIRMWARE, signingCertificate="x")),
            "firmware.signingCertificate",
        ),
    ],
)
def test_unsound_requests_of_the_other_profiles(request_: Message, path: str) -> None:
    """FW-01, DIAG-01, LL-02, LL-03, LL-07, RES-01, SC-01, SC-14, LOG-01, SFW-01."""
    assert paths(request_) == [path]
