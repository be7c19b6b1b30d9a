"""csms.handlers.v16.commands: what an answer to us changes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import OWASP_MINIMUM, Argon2Pool
from csms.charging.session import ChargerSession
from csms.handlers.v16.commands import after_answer, after_error, before_sending, conceal
from csms.ocpp.v16 import core
from csms.store.facts import (
    AvailabilityDesired,
    ConfigurationChanged,
    ConfigurationReported,
    CredentialProposed,
    CredentialSettled,
    Fact,
)
from csms.store.models.base import new_id
from tests.services.database import NOW, at

SESSION = ChargerSession(new_id(), "CP-0001")


@pytest.fixture(scope="module")
def credentials() -> Iterator[ChargerCredentials]:
    pool = Argon2Pool(OWASP_MINIMUM)
    yield ChargerCredentials(b"s" * 32, pool)
    pool.close()


def after(request: Any, response: Any, session: ChargerSession = SESSION) -> tuple[Fact, ...]:
    return after_answer(session, new_id(), request, response, NOW)


@pytest.mark.parametrize(("connector", "expected"), [({}, None), ({"connectorId": 2}, 2)])
def test_a_remote_start_is_awaited_from_its_sending_on(
    connector: dict[str, Any], expected: int | None, credentials: ChargerCredentials
) -> None:
    """RS-03, AUTH-06, Q13: many chargers authorize its tag before they answer."""
    session = ChargerSession(new_id(), "CP-0001")
    request = core.RemoteStartTransactionRequest(idTag="Tag", **connector)
    assert before_sending(session, new_id(), request, credentials, NOW) == ()
    (awaited,) = session.expected_starts
    assert session.expects("tag", NOW)
    after(request, core.RemoteStartTransactionResponse(status="Accepted"), session)
    assert (awaited.evse_id, awaited.token_folded) == (expected, "tag")
    assert session.expects("tag", at(60))
    assert not session.expects("tag", at(3600))


@pytest.mark.parametrize("answer", ["Rejected", "CALLERROR"])
@pytest.mark.parametrize(
    ("request_", "response"),
    [
        (core.RemoteStartTransactionRequest(idTag="Tag"), core.RemoteStartTransactionResponse("Rejected")),
        (core.RemoteStopTransactionRequest(transactionId=7), core.RemoteStopTransactionResponse("Rejected")),
    ],
    ids=["start", "stop"],
)
def test_a_refused_one_is_not(
    request_: Any, response: Any, answer: str, credentials: ChargerCredentials
) -> None:
    """TC_026"""
    session, command_id = ChargerSession(new_id(), "CP-0001"), new_id()
    before_sending(session, command_id, request_, credentials, NOW)
    assert session.expected_starts or session.expected_stops
    if answer == "Rejected":
        after_answer(session, command_id, request_, response, NOW)
    else:
        after_error(session, command_id)
    assert not session.expected_starts
    assert not session.expected_stops


@pytest.mark.parametrize(("status", "wished"), [("Accepted", True), ("Scheduled", True), ("Rejected", False)])
def test_a_wished_availability(status: Any, wished: bool) -> None:
    """AVAIL-01"""
    request = core.ChangeAvailabilityRequest(connectorId=2, type="Inoperative")
    facts = after(request, core.ChangeAvailabilityResponse(status=status))
    assert facts == ((AvailabilityDesired(SESSION.charger_id, 2, "Inoperative"),) if wished else ())


@pytest.mark.parametrize(
    ("status", "pending"),
    [("Accepted", False), ("RebootRequired", True), ("Rejected", None), ("NotSupported", None)],
)
def test_configuration_is_written_through_when_accepted(status: Any, pending: bool | None) -> None:
    """CFG-01, CFG-04"""
    request = core.ChangeConfigurationRequest(key="HeartbeatInterval", value="60")
    facts = after(request, core.ChangeConfigurationResponse(status=status))
    changed = ConfigurationChanged(SESSION.charger_id, NOW, "HeartbeatInterval", "60", bool(pending))
    assert facts == (() if pending is None else (changed,))


@pytest.mark.parametrize(
    ("status", "settled"),
    [("Accepted", True), ("Rejected", False), ("NotSupported", False), ("RebootRequired", None)],
)
def test_a_new_key_counts_when_it_is_accepted(status: Any, settled: bool | None) -> None:
    """SEC-08; never in the configuration (CFG-05)."""
    request = core.ChangeConfigurationRequest(key="authorizationKEY", value="00" * 20)
    facts = after(request, core.ChangeConfigurationResponse(status=status))
    assert facts == (() if settled is None else (CredentialSettled(SESSION.charger_id, settled),))


def test_a_new_key_is_known_before_it_leaves(credentials: ChargerCredentials) -> None:
    """SEC-08: the charger may take it and never answer."""
    request = core.ChangeConfigurationRequest(key="AuthorizationKey", value="00" * 20)
    (proposed,) = before_sending(SESSION, new_id(), request, credentials, NOW)
    assert isinstance(proposed, CredentialProposed)
    assert "00" * 20 not in proposed.credential
    assert before_sending(SESSION, new_id(), core.ClearCacheRequest(), credentials, NOW) == ()


def test_reported_configuration() -> None:
    """CFG-02: known but unset is another thing than empty; vendor keys are kept, the key for us is not."""
    keys = [
        core.KeyValue(key="A", readonly=False, value=""),
        core.KeyValue(key="Vendor.X", readonly=True),
        core.KeyValue(key="AuthorizationKey", readonly=False, value="secret"),
    ]
    request = core.GetConfigurationRequest()
    facts = after(request, core.GetConfigurationResponse(configurationKey=keys, unknownKey=["B"]))
    assert facts == (
        ConfigurationReported(SESSION.charger_id, NOW, [("A", "", False), ("Vendor.X", None, True)]),
    )
    assert after(request, core.GetConfigurationResponse()) == ()


KEY = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (
            core.ChangeConfigurationRequest(key="AuthorizationKey", value=KEY),
            [4, "1", "InternalError", f"cannot set {KEY.upper()}", {"request": [2, "1", {"value": KEY}]}],
        ),
        (
            core.GetConfigurationRequest(),
            [3, "1", {"configurationKey": [{"key": "authorizationKEY", "readonly": False, "value": KEY}]}],
        ),
        (core.GetConfigurationRequest(), [3, "1", {"configurationKey": {"AuthorizationKey": KEY}}]),
        (core.GetConfigurationRequest(), [4, "1", "InternalError", f"AuthorizationKey={KEY}", {}]),
    ],
)
def test_keys_in_answers_are_not_kept(request_: Any, frame: list[Any]) -> None:
    """CFG-05, S5, Q21: the log, the command and the screens never show one."""
    shown = conceal(request_, json.dumps(frame).encode())
    assert KEY not in shown.decode().lower()
    assert json.loads(shown)[0] in (3, 4)


def test_other_answers_are_kept_as_they_came() -> None:
    frame = b'[3, "1", {"configurationKey": [{"key":"AuthorizationKey","readonly":false}, {"key":"A"}]}]'
    assert json.loads(conceal(core.GetConfigurationRequest(), frame)) == json.loads(frame)
    assert conceal(core.ClearCacheRequest(), frame) is frame
