"""csms.charging.matching: which transaction a stop without a number is of; never a guess."""

from decimal import Decimal
from typing import Any

import pytest

from csms.charging.matching import Claim, only_fit, usable
from csms.charging.session import OpenTransaction
from csms.store.models.base import new_id
from tests.services.database import NOW, at


def begun(
    evse_id: int = 1, tag: str = "tag", meter: int = 1000, when: float = 0, **more: Any
) -> OpenTransaction:
    return OpenTransaction(
        id=new_id(),
        number=str(evse_id),
        evse_id=evse_id,
        id_token=tag,
        id_token_folded=tag,
        parent_folded=more.pop("parent", None),
        start_key=None,
        meter_start=Decimal(meter),
        started_at=at(when),
        flags=[],
        highest_wh=Decimal(meter),
        **more,
    )


def claim(tag: str | None = "TAG", meter: int = 2000, when: float = 3600, parent: str | None = None) -> Claim:
    return Claim(tag, parent, Decimal(meter), at(when))


@pytest.mark.parametrize("number", ["-1", "0", "2147483648", "9223372036854775807", "", "x", "1.5", "\u0661"])
def test_no_number_of_ours(number: str) -> None:
    """STOP-02, R11, Q26, Q27"""
    assert not usable(number)


@pytest.mark.parametrize("number", ["1", "2147483647"])
def test_numbers_that_may_be_ours(number: str) -> None:
    """START-03"""
    assert usable(number)


@pytest.mark.parametrize(
    "told",
    [
        claim(),
        claim(None),
        claim("other", parent="group"),
        claim(when=-200),
    ],
    ids=["tag", "no tag", "group", "clock set back"],
)
def test_it_fits(told: Claim) -> None:
    """STOP-02, STOP-04, STOP-05"""
    only = begun(parent="group")
    assert only_fit(told, [only]) is only


@pytest.mark.parametrize(
    "told",
    [claim("other"), claim(meter=999), claim(when=-3600)],
    ids=["another tag", "a lower meter", "before its start"],
)
def test_it_does_not_fit(told: Claim) -> None:
    """STOP-02: then it waits."""
    assert only_fit(told, [begun()]) is None


def test_between_two_nobody_guesses() -> None:
    """STOP-02, R8"""
    one, other = begun(1), begun(2)
    assert only_fit(claim(), [one, other]) is None
    assert only_fit(claim(), [one, begun(2, "another")]) is one
    assert only_fit(claim(meter=1500), [one, begun(2, meter=1600)]) is one


def test_a_connector_has_one_transaction_at_a_time() -> None:
    """START-07, STOP-02: the one that was superseded cannot have ended now; the one that had begun then can."""
    old, new = begun(when=0), begun(when=1800)
    assert only_fit(claim(when=3600), [old, new]) is new
    assert only_fit(claim(when=900), [old, new]) is old
    new.open = False
    assert only_fit(claim(when=3600), [old, new]) is None


def test_a_register_never_runs_backwards() -> None:
    """METER-08"""
    only = begun()
    only.highest_wh = Decimal(2500)
    assert only_fit(claim(meter=2000), [only]) is None
    assert only_fit(Claim(None, None, None, NOW), [only]) is only
