"""csms.store.meter_values: a value's text has all its digits."""

from decimal import Decimal

import pytest

from csms.store.meter_values import exact_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("40600.000000000", "40600"),
        ("0.000000000", "0"),
        ("-0.5", "-0.5"),
        ("1E+3", "1000"),
        ("1234567890123456789012345678901.123456789", "1234567890123456789012345678901.123456789"),
    ],
)
def test_exact_text(value: str, text: str) -> None:
    assert exact_text(Decimal(value)) == text


def test_what_is_no_number() -> None:
    assert exact_text(None) is None
