"""The SmartCharging profile (OCPP 1.6, 3.13, 5.5, 5.7, 5.16)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from msgspec import UNSET, UnsetType

from csms.charging import charging_profiles
from csms.charging.charging_profiles import Wanted
from csms.handlers.effects import Effects, Failure, Sending
from csms.ocpp.v16 import encode
from csms.ocpp.v16 import smart_charging as messages
from csms.ocpp.v16.types import Message
from csms.store.facts import Fact
from csms.store.facts.charging_profiles import ProfileInstalled, ProfilesCleared
from csms.store.models import Charger

T = TypeVar("T")


def _given(value: T | UnsetType) -> T | None:
    return None if value is UNSET else value


async def _may_set(charger: Charger, request: messages.SetChargingProfileRequest, now: datetime) -> None:
    profile = request.csChargingProfiles
    schedule = profile.chargingSchedule
    number = _given(profile.transactionId)
    wanted = Wanted(
        evse_id=request.connectorId,
        number=profile.chargingProfileId,
        stack_level=profile.stackLevel,
        purpose=profile.chargingProfilePurpose,
        transaction=None if number is None else str(number),
        unit=schedule.chargingRateUnit,
        periods=len(schedule.chargingSchedulePeriod),
    )
    await charging_profiles.check(charger, wanted)


def _set(
    sending: Sending,
    request: messages.SetChargingProfileRequest,
    response: messages.SetChargingProfileResponse,
) -> tuple[Fact, ...]:
    """Only what was accepted is there (SC-03)."""
    return (_installed(sending, request),) if response.status == "Accepted" else ()


def _set_failed(
    sending: Sending, request: messages.SetChargingProfileRequest, failure: Failure
) -> tuple[Fact, ...]:
    """After silence it may be there (RPC-13)."""
    if failure.state in ("error", "offline"):
        return ()
    return (_installed(sending, request, uncertain=True),)


def _installed(
    sending: Sending, request: messages.SetChargingProfileRequest, *, uncertain: bool = False
) -> ProfileInstalled:
    profile = request.csChargingProfiles
    number = _given(profile.transactionId)
    return ProfileInstalled(
        charger_id=sending.charger_id,
        evse_id=request.connectorId,
        number=profile.chargingProfileId,
        stack_level=profile.stackLevel,
        purpose=profile.chargingProfilePurpose,
        kind=profile.chargingProfileKind,
        recurrence=_given(profile.recurrencyKind),
        valid_from=_given(profile.validFrom),
        valid_to=_given(profile.validTo),
        ocpp_transaction_id=None if number is None else str(number),
        schedule=_exact(profile.chargingSchedule),
        uncertain=uncertain,
        at=sending.now,
    )


def _exact(schedule: messages.ChargingSchedule) -> dict[str, Any]:
    """As JSON without a float in it: limits are texts."""
    parsed: dict[str, Any] = json.loads(encode(schedule), parse_float=str)
    return parsed


def _cleared(
    sending: Sending,
    request: messages.ClearChargingProfileRequest,
    response: messages.ClearChargingProfileResponse,
) -> tuple[Fact, ...]:
    """Unknown means that the charger has none of them: ours are gone too (SC-13)."""
    fact = ProfilesCleared(
        sending.charger_id,
        _given(request.id),
        _given(request.connectorId),
        _given(request.chargingProfilePurpose),
        _given(request.stackLevel),
    )
    return (fact,)


EFFECTS: Mapping[type[Message], Effects] = {
    messages.SetChargingProfileRequest: Effects(check=_may_set, answered=_set, failed=_set_failed),
    messages.ClearChargingProfileRequest: Effects(answered=_cleared),
}
