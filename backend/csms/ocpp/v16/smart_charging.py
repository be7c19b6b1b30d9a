"""Charging profiles, and the 3 messages of the SmartCharging profile (OCPP 1.6, 3.13, 5.5, 5.7, 5.16)."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from csms.ocpp.v16.types import Integer, Message, Tenths, Timestamp

ChargingProfilePurpose: TypeAlias = Literal["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"]
ChargingProfileKind: TypeAlias = Literal["Absolute", "Recurring", "Relative"]
RecurrencyKind: TypeAlias = Literal["Daily", "Weekly"]
ChargingRateUnit: TypeAlias = Literal["A", "W"]


class ChargingSchedulePeriod(Message):
    """`startPeriod` in seconds from the start of the schedule, `limit` in the schedule's unit."""

    SECTION: ClassVar[str] = "7.14"
    startPeriod: Integer
    limit: Tenths
    numberPhases: Integer | UnsetType = UNSET


class ChargingSchedule(Message):
    """`duration` in seconds, W counts all phases together, A each phase."""

    SECTION: ClassVar[str] = "7.13"
    chargingRateUnit: ChargingRateUnit
    chargingSchedulePeriod: list[ChargingSchedulePeriod]
    duration: Integer | UnsetType = UNSET
    startSchedule: Timestamp | UnsetType = UNSET
    minChargingRate: Tenths | UnsetType = UNSET


class ChargingProfile(Message):
    """A schedule with its purpose and its place in the stack of schedules."""

    SECTION: ClassVar[str] = "7.8"
    chargingProfileId: Integer
    stackLevel: Integer
    chargingProfilePurpose: ChargingProfilePurpose
    chargingProfileKind: ChargingProfileKind
    chargingSchedule: ChargingSchedule
    transactionId: Integer | UnsetType = UNSET
    recurrencyKind: RecurrencyKind | UnsetType = UNSET
    validFrom: Timestamp | UnsetType = UNSET
    validTo: Timestamp | UnsetType = UNSET


ChargingProfileStatus: TypeAlias = Literal["Accepted", "Rejected", "NotSupported"]
ClearChargingProfileStatus: TypeAlias = Literal["Accepted", "Unknown"]
GetCompositeScheduleStatus: TypeAlias = Literal["Accepted", "Rejected"]


class ClearChargingProfileRequest(Message):
    """With `id` the other filters are ignored; without any field all profiles are meant (errata 3.25, 3.26)."""

    SECTION: ClassVar[str] = "6.13"
    id: Integer | UnsetType = UNSET
    connectorId: Integer | UnsetType = UNSET
    chargingProfilePurpose: ChargingProfilePurpose | UnsetType = UNSET
    stackLevel: Integer | UnsetType = UNSET


class ClearChargingProfileResponse(Message):
    SECTION: ClassVar[str] = "6.14"
    status: ClearChargingProfileStatus


class GetCompositeScheduleRequest(Message):
    """`duration` in seconds from receipt. Connector 0 is the grid connection of the charge point."""

    SECTION: ClassVar[str] = "6.21"
    connectorId: Integer
    duration: Integer
    chargingRateUnit: ChargingRateUnit | UnsetType = UNSET


class GetCompositeScheduleResponse(Message):
    """When Rejected there is no schedule (errata 3.51)."""

    SECTION: ClassVar[str] = "6.22"
    status: GetCompositeScheduleStatus
    connectorId: Integer | UnsetType = UNSET
    scheduleStart: Timestamp | UnsetType = UNSET
    chargingSchedule: ChargingSchedule | UnsetType = UNSET


class SetChargingProfileRequest(Message):
    """`csChargingProfiles` is one profile, whatever its name says."""

    SECTION: ClassVar[str] = "6.43"
    connectorId: Integer
    csChargingProfiles: ChargingProfile


class SetChargingProfileResponse(Message):
    SECTION: ClassVar[str] = "6.44"
    status: ChargingProfileStatus
