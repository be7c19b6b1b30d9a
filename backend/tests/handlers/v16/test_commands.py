"""csms.handlers.v16.commands: what an answer to us changes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import OWASP_MINIMUM, Argon2Pool
from csms.charging.session import ChargerSession
from csms.handlers.effects import Failure, Sending
from csms.handlers.v16.commands import after_answer, after_failure, before_sending
from csms.ocpp.v16 import core
from csms.store.facts import (
    AvailabilityDesired,
    ConfigurationChanged,
    ConfigurationReported,
    ConfigurationTried,
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


def sending(credentials: ChargerCredentials, session: ChargerSession = SESSION) -> Sending:
    return Sending(session, new_id(), credentials, NOW)


@pytest.fixture
def after(credentials: ChargerCredentials) -> Callable[..., tuple[Fact, ...]]:
    return lambda request, response: after_answer(sending(credentials), request, response)


@pytest.mark.parametrize(("connector", "expected"), [({}, None), ({"connectorId": 2}, 2)])
def test_a_remote_start_is_awaited_from_its_sending_on(
    connector: dict[str, Any], expected: int | None, credentials: ChargerCredentials
) -> None:
    """RS-03, AUTH-06, Q13: many chargers authorize its tag before they answer."""
    session = ChargerSession(new_id(), "CP-0001")
    request = core.RemoteStartTransactionRequest(idTag="Tag", **connector)
    under_way = sending(credentials, session)
    assert before_sending(under_way, request) == ()
    (awaited,) = session.expected_starts
    assert session.expects("tag", NOW)
    after_answer(under_way, request, core.RemoteStartTransactionResponse(status="Accepted"))
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
    session = ChargerSession(new_id(), "CP-0001")
    under_way = sending(credentials, session)
    before_sending(under_way, request_)
    assert session.expected_starts or session.expected_stops
    if answer == "Rejected":
        after_answer(under_way, request_, response)
    else:
        after_failure(under_way, request_, Failure("error", "GenericError"))
    assert not session.expected_starts
    assert not session.expected_stops


def test_after_silence_it_may_still_come(credentials: ChargerCredentials) -> None:
    """RPC-13"""
    session = ChargerSession(new_id(), "CP-0001")
    under_way = sending(credentials, session)
    request = core.RemoteStartTransactionRequest(idTag="Tag")
    before_sending(under_way, request)
    after_failure(under_way, request, Failure("timeout"))
    assert session.expects("tag", NOW)


@pytest.mark.parametrize(("status", "wished"), [("Accepted", True), ("Scheduled", True), ("Rejected", False)])
def test_a_wished_availability(status: Any, wished: bool, after: Callable[..., tuple[Fact, ...]]) -> None:
    """AVAIL-01"""
    request = core.ChangeAvailabilityRequest(connectorId=2, type="Inoperative")
    facts = after(request, core.ChangeAvailabilityResponse(status=status))
    assert facts == ((AvailabilityDesired(SESSION.charger_id, 2, "Inoperative", NOW),) if wished else ())


@pytest.mark.parametrize(
    ("status", "pending"),
    [("Accepted", False), ("RebootRequired", True), ("Rejected", None), ("NotSupported", None)],
)
def test_configuration_is_written_through_when_accepted(
    status: Any, pending: bool | None, after: Callable[..., tuple[Fact, ...]]
) -> None:
    """CFG-01, CFG-04: what was refused is remembered as that."""
    request = core.ChangeConfigurationRequest(key="HeartbeatInterval", value="60")
    facts = after(request, core.ChangeConfigurationResponse(status=status))
    changed = ConfigurationChanged(SESSION.charger_id, NOW, "HeartbeatInterval", "60", bool(pending))
    tried = ConfigurationTried(SESSION.charger_id, NOW, "HeartbeatInterval", "60", status)
    assert facts == ((tried,) if pending is None else (tried, changed))


@pytest.mark.parametrize(
    ("status", "settled"),
    [("Accepted", True), ("Rejected", False), ("NotSupported", False), ("RebootRequired", None)],
)
def test_a_new_key_counts_when_it_is_accepted(
    status: Any, settled: bool | None, after: Callable[..., tuple[Fact, ...]]
) -> None:
    """SEC-08; never in the configuration (CFG-05)."""
    request = core.ChangeConfigurationRequest(key="authorizationKEY", value="00" * 20)
    facts = after(request, core.ChangeConfigurationResponse(status=status))
    assert facts == (() if settled is None else (CredentialSettled(SESSION.charger_id, settled),))


def test_a_new_key_is_known_before_it_leaves(credentials: ChargerCredentials) -> None:
    """SEC-08: the charger may take it and never answer."""
    request = core.ChangeConfigurationRequest(key="AuthorizationKey", value="00" * 20)
    (proposed,) = before_sending(sending(credentials), request)
    assert isinstance(proposed, CredentialProposed)
    assert "00" * 20 not in proposed.credential
    assert before_sending(sending(credentials), core.ClearCacheRequest()) == ()


def test_reported_configuration(after: Callable[..., tuple[Fact, ...]]) -> None:
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


def test_a_key_that_the_charger_does_not_know(after: Callable[..., tuple[Fact, ...]]) -> None:
    """CFG-02: of those that were asked for."""
    request = core.GetConfigurationRequest(key=["b"])
    facts = after(request, core.GetConfigurationResponse(unknownKey=["B", "C"]))
    assert facts == (ConfigurationTried(SESSION.charger_id, NOW, "B", None, "NotSupported"),)
