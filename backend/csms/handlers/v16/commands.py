"""The effects of all requests of a central system (OCPP 1.6 section 5), those of the Core profile among them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import UNSET, UnsetType

from csms.charging import authorization, security_profiles
from csms.charging.session import START_PATIENCE, ExpectedStart
from csms.handlers.effects import Effects, Failure, Sending
from csms.handlers.v16 import (
    configuration,
    local_auth_list,
    remote_trigger,
    reservation,
    security,
    smart_charging,
    transfers,
)
from csms.handlers.v16.secrets import AUTHORIZATION_KEY, is_secret
from csms.ocpp.v16 import core
from csms.ocpp.v16.types import Message
from csms.store.configuration import SECURITY_PROFILE
from csms.store.facts import (
    AvailabilityDesired,
    CommandOutcome,
    ConfigurationChanged,
    ConfigurationReported,
    ConfigurationTried,
    CredentialProposed,
    CredentialSettled,
    Fact,
)
from csms.store.facts.security import SecurityProfileProposed
from csms.store.models import Charger

T = TypeVar("T")

NONE = Effects()


async def check(charger: Charger, request: Message, now: datetime) -> None:
    """Raises Conflict or Invalid for what must not be sent to this charger now."""
    await EFFECTS.get(type(request), NONE).check(charger, request, now)


def before_sending(sending: Sending, request: Message) -> tuple[Fact, ...]:
    """The facts to store before the request leaves."""
    return EFFECTS.get(type(request), NONE).sending(sending, request)


def after_answer(sending: Sending, request: Message, response: Message) -> tuple[Fact, ...]:
    """The facts that follow from a CALLRESULT."""
    return EFFECTS.get(type(request), NONE).answered(sending, request, response)


def after_failure(sending: Sending, request: Message, failure: Failure) -> tuple[Fact, ...]:
    """The facts that follow when no CALLRESULT comes."""
    return EFFECTS.get(type(request), NONE).failed(sending, request, failure)


def _expect_start(sending: Sending, request: core.RemoteStartTransactionRequest) -> tuple[Fact, ...]:
    """Many present the tag of a remote start before they answer (RPC-07, AUTH-06)."""
    evse_id = None if request.connectorId is UNSET else request.connectorId
    token = authorization.fold(request.idTag)
    until = sending.now + START_PATIENCE
    sending.session.expected_starts.append(ExpectedStart(sending.command_id, evse_id, token, until))
    return ()


def _expect_stop(sending: Sending, request: core.RemoteStopTransactionRequest) -> tuple[Fact, ...]:
    sending.session.expected_stops[str(request.transactionId)] = sending.command_id
    return ()


def _remote_answered(
    sending: Sending,
    request: Message,
    response: core.RemoteStartTransactionResponse | core.RemoteStopTransactionResponse,
) -> tuple[Fact, ...]:
    """Accepted means "will try": the transaction's start or stop is to come (RS-03, RS-04)."""
    return () if response.status == "Accepted" else _nothing_will_come(sending)


def _remote_failed(sending: Sending, request: Message, failure: Failure) -> tuple[Fact, ...]:
    """A CALLERROR is an answer too: nothing will come of it. After silence it may."""
    return _nothing_will_come(sending) if failure.state == "error" else ()


def _nothing_will_come(sending: Sending) -> tuple[Fact, ...]:
    sending.session.no_longer_expected(sending.command_id)
    return (CommandOutcome(sending.command_id, sending.charger_id, "rejected", None, sending.now),)


def _availability_answered(
    sending: Sending, request: core.ChangeAvailabilityRequest, response: core.ChangeAvailabilityResponse
) -> tuple[Fact, ...]:
    """What we wished stays our wish; the connector's status says when it is so (AVAIL-01)."""
    if response.status not in ("Accepted", "Scheduled"):
        return ()
    return (AvailabilityDesired(sending.charger_id, request.connectorId, request.type, sending.now),)


async def _check_configuration(
    charger: Charger, request: core.ChangeConfigurationRequest, now: datetime
) -> None:
    if request.key.casefold() == SECURITY_PROFILE:
        await security_profiles.check_upgrade(charger, request.value)
    await configuration.check_change(charger, request.key, request.value)


def _propose_key(sending: Sending, request: core.ChangeConfigurationRequest) -> tuple[Fact, ...]:
    """A new key is good from its sending on: the charger may take it and never answer (SEC-08)."""
    if not is_secret(request):
        return ()
    return (CredentialProposed(sending.charger_id, sending.credentials.hash_generated(request.value)),)


def _configuration_answered(
    sending: Sending, request: core.ChangeConfigurationRequest, response: core.ChangeConfigurationResponse
) -> tuple[Fact, ...]:
    """Written through only when accepted (CFG-04). Of an AuthorizationKey only the hash is kept (CFG-05)."""
    if is_secret(request):
        return _settle_key(sending, response)
    tried = ConfigurationTried(sending.charger_id, sending.now, request.key, request.value, response.status)
    if response.status not in ("Accepted", "RebootRequired"):
        return (tried,)
    pending = response.status == "RebootRequired"
    changed = ConfigurationChanged(sending.charger_id, sending.now, request.key, request.value, pending)
    if request.key.casefold() != SECURITY_PROFILE:
        return (tried, changed)
    return (tried, changed, SecurityProfileProposed(sending.charger_id, int(request.value)))  # UPG-02


def _settle_key(sending: Sending, response: core.ChangeConfigurationResponse) -> tuple[Fact, ...]:
    """Accepted: the old key is void. Refused: the new one is. After RebootRequired both are good (SEC-08)."""
    if response.status == "RebootRequired":
        return ()
    return (CredentialSettled(sending.charger_id, response.status == "Accepted"),)


def _configuration_reported(
    sending: Sending, request: core.GetConfigurationRequest, response: core.GetConfigurationResponse
) -> tuple[Fact, ...]:
    keys = [
        (key.key, None if key.value is UNSET else str(key.value), bool(key.readonly))
        for key in _given(response.configurationKey)
        if key.key.casefold() != AUTHORIZATION_KEY
    ]
    reported = (ConfigurationReported(sending.charger_id, sending.now, keys),) if keys else ()
    return (*reported, *_unknown_keys(sending, request, response))


def _unknown_keys(
    sending: Sending, request: core.GetConfigurationRequest, response: core.GetConfigurationResponse
) -> tuple[Fact, ...]:
    """Asked for by name, and not known (CFG-02)."""
    asked = {key.casefold() for key in _given(request.key)}
    return tuple(
        ConfigurationTried(sending.charger_id, sending.now, key, None, "NotSupported")
        for key in _given(response.unknownKey)
        if key.casefold() in asked
    )


def _given(values: Sequence[T] | UnsetType) -> Sequence[T]:
    return () if values is UNSET else values


EFFECTS: Mapping[type[Message], Effects] = {
    core.RemoteStartTransactionRequest: Effects(
        sending=_expect_start, answered=_remote_answered, failed=_remote_failed
    ),
    core.RemoteStopTransactionRequest: Effects(
        sending=_expect_stop, answered=_remote_answered, failed=_remote_failed
    ),
    core.ChangeAvailabilityRequest: Effects(answered=_availability_answered),
    core.ChangeConfigurationRequest: Effects(
        check=_check_configuration, sending=_propose_key, answered=_configuration_answered
    ),
    core.GetConfigurationRequest: Effects(answered=_configuration_reported),
    **local_auth_list.EFFECTS,
    **reservation.EFFECTS,
    **smart_charging.EFFECTS,
    **remote_trigger.EFFECTS,
    **security.EFFECTS,
    **transfers.EFFECTS,
}
