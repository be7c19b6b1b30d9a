"""The charging profiles that a charge point holds, and what they leave to each connector (OCPP 1.6, 3.13)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from msgspec import UNSET

from csms.ocpp.v16.smart_charging import (
    ChargingProfile,
    ChargingProfilePurpose,
    ChargingRateUnit,
    ChargingSchedule,
    ClearChargingProfileRequest,
)
from csms.simulator import schedules
from csms.simulator.configuration import Configuration
from csms.simulator.hardware import ConnectorType
from csms.simulator.schedules import Installed, Limit


class ChargingProfiles:
    """Survive a reboot (SC-16). `types` are the connectors by number."""

    def __init__(self, configuration: Configuration, types: dict[int, ConnectorType]) -> None:
        self._configuration = configuration
        self._types = types
        self._installed: list[Installed] = []

    def __len__(self) -> int:
        return len(self._installed)

    def fits(self, profile: ChargingProfile) -> bool:
        """SC-04, SC-10, SC-12: within what this charge point can hold."""
        schedule = profile.chargingSchedule
        units = {"A": "Current", "W": "Power"}
        return (
            profile.stackLevel <= self._configuration.integer("ChargeProfileMaxStackLevel")
            and len(schedule.chargingSchedulePeriod)
            <= self._configuration.integer("ChargingScheduleMaxPeriods")
            and units[schedule.chargingRateUnit]
            in self._configuration.items("ChargingScheduleAllowedChargingRateUnit")
        )

    def install(self, connector_id: int, profile: ChargingProfile) -> bool:
        """In the place of those that it replaces (SC-03); False where there is no room left."""
        kept = [one for one in self._installed if not _replaces(Installed(connector_id, profile), one)]
        if len(kept) >= self._configuration.integer("MaxChargingProfilesInstalled"):
            return False
        self._installed = [*kept, Installed(connector_id, profile)]
        return True

    def clear(self, wanted: ClearChargingProfileRequest) -> bool:
        """Whether there was anything to clear (SC-13)."""
        kept = [one for one in self._installed if not _matches(one, wanted)]
        found = len(kept) < len(self._installed)
        self._installed = kept
        return found

    def end_transaction(self, connector_id: int) -> None:
        """A TxProfile dies with its transaction (SC-15)."""
        self._installed = [
            one
            for one in self._installed
            if one.connector_id != connector_id or one.profile.chargingProfilePurpose != "TxProfile"
        ]

    def pieces(
        self, connector_id: int, since: datetime, until: datetime, began: datetime, sharers: int
    ) -> Iterator[tuple[float, float]]:
        """(seconds, watts) of what the connector may take, from `since` to `until`.

        `sharers` connectors charge, and share what is allowed to all of them together.
        """
        if not self._installed:
            yield (until - since).total_seconds(), float(self._types[connector_id].max_power_w)
            return
        for start, end in pairwise(schedules.changes(self._installed, since, until, began)):
            yield (end - start).total_seconds(), self.watts(connector_id, start, began, sharers)

    def watts(self, connector_id: int, at: datetime, began: datetime, sharers: int = 1) -> float:
        """What the connector may take at `at`."""
        whole = self._whole(at, began)
        share = None if whole is None else Limit(whole.watts / max(1, sharers), whole.phases)
        limit = schedules.merged((self._own(connector_id, at, began), share, self._hardware(connector_id)))
        return float(limit.watts) if limit is not None else 0.0

    def composite(
        self,
        connector_id: int,
        at: datetime,
        seconds: int,
        began: Mapping[int, datetime],
        unit: ChargingRateUnit,
    ) -> ChargingSchedule:
        """What is allowed from `at` on (SC-09, SC-14); connector 0 is all of them together.

        `began` are the starts of the transactions that run, by connector; elsewhere one would begin at `at`.
        """
        until = at + timedelta(seconds=seconds)
        numbers = list(self._types) if connector_id == 0 else [connector_id]
        starts = {number: began.get(number, at) for number in [0, *numbers]}
        moments = sorted(
            {
                moment
                for start in set(starts.values())
                for moment in schedules.changes(self._installed, at, until, start)
            }
        )

        def limit(moment: datetime) -> Limit:
            whole = self._whole(moment, starts[connector_id])
            return self._composite_limit(moment, {number: starts[number] for number in numbers}, whole)

        return ChargingSchedule(unit, schedules.periods(moments, limit, unit), duration=seconds)

    def _composite_limit(self, at: datetime, starts: Mapping[int, datetime], whole: Limit | None) -> Limit:
        """The sum of what the connectors in `starts` may take, within what all may take together."""
        own = [
            schedules.merged((self._own(number, at, began), self._hardware(number)))
            for number, began in starts.items()
        ]
        limits = [limit for limit in own if limit is not None]
        together = Limit(
            sum((limit.watts for limit in limits), Decimal(0)), max(one.phases for one in limits)
        )
        return schedules.merged((together, whole)) or together

    def _own(self, connector_id: int, at: datetime, began: datetime) -> Limit | None:
        """A TxProfile, else a TxDefaultProfile (DEC-10)."""
        mine = [one for one in self._installed if one.connector_id in (0, connector_id)]
        for purpose in ("TxProfile", "TxDefaultProfile"):
            limit = schedules.prevailing(_of(mine, purpose), at, began)
            if limit is not None:
                return limit
        return None

    def _whole(self, at: datetime, began: datetime) -> Limit | None:
        return schedules.prevailing(_of(self._installed, "ChargePointMaxProfile"), at, began)

    def _hardware(self, connector_id: int) -> Limit:
        type_ = self._types[connector_id]
        return Limit(Decimal(type_.max_power_w), type_.phases or 3)


def _of(profiles: list[Installed], purpose: ChargingProfilePurpose) -> list[Installed]:
    return [one for one in profiles if one.profile.chargingProfilePurpose == purpose]


def _replaces(new: Installed, old: Installed) -> bool:
    """The same id, or the same purpose and level at the same connector (SC-03)."""
    if new.profile.chargingProfileId == old.profile.chargingProfileId:
        return True
    return _place(new) == _place(old)


def _place(one: Installed) -> tuple[int, str, int]:
    return one.connector_id, one.profile.chargingProfilePurpose, one.profile.stackLevel


def _matches(one: Installed, wanted: ClearChargingProfileRequest) -> bool:
    """With an id nothing else counts (errata 3.25); what is absent matches all."""
    if wanted.id is not UNSET:
        return one.profile.chargingProfileId == wanted.id
    filters = (
        (wanted.connectorId, one.connector_id),
        (wanted.chargingProfilePurpose, one.profile.chargingProfilePurpose),
        (wanted.stackLevel, one.profile.stackLevel),
    )
    return all(value in (UNSET, its_own) for value, its_own in filters)
