"""Batteries being charged, as properties over all batteries, connectors and times."""

from hypothesis import example, given
from hypothesis import strategies as st

from csms.simulator.charging_curve import FULL, Battery, Charge, advance, power
from csms.simulator.hardware import AC_11, AC_22, DC_150, ConnectorType

batteries = st.builds(
    Battery,
    capacity_wh=st.floats(15_000, 120_000),
    soc=st.floats(0.0, 1.0),
    max_power_w=st.floats(3_000, 250_000),
)
connectors = st.sampled_from([AC_11, AC_22, DC_150, ConnectorType(50_000, phases=0), ConnectorType(3_700, 1)])
seconds = st.floats(0, 50_000)


@given(batteries, connectors, seconds, seconds)
def test_energy_never_falls_and_no_battery_overflows(
    battery: Battery, connector: ConnectorType, first: float, second: float
) -> None:
    """METER-08."""
    before = advance(Charge(battery), connector, first)
    after = advance(before, connector, second)
    assert 0 <= before.energy_wh <= after.energy_wh
    assert battery.soc <= before.battery.soc <= after.battery.soc <= 1


@given(batteries, connectors, seconds)
def test_power_keeps_to_the_limits_of_car_and_connector(
    battery: Battery, connector: ConnectorType, after: float
) -> None:
    charge = advance(Charge(battery), connector, after)
    assert 0 <= power(charge, connector) <= min(battery.max_power_w, connector.max_power_w)


@example(Battery(15_000, 0.994140625, 69_316), ConnectorType(150_000, phases=0), 7)
@given(batteries, connectors, st.integers(1, 4_000))
def test_energy_is_the_integral_of_power(battery: Battery, connector: ConnectorType, steps: int) -> None:
    """By trapezoids, which miss no more than half of what the power changes by in each step."""
    charge, integral, missed = Charge(battery), 0.0, 0.0
    for _ in range(min(steps, 400)):
        before = power(charge, connector)
        charge = advance(charge, connector, 5)
        after = power(charge, connector)
        integral += (before + after) / 2 * 5 / 3600
        missed += abs(before - after) / 2 * 5 / 3600
    assert abs(integral - charge.energy_wh) <= 0.01 * charge.energy_wh + missed


@given(batteries, connectors)
def test_energy_is_what_the_battery_gained(battery: Battery, connector: ConnectorType) -> None:
    charge = advance(Charge(battery), connector, 3_600)
    gained = (charge.battery.soc - battery.soc) * battery.capacity_wh
    assert abs(charge.energy_wh - gained) < 1e-3


@given(batteries, connectors)
def test_every_battery_is_full_in_the_end(battery: Battery, connector: ConnectorType) -> None:
    charge = advance(Charge(battery), connector, 1_000_000)
    assert charge.battery.soc >= FULL
    assert power(charge, connector) == 0


def test_alternating_current_is_flat_then_tapers() -> None:
    charge = Charge(Battery(60_000, 0.5, 11_000))
    powers = [power(advance(charge, AC_22, minutes * 60), AC_22) for minutes in range(0, 240, 10)]
    assert powers[:12] == [11_000.0] * 12
    taper = powers[15:]
    assert taper == sorted(taper, reverse=True)
    assert taper[-1] < 2_000


def test_direct_current_ramps_holds_and_declines() -> None:
    charge = Charge(Battery(60_000, 0.2, 120_000))
    powers = [power(advance(charge, DC_150, after), DC_150) for after in (0, 20, 60, 300, 1200, 2000)]
    assert powers[0] == 0
    assert powers[1] < powers[2]
    assert 110_000 < powers[2] <= 120_000
    assert powers[3] > powers[4] > powers[5]
