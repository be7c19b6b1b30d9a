"""DEC-6: what a strict central system answers to which breach."""

from csms.ocpp.errors import ErrorCode
from csms.ocpp.violations import Rule


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


def test_codes_are_codes() -> None:
    assert all(isinstance(rule.code, ErrorCode) for rule in Rule)
