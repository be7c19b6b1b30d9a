"""The claim "all of OCPP 1.6" is complete, and the page that says so is true."""

import pytest

from csms.handlers.operations import OPERATIONS
from csms.handlers.v16.actions import handlers
from csms.handlers.v16.core import CoreHandlers
from csms.handlers.v16.security import SecurityHandlers
from csms.ocpp.v16 import ACTIONS
from csms.ocpp.v16.examples import EXAMPLES
from tests.conformance.actions import RULES_OF
from tests.conformance.cases import CASES
from tests.conformance.citations import by_case, by_rule
from tests.conformance.quirks import QUIRKS
from tests.conformance.rules import RULES
from tests.services.database import NOW
from tools.conformance import PATH, page

REQUIRED = {rule.id for rule in RULES.values() if rule.level in ("M", "S")}
"""Mandatory and recommended: the others are the charge point's, or our own."""

HANDLERS = handlers(CoreHandlers(heartbeat_interval=300, now=lambda: NOW), SecurityHandlers("Hafenstrom"))


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_is_complete(name: str) -> None:
    """Types, a handler or a way to send it, rules with tests, an example, and its line in the documentation."""
    action, tests = ACTIONS[name], by_rule()
    assert (action.request.__name__, action.response.__name__) == (f"{name}Request", f"{name}Response")
    assert (name in HANDLERS) == (action.sender in ("charge_point", "both"))
    assert (name in OPERATIONS) == (action.sender in ("central_system", "both"))
    assert RULES_OF[name]
    assert [rule for rule in RULES_OF[name] if rule in REQUIRED and rule not in tests] == []
    assert name in EXAMPLES
    assert f"| {name} |" in PATH.read_text()


def test_every_rule_for_a_central_system_has_a_test() -> None:
    assert REQUIRED - by_rule().keys() == set()


def test_every_certification_case_has_a_test() -> None:
    assert len(CASES) == 77
    assert by_case().keys() == CASES.keys()


def test_every_quirk_has_a_test() -> None:
    assert set(QUIRKS) - by_rule().keys() == set()


def test_no_test_cites_what_does_not_exist() -> None:
    assert by_rule().keys() - RULES.keys() - set(QUIRKS) == set()


def test_the_page_is_current() -> None:
    """`make generate` writes it."""
    assert PATH.read_text() == page()
