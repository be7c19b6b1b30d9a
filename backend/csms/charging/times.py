"""When something happened, by a charger's clock and by ours (GEN-01, START-09)."""

from datetime import UTC, datetime, timedelta

FIRST_PLAUSIBLE = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
"""A claim further in the future than this is a wrong clock."""


def plausible(claimed: datetime, received_at: datetime) -> bool:
    return FIRST_PLAUSIBLE <= claimed <= received_at + AHEAD


def effective(claimed: datetime, received_at: datetime) -> datetime:
    """The claim, or our receive time when the claim cannot be (1970 before a clock is set, the far future)."""
    return claimed if plausible(claimed, received_at) else received_at
