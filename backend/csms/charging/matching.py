"""Which transaction a stop without a usable number can be of (OCPP 1.6 errata 3.18). Pure; never a guess."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from csms.charging.session import OpenTransaction
from csms.store.folding import fold

LARGEST_NUMBER = 2**31 - 1
"""Many chargers keep the transaction id in 32 signed bits (START-03)."""

CLOCK_STEP = timedelta(minutes=5)
"""A charger's clock may be corrected by so much between a start and its stop."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stop says besides its number. `at`: by the charger's clock, or ours where that cannot be."""

    token: str | None
    parent_folded: str | None
    meter_stop: Decimal | None
    at: datetime


def usable(number: str) -> bool:
    """Whether it may be a number that we gave. -1, 0 and beyond 32 bits mean "I never got one" (STOP-02, Q26, Q27)."""
    return number.isascii() and number.isdigit() and 0 < int(number) <= LARGEST_NUMBER


def only_fit(claim: Claim, known: Collection[OpenTransaction]) -> OpenTransaction | None:
    """The only open one of a charger's transactions that fits by tag, time and meter; None when none or several do.

    A connector has one transaction at a time: of those on it only the newest that had begun by then can have ended.
    """
    begun = [t for t in known if t.started_at <= claim.at + CLOCK_STEP]
    newest = {t.evse_id: t for t in sorted(begun, key=lambda t: t.started_at)}
    fits = [t for t in newest.values() if t.open and _fits(claim, t)]
    return fits[0] if len(fits) == 1 else None


def _fits(claim: Claim, transaction: OpenTransaction) -> bool:
    return _tag_fits(claim, transaction) and _meter_fits(claim, transaction)


def _tag_fits(claim: Claim, transaction: OpenTransaction) -> bool:
    """The tag that started it, or one of its group; a stop without a tag is anybody's (STOP-04, STOP-05)."""
    if not claim.token or fold(claim.token) == transaction.id_token_folded:
        return True
    return claim.parent_folded is not None and claim.parent_folded == transaction.parent_folded


def _meter_fits(claim: Claim, transaction: OpenTransaction) -> bool:
    """A register never runs backwards (METER-08)."""
    known = [wh for wh in (transaction.meter_start, transaction.highest_wh) if wh is not None]
    return claim.meter_stop is None or all(claim.meter_stop >= wh for wh in known)
