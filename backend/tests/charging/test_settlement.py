"""csms.charging.settlement: one source of energy by a fixed order, the same whatever the order of the samples."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.settlement import GRACE, MOST_POWER_W, Registers, Settlement, settle
from csms.store.settlements import INTERVAL, REGISTER, EnergySample
from tests.services.database import NOW, at

PERIODIC, CLOCK = "Sample.Periodic", "Sample.Clock"


def register(
    seconds: float,
    wh: int | str,
    *,
    context: str = PERIODIC,
    phase: str | None = None,
    location: str = "Outlet",
    measurand: str = REGISTER,
) -> EnergySample:
    return EnergySample(at(seconds), context, measurand, phase, location, Decimal(wh))


def of(start: int | None, stop: int | None, *samples: EnergySample, until: float = 3600) -> Settlement:
    known = [None if wh is None else Decimal(wh) for wh in (start, stop)]
    return settle(Registers(known[0], known[1], NOW, at(until)), samples)


BEGIN_AND_END = (
    register(0, 1000, context="Transaction.Begin"),
    register(3600, 1700, context="Transaction.End"),
)
SAMPLED = (register(60, 1100), register(1800, 1400))
INTERVALS = tuple(register(60 * n, 10, measurand=INTERVAL) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("start", "stop", "samples", "energy"),
    [
        (1000, 3000, (*BEGIN_AND_END, *SAMPLED, *INTERVALS), 2000),
        (1000, 500, (*BEGIN_AND_END, *SAMPLED, *INTERVALS), 700),
        (1000, 500, (*SAMPLED, *INTERVALS), 400),
        (None, 3000, (*SAMPLED, *INTERVALS), 300),
        (5000, 500, (*SAMPLED, *INTERVALS), 300),
        (1000, 500, INTERVALS, 30),
        (1000, 500, (), None),
        (None, None, (), None),
        (None, 3000, (register(60, 1100),), None),
    ],
    ids=[
        "registers",
        "contexts",
        "samples",
        "no start",
        "wrong start",
        "intervals",
        "nothing",
        "none",
        "one",
    ],
)
def test_the_order_of_the_sources(
    start: int | None, stop: int | None, samples: tuple[EnergySample, ...], energy: int | None
) -> None:
    """METER-09, METER-11, STOP-08: never two of them at once, and unknown when there is none."""
    assert of(start, stop, *samples).energy_wh == energy


@pytest.mark.parametrize(
    "other",
    [
        register(60, 9000, location="Inlet"),
        register(60, 9000, location="EV"),
        register(60, 9000, measurand="Energy.Active.Export.Register"),
        register(60, 9000, measurand="Energy.Reactive.Import.Register"),
        register(60, 9000, phase="L1"),
        register(60, 9000, phase="N"),
    ],
    ids=["inlet", "car", "export", "reactive", "one phase", "neutral"],
)
def test_what_is_never_mixed_in(other: EnergySample) -> None:
    """METER-09"""
    assert of(1000, 500, *SAMPLED, other).energy_wh == 400


def test_phases_count_with_all_three_of_one_moment() -> None:
    """METER-09: L1-N is L1."""
    whole = [register(s, wh, phase=p) for s, wh in ((60, 100), (120, 150)) for p in ("L1-N", "L2-N", "L3-N")]
    torn = [register(180, 900, phase="L1"), register(200, 900, phase="L2"), register(220, 900, phase="L3")]
    assert of(None, None, *whole, *torn).energy_wh == 150


def test_an_overall_value_hides_its_phases() -> None:
    """METER-10"""
    phases = [register(120, 500, phase=p) for p in ("L1", "L2", "L3")]
    assert of(None, None, register(60, 1000), register(120, 1200), *phases).energy_wh == 200


def test_intervals_of_one_rhythm_only() -> None:
    """METER-11: periodic and clock-aligned intervals cover the same energy."""
    aligned = [register(900, 31, measurand=INTERVAL, context=CLOCK)]
    assert of(None, None, *INTERVALS, *aligned).energy_wh == 30
    assert of(None, None, *aligned).energy_wh == 31


@pytest.mark.parametrize(
    ("start", "stop", "samples", "flags"),
    [
        (1000, 3000, SAMPLED, set()),
        (1000, 1200, SAMPLED, {"meter_backwards"}),
        (1000, 500, (), {"meter_negative"}),
        (None, 500, (), {"meter_unreadable"}),
        (1000, 3000, (register(60, 1400), register(120, 1300)), {"register_fell"}),
        (1000, 3000, (register(60, 900),), {"register_fell"}),
        (0, 18_000_000, (), {"energy_implausible"}),
        (1000, 3000, (register(7200, 4000),), set()),
    ],
)
def test_what_is_odd_is_flagged(
    start: int | None, stop: int | None, samples: tuple[EnergySample, ...], flags: set[str]
) -> None:
    """METER-08, STOP-08: a register that falls is flagged; one of after the stop says nothing of it."""
    assert of(start, stop, *samples).flags == flags


def test_more_than_any_charger_delivers_is_not_believed() -> None:
    """STOP-08: implausible, so the samples count."""
    assert of(0, 18_000_000, *SAMPLED).energy_wh == 1400
    assert of(0, 18_000_000).energy_wh is None
    most = MOST_POWER_W * 2  # an hour, and the grace of another
    assert GRACE.total_seconds() == 3600
    assert of(0, most).energy_wh == most
    assert of(0, most + 1).energy_wh is None


def test_an_open_one_ends_with_its_last_reading() -> None:
    """R10: never invented."""
    found = settle(Registers(Decimal(1000), None, NOW, None, stop_known=False), SAMPLED)
    assert (found.energy_wh, found.last_wh, found.last_at) == (400, 1400, at(1800))
    nothing = settle(Registers(Decimal(1000), None, NOW, None, stop_known=False), ())
    assert (nothing.energy_wh, nothing.last_wh, nothing.flags) == (None, None, frozenset())


samples = st.builds(
    EnergySample,
    at=st.integers(-600, 86_400).map(at),
    context=st.sampled_from([PERIODIC, CLOCK, "Transaction.Begin", "Transaction.End", "Interruption.Begin"]),
    measurand=st.sampled_from([REGISTER, INTERVAL]),
    phase=st.sampled_from([None, None, "L1", "L2", "L3", "L1-N", "N"]),
    location=st.sampled_from(["Outlet", "Outlet", "Inlet", "EV"]),
    value=st.decimals(-10, 10**7, places=3),
)
registers = st.none() | st.decimals(0, 10**7, places=3)


@given(registers, registers, st.lists(samples, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_count(
    start: Decimal | None, stop: Decimal | None, given_samples: list[EnergySample], random: Random
) -> None:
    """R7, METER-08, METER-09: pure, never negative."""
    shuffled = list(given_samples)
    random.shuffle(shuffled)
    known = Registers(start, stop, NOW, at(3600))
    first = settle(known, given_samples)
    assert settle(known, shuffled) == first
    assert settle(known, [*shuffled, *shuffled]) == first
    assert first.energy_wh is None or first.energy_wh >= 0


@given(st.decimals(0, 10**6, places=3), st.lists(st.decimals(0, 5000, places=3), min_size=2, max_size=20))
def test_a_rising_register_adds_up(start: Decimal, steps: list[Decimal]) -> None:
    """METER-08, METER-09: exact, and the same by registers and by samples."""
    values = [start + sum(steps[: n + 1], Decimal(0)) for n in range(len(steps))]
    rising = [register(n + 1, str(wh)) for n, wh in enumerate(values)]
    by_registers = settle(Registers(start, values[-1], NOW, at(3600)), rising)
    by_samples = settle(Registers(start, None, NOW, at(3600)), rising)
    assert by_registers.energy_wh == by_samples.energy_wh == sum(steps, Decimal(0))
    assert by_registers.flags == frozenset()
