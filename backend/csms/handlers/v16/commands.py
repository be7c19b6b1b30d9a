"""The Core profile: what we may ask of a charger, and what its answer changes (OCPP 1.6 section 5)."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import UNSET

from csms.auth.credentials import ChargerCredentials
from csms.charging import authorization
from csms.charging.session import START_PATIENCE, ChargerSession, ExpectedStart
from csms.ocpp.v16 import core
from csms.ocpp.v16.types import Message
from csms.store.facts import (
    AvailabilityDesired,
    ConfigurationChanged,
    ConfigurationReported,
    CredentialProposed,
    CredentialSettled,
    Fact,
)

AUTHORIZATION_KEY = "authorizationkey"
HIDDEN = "(hidden)"

Answered = Callable[[ChargerSession, UUID, Any, Any, datetime], tuple[Fact, ...]]


def redact(action: str, request: dict[str, Any]) -> dict[str, Any]:
    """The request as it may be stored, logged and shown (SEC-11, CFG-05)."""
    if action == "ChangeConfiguration" and str(request.get("key", "")).casefold() == AUTHORIZATION_KEY:
        return {**request, "value": HIDDEN}
    return request


def is_secret(request: Message) -> bool:
    """Whether the request carries an AuthorizationKey."""
    return (
        isinstance(request, core.ChangeConfigurationRequest) and request.key.casefold() == AUTHORIZATION_KEY
    )


def conceal(request: Message, frame: bytes) -> bytes:
    """A charger's answer as it may be stored (CFG-05, S5).

    Some repeat the request in a CALLERROR (Q21), and some read out the key that they have.
    """
    if isinstance(request, core.ChangeConfigurationRequest) and is_secret(request):
        return re.sub(re.escape(request.value.encode()), HIDDEN.encode(), frame, flags=re.IGNORECASE)
    if isinstance(request, core.GetConfigurationRequest):
        return _without_keys_read_out(frame)
    return frame


def _without_keys_read_out(frame: bytes) -> bytes:
    if AUTHORIZATION_KEY.encode() not in frame.lower():
        return frame
    try:
        parts = json.loads(frame)
        for shown in parts[2]["configurationKey"]:
            if str(shown["key"]).strip().casefold() == AUTHORIZATION_KEY and "value" in shown:
                shown["value"] = HIDDEN
    except (
        ValueError,
        LookupError,
        TypeError,
    ):  # it only looks like one, and its secret is where nobody knows
        return b'[3,"",%b]' % json.dumps(HIDDEN).encode()
    return json.dumps(parts, separators=(",", ":")).encode()


def before_sending(
    session: ChargerSession,
    command_id: UUID,
    request: Message,
    credentials: ChargerCredentials,
    now: datetime,
) -> tuple[Fact, ...]:
    """What must be known before the request leaves: the charger may act on it before it answers, or never answer.

    Many present the tag of a remote start at once (RPC-07, AUTH-06). The facts are to be stored (SEC-08).
    """
    if isinstance(request, core.RemoteStartTransactionRequest):
        evse_id = None if request.connectorId is UNSET else request.connectorId
        token = authorization.fold(request.idTag)
        session.expected_starts.append(ExpectedStart(command_id, evse_id, token, now + START_PATIENCE))
    if isinstance(request, core.RemoteStopTransactionRequest):
        session.expected_stops[str(request.transactionId)] = command_id
    if isinstance(request, core.ChangeConfigurationRequest) and is_secret(request):
        return (CredentialProposed(session.charger_id, credentials.hash_generated(request.value)),)
    return ()


def after_answer(
    session: ChargerSession, command_id: UUID, request: Message, response: Message, now: datetime
) -> tuple[Fact, ...]:
    """The facts that follow from an answer."""
    consequence = _CONSEQUENCES.get(type(request))
    return consequence(session, command_id, request, response, now) if consequence else ()


def after_error(session: ChargerSession, command_id: UUID) -> None:
    """A CALLERROR is an answer too: nothing will come of it."""
    session.no_longer_expected(command_id)


def _remote(
    session: ChargerSession,
    command_id: UUID,
    request: core.RemoteStartTransactionRequest | core.RemoteStopTransactionRequest,
    response: core.RemoteStartTransactionResponse | core.RemoteStopTransactionResponse,
    now: datetime,
) -> tuple[Fact, ...]:
    """Accepted means "will try": the transaction's start or stop is to come (RS-03, RS-04)."""
    if response.status != "Accepted":
        session.no_longer_expected(command_id)
    return ()


def _change_availability(
    session: ChargerSession,
    command_id: UUID,
    request: core.ChangeAvailabilityRequest,
    response: core.ChangeAvailabilityResponse,
    now: datetime,
) -> tuple[Fact, ...]:
    """What we wished stays our wish; the connector's status says when it is so (AVAIL-01)."""
    if response.status not in ("Accepted", "Scheduled"):
        return ()
    return (AvailabilityDesired(session.charger_id, request.connectorId, request.type),)


def _change_configuration(
    session: ChargerSession,
    command_id: UUID,
    request: core.ChangeConfigurationRequest,
    response: core.ChangeConfigurationResponse,
    now: datetime,
) -> tuple[Fact, ...]:
    """Written through only when accepted (CFG-04). Of an AuthorizationKey only the hash is kept (CFG-05)."""
    if is_secret(request):
        return _authorization_key(session, response)
    if response.status not in ("Accepted", "RebootRequired"):
        return ()
    pending = response.status == "RebootRequired"
    return (ConfigurationChanged(session.charger_id, now, request.key, request.value, pending),)


def _authorization_key(
    session: ChargerSession, response: core.ChangeConfigurationResponse
) -> tuple[Fact, ...]:
    """Accepted: the old key is void. Refused: the new one is. After RebootRequired both are good (SEC-08)."""
    if response.status == "RebootRequired":
        return ()
    return (CredentialSettled(session.charger_id, response.status == "Accepted"),)


def _get_configuration(
    session: ChargerSession,
    command_id: UUID,
    request: core.GetConfigurationRequest,
    response: core.GetConfigurationResponse,
    now: datetime,
) -> tuple[Fact, ...]:
    if response.configurationKey is UNSET:
        return ()
    keys = [
        (key.key, None if key.value is UNSET else str(key.value), bool(key.readonly))
        for key in response.configurationKey
        if key.key.casefold() != AUTHORIZATION_KEY
    ]
    return (ConfigurationReported(session.charger_id, now, keys),) if keys else ()


_CONSEQUENCES: dict[type[Message], Answered] = {
    core.RemoteStartTransactionRequest: _remote,
    core.RemoteStopTransactionRequest: _remote,
    core.ChangeAvailabilityRequest: _change_availability,
    core.ChangeConfigurationRequest: _change_configuration,
    core.GetConfigurationRequest: _get_configuration,
}
