"""What docs/conformance.md claims has a test, or the page says that it has none."""

from tests.conformance.cases import CASES
from tests.conformance.citations import by_case, by_rule
from tests.conformance.quirks import QUIRKS
from tests.conformance.rules import OPEN, RULES

CLAIMED = {rule.id for rule in RULES.values() if rule.level in ("M", "S")}


def test_every_rule_that_is_claimed_has_a_test() -> None:
    """Whoever proves an open rule takes it off the list; whoever takes a proof away puts it on."""
    assert CLAIMED - set(by_rule()) == set(OPEN)


def test_every_quirk_and_every_certification_case_has_a_test() -> None:
    assert set(QUIRKS) - set(by_rule()) == set()
    assert set(CASES) == set(by_case())
    assert len(CASES) == 77


def test_what_is_cited_exists() -> None:
    assert set(by_rule()) - set(RULES) - set(QUIRKS) == set()
