"""csms.charging.charging_profiles: schedules in the unit that a charger takes."""

from typing import Any

import pytest

from csms.charging.charging_profiles import in_unit


def schedule(unit: str, *periods: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"chargingRateUnit": unit, "chargingSchedulePeriod": list(periods), **more}


def test_each_limit_is_converted_by_its_phases_and_rounded_down() -> None:
    """SC-10, SC-11: 11 kW are 15.94 A on three phases, which are never 16."""
    given = schedule(
        "W",
        {"startPeriod": 0, "limit": 11000},
        {"startPeriod": 60, "limit": 3680, "numberPhases": 1},
        {"startPeriod": 90, "limit": 0},
        duration=3600,
        minChargingRate=4200.5,
    )
    assert in_unit(given, "A") == schedule(
        "A",
        {"startPeriod": 0, "limit": 15.9},
        {"startPeriod": 60, "limit": 16.0, "numberPhases": 1},
        {"startPeriod": 90, "limit": 0.0},
        duration=3600,
        minChargingRate=6.0,
    )


def test_amperes_become_watts_of_all_phases() -> None:
    """SC-10"""
    given = schedule("A", {"startPeriod": 0, "limit": 6.1})
    assert in_unit(given, "W") == schedule("W", {"startPeriod": 0, "limit": 4209.0})


@pytest.mark.parametrize("unit", ["A", "W"])
def test_its_own_unit_is_left_as_it_was_written(unit: Any) -> None:
    """SC-11"""
    given = schedule(unit, {"startPeriod": 0, "limit": 7.1})
    assert in_unit(given, unit) == given
