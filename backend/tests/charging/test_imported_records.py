"""Whether a record from another system can be one."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.imported_records import Busy, Ended, energy_of, faults_of
from tests.services.database import NOW, at

GOOD: dict[str, Any] = {
    "started_at": at(-7200),
    "stopped_at": at(-3600),
    "meter_start": Decimal("1000.5"),
    "meter_stop": Decimal("8000.625"),
}


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({}, None),
        ({"energy_wh": Decimal("7000.125")}, None),
        ({"meter_start": None, "energy_wh": Decimal(0)}, None),
        ({"meter_start": None, "meter_stop": None, "energy_wh": Decimal(5)}, None),
        ({"stopped_at": at(-7200)}, None),
        ({"stopped_at": at(-7201)}, "stopped_at"),
        ({"stopped_at": at(1)}, "stopped_at"),
        ({"meter_stop": Decimal(1000)}, "meter_stop"),
        ({"meter_stop": None}, "energy_wh"),
        ({"energy_wh": Decimal("7000.124999")}, "energy_wh"),
        ({"meter_stop": Decimal(10**8)}, "energy_wh"),
    ],
)
def test_faults(changes: dict[str, Any], column: str | None) -> None:
    assert [place for place, _ in faults_of({**GOOD, **changes}, NOW)] == ([column] if column else [])


def test_energy_is_exact() -> None:
    assert energy_of(GOOD) == Decimal("7000.125")
    assert energy_of({"energy_wh": Decimal("1.000001")}) == Decimal("1.000001")
    assert energy_of({}) is None


SPAN = st.tuples(st.integers(0, 20), st.integers(0, 5))


@given(st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 5)), max_size=6), SPAN)
def test_what_overlaps(records: list[tuple[int, int | None]], asked: tuple[int, int]) -> None:
    now = at(30)
    known = [Ended(at(start), None if length is None else at(start + length)) for start, length in records]
    start, stop = at(asked[0]), at(asked[0]) + timedelta(seconds=asked[1])
    truly = any(one.start < stop and (one.stop or now) > start for one in known)
    assert Busy(known, now).overlaps(start, stop) == truly
