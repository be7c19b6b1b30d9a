"""csms.charging.times: a charger's clock and ours."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from csms.charging.times import effective, plausible
from tests.services.database import NOW, at


@pytest.mark.parametrize("claimed", [at(-86_400 * 30), at(-1), NOW, at(299)])
def test_a_possible_claim_is_taken(claimed: datetime) -> None:
    """GEN-01, START-06: also one of days ago, from a charger that was offline."""
    assert plausible(claimed, NOW)
    assert effective(claimed, NOW) == claimed


@pytest.mark.parametrize("claimed", [datetime(1970, 1, 1, tzinfo=UTC), at(301), at(86_400 * 3650)])
def test_an_impossible_claim_becomes_our_time(claimed: datetime) -> None:
    """START-09, Q24, Q25: no clock set yet, or far ahead."""
    assert not plausible(claimed, NOW)
    assert effective(claimed, NOW) == NOW


def test_the_zone_of_a_claim_does_not_matter() -> None:
    """Q23"""
    claimed = NOW.astimezone(timezone(timedelta(hours=2)))
    assert effective(claimed, NOW) == NOW
