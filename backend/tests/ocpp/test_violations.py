"""DEC-6: what a strict central system answers to which breach."""

import pytest

from csms.ocpp.errors import ErrorCode
from csms.ocpp.violations import Rule, Violation, cited
from csms.said import said


def test_every_rule_has_its_code() -> None:
    assert {rule.value: rule.code.value for rule in Rule} == {
        "message-id": "FormationViolation",
        "duplicate-key": "FormationViolation",
        "not-json": "FormationViolation",
        "extra": "FormationViolation",
        "required": "ProtocolError",
        "type": "TypeConstraintViolation",
        "minItems": "OccurenceConstraintViolation",
        "maxLength": "PropertyConstraintViolation",
        "enum": "PropertyConstraintViolation",
        "timestamp": "PropertyConstraintViolation",
        "multipleOf": "PropertyConstraintViolation",
        "range": "PropertyConstraintViolation",
        "characters": "PropertyConstraintViolation",
        "section": "PropertyConstraintViolation",
    }


@pytest.mark.parametrize(
    ("section", "english"),
    [("6.7", "required (OCPP 1.6, 6.7)"), ("WP 5.9", "required (security whitepaper, 5.9)")],
)
def test_who_says_so_is_named(section: str, english: str) -> None:
    assert Violation(Rule.REQUIRED, "key", cited(said("required"), section)).message == english


def test_codes_are_codes() -> None:
    assert all(isinstance(rule.code, ErrorCode) for rule in Rule)
