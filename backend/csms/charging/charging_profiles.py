"""Charging profiles of chargers: what may be sent, what they have, and what follows from it (OCPP 1.6, 3.13)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any
from uuid import UUID

from csms.charging.commands import Commands
from csms.charging.schedules import (
    TENTH,
    TX,
    Period,
    Profile,
    Question,
    Running,
    Stretch,
    Unit,
    composite,
    converted,
)
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Said, msg, said
from csms.store import sessions
from csms.store.models import Charger, ChargingProfile, Command, Transaction

NOMINAL_VOLTAGE = Decimal(230)
LARGEST_NUMBER = 2**31 - 1
UNITS = {"A": "current", "W": "power"}
"""As the key calls them (errata 3.88)."""
ALLOWED_UNITS = "ChargingScheduleAllowedChargingRateUnit"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A profile that somebody wants to send."""

    evse_id: int
    number: int
    stack_level: int
    purpose: str
    transaction: str | None
    unit: str
    periods: int


async def check(charger: Charger, wanted: Wanted) -> None:
    """Whether this charger would take it, as far as it has told. Raises Conflict with its reason, Invalid."""
    profiles = await sessions.configured_text(charger.id, "SupportedFeatureProfiles")
    if profiles and "smartcharging" not in profiles.casefold():
        raise Conflict(said("The charger does not support smart charging."))
    await _check_limits(charger, wanted)
    units = await sessions.configured_text(charger.id, ALLOWED_UNITS)
    if units and UNITS[wanted.unit] not in units.casefold():
        raise Conflict(
            said("The charger takes no limits in {unit}, only {units}.", unit=wanted.unit, units=units)
        )
    if wanted.purpose == TX:
        await _require_transaction(charger, wanted)


_TOO_MUCH = msg(
    {
        "ChargeProfileMaxStackLevel": "The charger has stack levels up to {limit}, not {value}.",
        "ChargingScheduleMaxPeriods": "The charger has periods up to {limit}, not {value}.",
        "NumberOfConnectors": "The charger has connectors up to {limit}, not {value}.",
    }
)


async def _check_limits(charger: Charger, wanted: Wanted) -> None:
    """SC-04, SC-12"""
    limits = (
        ("ChargeProfileMaxStackLevel", wanted.stack_level),
        ("ChargingScheduleMaxPeriods", wanted.periods),
        ("NumberOfConnectors", wanted.evse_id),
    )
    for key, value in limits:
        limit = await sessions.configured_integer(charger.id, key)
        if limit is not None and value > limit:
            raise Conflict(Said(_TOO_MUCH[key], {"limit": limit, "value": value}))
    room = await sessions.configured_integer(charger.id, "MaxChargingProfilesInstalled")
    others = ChargingProfile.filter(charger_id=charger.id).exclude(ocpp_profile_id=wanted.number)
    if room is not None and await others.count() >= room:
        raise Conflict(said("The charger has room for {room} profiles, and as many.", room=room))


async def _require_transaction(charger: Charger, wanted: Wanted) -> None:
    """SC-02"""
    if wanted.transaction is None:
        message = said("Required for TxProfile: the profile ends with that transaction")
        raise Invalid(
            said("{message}.", message=message), errors=(("csChargingProfiles.transactionId", message),)
        )
    running = Transaction.filter(charger_id=charger.id, evse_id=wanted.evse_id, stopped_at=None)
    if not await running.filter(ocpp_transaction_id=wanted.transaction).exists():
        raise Conflict(
            said(
                "Transaction {transaction} does not run on connector {connector}.",
                transaction=wanted.transaction,
                connector=wanted.evse_id,
            )
        )


class ChargingProfiles:
    """Deeds of operators."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def install(self, charger_id: UUID, connector_id: int, profile: dict[str, Any], actor: str) -> UUID:
        """Send a profile (OCPP's own fields); the command. A number is given to one that has none.

        It goes in the unit that the charger takes, which it has told or not.
        """
        schedule = profile["chargingSchedule"]
        unit = await _unit_of(charger_id, schedule["chargingRateUnit"])
        number = await free_number(charger_id)
        numbered = {"chargingProfileId": number, **profile, "chargingSchedule": in_unit(schedule, unit)}
        request = {"connectorId": connector_id, "csChargingProfiles": numbered}
        return await self._commands.send(charger_id, "SetChargingProfile", request, actor)

    async def clear(self, row_id: UUID, actor: str) -> Command:
        """Have a charger forget one. Raises NotFound, and Conflict when it cannot be asked."""
        row = await ChargingProfile.get_or_none(id=row_id)
        if row is None:
            raise NotFound(said("There is no such charging profile."))
        request = {"id": row.ocpp_profile_id}
        command = await Command.get(
            id=await self._commands.send(row.charger_id, "ClearChargingProfile", request, actor)
        )
        if command.state != "answered":
            raise Conflict(
                said(
                    "The charger could not be asked ({state}). It may still have the profile.",
                    state=command.state,
                )
            )
        return command


async def _unit_of(charger_id: UUID, wanted: Unit) -> Unit:
    """What is wanted, unless the charger takes only the other."""
    allowed = (await sessions.configured_text(charger_id, ALLOWED_UNITS)).casefold()
    other: Unit = "W" if wanted == "A" else "A"
    return other if UNITS[wanted] not in allowed and UNITS[other] in allowed else wanted


def in_unit(schedule: Mapping[str, Any], unit: Unit) -> dict[str, Any]:
    """A schedule (OCPP's own fields) in a unit, limits rounded down to the one decimal that they may have (SC-11)."""
    given: Unit = schedule["chargingRateUnit"]
    if given == unit:
        return dict(schedule)

    def limit(value: float, phases: int | None) -> float:
        exact = converted(Decimal(str(value)), given, unit, phases, NOMINAL_VOLTAGE)
        return float(exact.quantize(TENTH, ROUND_DOWN))

    periods = [
        {**period, "limit": limit(period["limit"], period.get("numberPhases"))}
        for period in schedule["chargingSchedulePeriod"]
    ]
    least = schedule.get("minChargingRate")
    rate = {} if least is None else {"minChargingRate": limit(least, None)}
    return {**schedule, "chargingRateUnit": unit, "chargingSchedulePeriod": periods, **rate}


async def free_number(charger_id: UUID) -> int:
    """Never that of another profile of the charger, which it would replace (SC-03)."""
    while True:
        number = secrets.randbelow(LARGEST_NUMBER) + 1
        if not await ChargingProfile.exists(charger_id=charger_id, ocpp_profile_id=number):
            return number


def warnings(profile: Mapping[str, Any], asked: str, now: datetime) -> list[Said]:
    """What to think of, though the charger will take it (SC-04, SC-08, SC-10). asked: the unit before it was sent."""
    found = []
    unit = profile["chargingSchedule"]["chargingRateUnit"]
    if unit != asked:
        found.append(
            said(
                "The charger takes no limits in {asked}: sent in {unit}, at {voltage} V a phase.",
                asked=asked,
                unit=unit,
                voltage=NOMINAL_VOLTAGE,
            )
        )
    if profile["stackLevel"] > 0 and not profile["chargingSchedule"].get("duration"):
        found.append(said("Without a duration the profiles of lower levels never apply."))
    valid_from = profile.get("validFrom")
    if valid_from and datetime.fromisoformat(str(valid_from)) > now:
        found.append(said("It replaces the one before it at once: until it is valid there is a gap."))
    return found


async def composite_of(
    charger_id: UUID, evse_id: int, unit: Unit, begin: datetime, seconds: int
) -> list[Stretch]:
    """What limits a connector from `begin` on, by the profiles that the charger has accepted."""
    rows = await ChargingProfile.filter(charger_id=charger_id)
    running = Transaction.filter(charger_id=charger_id, evse_id=evse_id, stopped_at=None)
    transaction = await running.order_by("-started_at").first()
    tx = (
        Running(transaction.ocpp_transaction_id or "", transaction.started_at)
        if transaction is not None
        else None
    )
    question = Question(evse_id, unit, NOMINAL_VOLTAGE, tx)
    return composite([_profile(row) for row in rows], question, begin, seconds)


def _profile(row: ChargingProfile) -> Profile:
    schedule = row.schedule
    start = schedule.get("startSchedule")
    return Profile(
        evse_id=row.evse_id,
        stack_level=row.stack_level,
        purpose=row.purpose,
        kind=row.kind,
        unit=schedule["chargingRateUnit"],
        periods=tuple(
            Period(period["startPeriod"], Decimal(str(period["limit"])), period.get("numberPhases"))
            for period in schedule["chargingSchedulePeriod"]
        ),
        start=datetime.fromisoformat(start) if start else None,
        duration=schedule.get("duration"),
        recurrence=row.recurrence,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        transaction=row.ocpp_transaction_id,
    )
