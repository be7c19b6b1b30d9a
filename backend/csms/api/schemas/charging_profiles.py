"""Charging profiles, and what follows from them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from csms.api.schemas.commands import Command
from csms.api.schemas.common import Input, Output
from csms.api.schemas.said import Sentence

Purpose = Literal["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"]
RateUnit = Literal["A", "W"]
ProfileState = Literal["holds", "waits", "over", "uncertain"]
ChargingProfileSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "purpose",
    "-purpose",
    "kind",
    "-kind",
    "stack_level",
    "-stack_level",
    "installed_at",
    "-installed_at",
]


class ChargingProfile(Output):
    """A profile that a charger has accepted. `uncertain`: its answer was lost. `schedule`: as it was sent, exact."""

    id: str
    charger_id: str
    charge_point_id: str | None
    connector_id: int
    charging_profile_id: int
    transaction_id: int | None
    stack_level: int
    purpose: Purpose
    kind: Literal["Absolute", "Recurring", "Relative"]
    recurrence: Literal["Daily", "Weekly"] | None
    valid_from: datetime | None
    valid_to: datetime | None
    schedule: dict[str, Any]
    uncertain: bool
    installed_at: datetime


class ChargingProfilePage(Output):
    items: list[ChargingProfile]
    next_cursor: str | None


class ChargingProfileSummary(Output):
    total: int
    chargers: int


class ChargingProfileWrite(Input):
    """`profile`: OCPP's own ChargingProfile; without a `chargingProfileId` it gets one."""

    charger_id: UUID
    connector_id: Annotated[int, Field(ge=0, le=1000)]
    profile: dict[str, Any]


class ChargingProfileSent(Output):
    """`profile` is null when the charger did not take it, as `command` says. `warnings`: what to think of, `said` the
    same as sentences.
    """

    profile: ChargingProfile | None
    command: Command
    warnings: list[str]
    said: list[Sentence]


class SchedulePeriod(Output):
    """From `start` seconds on this limit holds, an exact decimal; null is no limit but the hardware's."""

    start: int
    limit: str | None
    number_phases: int | None


class CompositeSchedule(Output):
    """What limits a connector, by the profiles that its charger has accepted; `charger`: by its own word, if asked."""

    connector_id: int
    begin: datetime
    duration: int
    unit: RateUnit
    periods: list[SchedulePeriod]
    charger: Command | None
