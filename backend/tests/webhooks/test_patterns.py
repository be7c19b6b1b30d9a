"""Which events a webhook wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.webhooks.catalog import BY_NAME
from csms.webhooks.patterns import known, matches, wants

types = st.sampled_from(sorted(BY_NAME))


@given(types)
def test_a_type_its_kind_and_all_match(name: str) -> None:
    assert matches(name, name)
    assert matches("*", name)
    assert name in ("notification",) or matches(f"{name.partition('.')[0]}.*", name)


@given(types, types)
def test_another_type_does_not_match(one: str, other: str) -> None:
    assert wants([one], other) == (one == other)
    kind = f"{one.partition('.')[0]}.*"
    assert matches(kind, other) == (other.startswith(kind[:-1]))


@pytest.mark.parametrize("pattern", ["*", "transaction.*", "transaction.ended", "notification"])
def test_a_pattern_that_is_about_something_is_known(pattern: str) -> None:
    assert known(pattern, BY_NAME)


@pytest.mark.parametrize(
    "pattern", ["", "trans*", "transaction", "transaction.", "nothing.*", "**", ".*", "*.ended"]
)
def test_a_pattern_about_nothing_is_not(pattern: str) -> None:
    assert not known(pattern, BY_NAME)
