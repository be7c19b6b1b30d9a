"""Charging profiles (OCPP 1.6, 3.13 and 7.8-7.14)."""

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
