"""What the sections of OCPP 1.6 demand of our requests beyond the JSON schemas.

The schemas know nothing of signs, empty texts, or rules between fields; a charger does, and answers
Rejected. Each rule yields (path of the field, what is wrong).
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

from msgspec import UNSET

from csms.ocpp.v16 import core
from csms.ocpp.v16.smart_charging import ChargingProfile, ChargingSchedule, ChargingSchedulePeriod
from csms.ocpp.v16.types import Message

Breaches: TypeAlias = Iterator[tuple[str, str]]

# Many chargers keep integers in 32 signed bits; nothing has more connectors or transactions than that.
_INT32 = 2**31 - 1
_AUTHORIZATION_KEY = re.compile(r"([0-9A-Fa-f]{2}){16,20}")


def check(request: Message) -> Breaches:
    """The breaches of `request`, none if it may be sent."""
    rules = _RULES.get(type(request))
    if rules is not None:
        yield from rules(request)


def _change_availability(request: core.ChangeAvailabilityRequest) -> Breaches:
    if not 0 <= request.connectorId <= _INT32:
        yield "connectorId", "must be 0 for the charge point or a connector from 1 (OCPP 1.6, 6.7)"


def _change_configuration(request: core.ChangeConfigurationRequest) -> Breaches:
    if not request.key:
        yield "key", "must be the name of a key (OCPP 1.6, 6.9)"
    if request.key.casefold() == "authorizationkey" and not _AUTHORIZATION_KEY.fullmatch(request.value):
        yield "value", "must be 32 to 40 hexadecimal digits, an even number (security whitepaper, 7.2)"


def _data_transfer(request: core.DataTransferRequest) -> Breaches:
    if not request.vendorId:
        yield "vendorId", "must be the name of a vendor (OCPP 1.6, 6.15)"


def _get_configuration(request: core.GetConfigurationRequest) -> Breaches:
    for index, key in enumerate(request.key or ()):
        if not key:
            yield f"key[{index}]", "must be the name of a key (OCPP 1.6, 6.23)"


def _remote_start(request: core.RemoteStartTransactionRequest) -> Breaches:
    if request.connectorId is not UNSET and not 1 <= request.connectorId <= _INT32:
        yield "connectorId", "must be a connector from 1 (OCPP 1.6, 6.33)"
    if not request.idTag:
        yield "idTag", "must be an identifier (OCPP 1.6, 6.33)"
    profile = request.chargingProfile
    if profile is UNSET:
        return
    if profile.chargingProfilePurpose != "TxProfile":
        yield "chargingProfile.chargingProfilePurpose", "must be TxProfile (OCPP 1.6, 5.11)"
    if profile.transactionId is not UNSET:
        yield "chargingProfile.transactionId", "must be absent before the transaction (OCPP 1.6 errata, 3.41)"
    for path, rule in _profile(profile):
        yield f"chargingProfile.{path}", rule


def _profile(profile: ChargingProfile) -> Breaches:
    schedule, kind = profile.chargingSchedule, profile.chargingProfileKind
    if profile.stackLevel < 0:
        yield "stackLevel", "must be 0 or more (OCPP 1.6, 7.8)"
    if (profile.recurrencyKind is not UNSET) != (kind == "Recurring"):
        yield "recurrencyKind", "must be present for Recurring and only for it (OCPP 1.6 errata, 3.56)"
    if (schedule.startSchedule is not UNSET) != (kind != "Relative"):
        yield "chargingSchedule.startSchedule", "must be present unless Relative (OCPP 1.6, 7.9)"
    if profile.validFrom and profile.validTo and profile.validFrom >= profile.validTo:
        yield "validTo", "must be later than validFrom (OCPP 1.6, 7.8)"
    for path, rule in _schedule(schedule):
        yield f"chargingSchedule.{path}", rule


def _schedule(schedule: ChargingSchedule) -> Breaches:
    if schedule.duration is not UNSET and schedule.duration < 1:
        yield "duration", "must be a number of seconds from 1 (OCPP 1.6, 7.13)"
    if schedule.minChargingRate is not UNSET and schedule.minChargingRate < 0:
        yield "minChargingRate", "must be 0 or more (OCPP 1.6, 7.13)"
    for path, rule in _periods(schedule.chargingSchedulePeriod):
        yield f"chargingSchedulePeriod{path}", rule


def _periods(periods: list[ChargingSchedulePeriod]) -> Breaches:
    if not periods:
        yield "", "must hold at least one period (OCPP 1.6, 7.13)"
    elif periods[0].startPeriod != 0:
        yield "[0].startPeriod", "must be 0 (OCPP 1.6, 7.14; errata 3.45)"
    for index, (before, after) in enumerate(pairwise(periods), 1):
        if after.startPeriod <= before.startPeriod:
            yield f"[{index}].startPeriod", "must be later than the one before (OCPP 1.6, 7.14)"
    for index, period in enumerate(periods):
        if period.limit < 0:
            yield f"[{index}].limit", "must be 0 or more (OCPP 1.6, 7.14)"
        if period.numberPhases is not UNSET and not 1 <= period.numberPhases <= 3:
            yield f"[{index}].numberPhases", "must be 1, 2 or 3 (OCPP 1.6, 7.14)"


def _remote_stop(request: core.RemoteStopTransactionRequest) -> Breaches:
    if not 1 <= request.transactionId <= _INT32:
        yield "transactionId", "must be a number from 1 (OCPP 1.6 errata, 3.54)"


def _unlock_connector(request: core.UnlockConnectorRequest) -> Breaches:
    if not 1 <= request.connectorId <= _INT32:
        yield "connectorId", "must be a connector from 1 (OCPP 1.6, 6.53)"


_RULES: dict[type[Message], Callable[[Any], Breaches]] = {
    core.ChangeAvailabilityRequest: _change_availability,
    core.ChangeConfigurationRequest: _change_configuration,
    core.DataTransferRequest: _data_transfer,
    core.GetConfigurationRequest: _get_configuration,
    core.RemoteStartTransactionRequest: _remote_start,
    core.RemoteStopTransactionRequest: _remote_stop,
    core.UnlockConnectorRequest: _unlock_connector,
}
