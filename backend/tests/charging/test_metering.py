"""csms.charging.metering: samples, units, readings, and whose they are."""

import inspect
from collections.abc import Awaitable
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging import metering
from csms.charging.metering import sample, series_of
from csms.charging.readings import POWER, reading
from csms.charging.session import ChargerSession, OpenTransaction
from csms.ocpp.v16.types import Location, Measurand, Phase, ReadingContext, UnitOfMeasure, ValueFormat
from csms.store.facts import Metered, Sample, TransactionStarted
from csms.store.models.base import new_id
from csms.store.settlements import REGISTER
from tests.services.database import NOW, Database, at


def open_transaction(number: str = "7", evse_id: int = 1, meter_start: str = "1000") -> OpenTransaction:
    return OpenTransaction(
        id=new_id(),
        number=number,
        evse_id=evse_id,
        id_token="TAG",
        id_token_folded="tag",
        parent_folded=None,
        start_key=f"key-{number}",
        meter_start=Decimal(meter_start),
        started_at=NOW,
        flags=[],
    )


def session(*transactions: OpenTransaction) -> ChargerSession:
    made = ChargerSession(new_id(), "CP-0001")
    for transaction in transactions:
        made.remember(transaction)
    return made


def value(raw: str, measurand: str | None = None, **said: str) -> Sample:
    series = series_of(
        said.get("context"),
        measurand,
        said.get("phase"),
        said.get("location"),
        said.get("unit"),
        said.get("format"),
    )
    return sample(series, raw, NOW)


def now(fact: Metered | Awaitable[Metered]) -> Metered:
    assert not inspect.isawaitable(fact)
    assert isinstance(fact, Metered)
    return fact


# -- samples -----------------------------------------------------------------------------------------------------------


def test_what_is_not_said_has_its_default() -> None:
    """METER-02"""
    one = value("1234")
    kind = one.series
    assert (kind.measurand, kind.unit, kind.context, kind.location, kind.phase) == (
        REGISTER,
        "Wh",
        "Sample.Periodic",
        "Outlet",
        None,
    )
    assert one.value == Decimal(1234)
    assert not kind.signed


@pytest.mark.parametrize(
    ("measurand", "unit"),
    [
        ("Power.Active.Import", "W"),
        ("Power.Offered", "W"),
        ("Power.Reactive.Import", "var"),
        ("Power.Factor", None),
        ("Current.Import", "A"),
        ("Voltage", "V"),
        ("Frequency", "Hertz"),
        ("Temperature", "Celsius"),
        ("SoC", "Percent"),
        ("RPM", None),
        ("Energy.Reactive.Import.Register", "varh"),
    ],
)
def test_a_missing_unit_follows_from_the_measurand(measurand: str, unit: str | None) -> None:
    """METER-06"""
    assert value("1", measurand).series.unit == unit


@pytest.mark.parametrize(
    ("raw", "measurand", "unit", "expected", "base"),
    [
        ("1.5", REGISTER, "kWh", "1500", "Wh"),
        ("0.0001", REGISTER, "kWh", "0.1", "Wh"),
        ("7.2", "Power.Active.Import", "kW", "7200", "W"),
        ("21", "Temperature", "Celcius", "21", "Celsius"),
        ("50", "Frequency", "Hertz", "50", "Hertz"),
        ("230", "Voltage", "Wh", "230", "V"),
    ],
)
def test_units_are_converted_exactly(raw: str, measurand: str, unit: str, expected: str, base: str) -> None:
    """METER-05, METER-06, METER-08: kWh to Wh without a rounding error; a contradiction follows the measurand."""
    one = value(raw, measurand, unit=unit)
    assert one.value == Decimal(expected)
    assert one.series.unit == base
    assert one.raw == raw


@pytest.mark.parametrize("raw", ["12,5", "garbage", "", "NaN", "Infinity", "1e400", "9" * 40])
def test_what_is_no_number_keeps_its_text(raw: str) -> None:
    """METER-07"""
    one = value(raw)
    assert one.value is None
    assert one.raw == raw


@pytest.mark.parametrize(("raw", "number"), [(" 12 ", "12"), ("+5", "5"), ("1E3", "1000"), ("-3", "-3")])
def test_odd_spellings_are_numbers(raw: str, number: str) -> None:
    """METER-07"""
    assert value(raw).value == Decimal(number)


def test_signed_data_is_opaque() -> None:
    """METER-07: never parsed, never dropped."""
    one = value("12345", format="SignedData")
    assert one.series.signed
    assert one.value is None
    assert one.raw == "12345"


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_kwh_become_wh_without_loss(kwh: Decimal) -> None:
    assert value(str(kwh), unit="kWh").value == kwh * 1000


def test_series_differ_by_each_part_of_the_key() -> None:
    """STOP-06"""
    parts: tuple[dict[str, str], ...] = (
        {},
        {"context": "Transaction.End"},
        {"phase": "L1"},
        {"location": "Inlet"},
        {"format": "SignedData"},
    )
    keys = {value("1", **said).series.key for said in parts} | {value("1", "Voltage").series.key}
    assert len(keys) == 6
    assert value("1", unit="kWh").series.key == value("1", unit="Wh").series.key


# -- readings ----------------------------------------------------------------------------------------------------------


def test_the_overall_power_counts_and_never_the_phases_beside_it() -> None:
    """METER-10"""
    samples = [
        value("6000", "Power.Active.Import"),
        value("2000", "Power.Active.Import", phase="L1"),
        value("2000", "Power.Active.Import", phase="L2"),
    ]
    latest = reading(samples, None)
    assert latest is not None
    assert latest.power_w == 6000


def test_without_an_overall_value_the_phases_add_up() -> None:
    """METER-09, METER-10, Q31: power of all phases, current of the largest, register only with all three."""
    phases = [("L1", "10"), ("L2", "12"), ("L3", "11")]
    samples = [
        value(raw, measurand, phase=phase)
        for phase, raw in phases
        for measurand in ("Power.Active.Import", "Current.Import", REGISTER)
    ]
    latest = reading(samples, None)
    assert latest is not None
    assert (latest.power_w, latest.current_a, latest.register_wh) == (33, 12, 33)
    partly = reading(samples[:6], None)
    assert partly is not None
    assert partly.register_wh is None


def test_phases_of_different_moments_do_not_add_up() -> None:
    """METER-10: of a batch the newest moment counts, whatever the order."""
    series = {p: series_of(None, POWER, p, None, None, None) for p in ("L1", "L2")}
    samples = [
        sample(series["L1"], "5000", at(0)),
        sample(series["L2"], "2000", at(60)),
        sample(series["L1"], "1000", at(60)),
        sample(series["L2"], "9000", at(0)),
    ]
    latest = reading(samples, None)
    assert latest is not None
    assert (latest.at, latest.power_w) == (at(60), 3000)


def test_voltages_between_phases_are_left_out() -> None:
    """METER-10"""
    latest = reading([value("400", "Voltage", phase="L1-L2"), value("230", "Voltage", phase="L1-N")], None)
    assert latest is not None
    assert latest.voltage_v == 230


def test_offered_power_is_no_measurement() -> None:
    """METER-13"""
    latest = reading([value("11000", "Power.Offered")], None)
    assert latest is not None
    assert latest.power_w is None


def test_the_energy_so_far_is_never_negative() -> None:
    """METER-08"""
    transaction = open_transaction(meter_start="1000")
    latest = reading([value("1500")], transaction)
    assert latest is not None
    assert latest.energy_wh == 500
    fallen = reading([value("900")], transaction)
    assert fallen is not None
    assert fallen.energy_wh == 0


def test_the_highest_power_is_carried_on() -> None:
    transaction = open_transaction()
    for watts in ("5000", "11000", "3000"):
        latest = reading([value(watts, "Power.Active.Import")], transaction)
        assert latest is not None
    assert transaction.max_power_w == 11000


@pytest.mark.parametrize("samples", [[], [value("x")], [value("5", location="Inlet")]])
def test_there_may_be_nothing_to_show(samples: list[Sample]) -> None:
    """METER-12: the inlet is the site's meter."""
    assert reading(samples, None) is None


# -- attribution -------------------------------------------------------------------------------------------------------


def test_the_number_of_the_transaction_decides() -> None:
    """METER-12"""
    first, second = open_transaction("7", 1), open_transaction("8", 2)
    fact = now(metering.meter(session(first, second), 1, "8", [value("1")], NOW))
    assert fact.transaction_id == second.id
    assert fact.ocpp_transaction_id is None


def test_without_a_number_the_only_open_one_of_the_connector_is_meant() -> None:
    """METER-12, Q29"""
    transaction = open_transaction("7", 1)
    fact = now(metering.meter(session(transaction), 1, None, [value("1")], NOW))
    assert fact.transaction_id == transaction.id


@pytest.mark.parametrize(("seconds", "mine"), [(-3600, False), (-60, True), (60, True)])
async def test_what_was_measured_before_the_start_is_of_no_transaction(
    database: Database, seconds: float, mine: bool
) -> None:
    """METER-12: clock-aligned samples that waited in a charger's queue."""
    one = open_transaction()
    series = series_of(None, None, None, None, None, None)
    fact = metering.meter(session(one), 1, None, [sample(series, "5", at(seconds))], at(60))
    assert (await fact if inspect.isawaitable(fact) else fact).transaction_id == (one.id if mine else None)


@pytest.mark.parametrize("evse_id", [0, 2])
def test_connector_0_and_idle_connectors_have_no_transaction(evse_id: int) -> None:
    """METER-12: 0 is the site's meter, also while a transaction runs at a connector that its charger calls 0."""
    running = session(open_transaction("7", 1), open_transaction("8", 0))
    fact = now(metering.meter(running, evse_id, None, [value("1")], NOW))
    assert fact.transaction_id is None


def test_samples_after_the_stop_belong_to_the_closed_transaction() -> None:
    """Q30: attached, not revived."""
    transaction = open_transaction("7", 1)
    transaction.open = False
    fact = now(metering.meter(session(transaction), 1, "7", [value("1")], NOW))
    assert fact.transaction_id == transaction.id
    assert not transaction.open


async def test_a_number_of_an_earlier_connection_is_looked_up_once(database: Database) -> None:
    connected = await database.session()
    transaction = open_transaction("4711")
    await database.write([_started(connected, transaction)])
    fact = metering.meter(connected, 1, "4711", [value("1")], at(60))
    assert inspect.isawaitable(fact)
    assert (await fact).transaction_id == transaction.id
    assert now(metering.meter(connected, 1, "4711", [value("2")], at(120))).transaction_id == transaction.id


async def test_an_unknown_number_falls_back_to_the_connector(database: Database) -> None:
    """METER-01, Q29: kept with the number the charger gave when nothing is open."""
    connected = await database.session()
    fact = metering.meter(connected, 1, "99", [value("1")], NOW)
    assert inspect.isawaitable(fact)
    assert (await fact).ocpp_transaction_id == "99"
    connected.remember(open_transaction("7", 1))
    again = now(metering.meter(connected, 1, "99", [value("2")], NOW))
    assert again.transaction_id is not None


def _started(connected: ChargerSession, transaction: OpenTransaction) -> TransactionStarted:
    return TransactionStarted(
        id=transaction.id,
        charger_id=connected.charger_id,
        charge_point_id=connected.charge_point_id,
        evse_id=transaction.evse_id,
        ocpp_transaction_id=transaction.number,
        start_key=transaction.start_key or "",
        id_token=transaction.id_token,
        id_token_folded=transaction.id_token_folded,
        parent_token_folded=None,
        authorization_status="Accepted",
        reservation_ref=None,
        command_id=None,
        flags=[],
        meter_start=Decimal(1000),
        started_at=NOW,
        occurred_at=NOW,
        received_at=NOW,
    )


# -- numbers that no meter shows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["W", "kW"])
@pytest.mark.parametrize("raw", ["1e-20000", "1e-9999999", "1e-99999999999999", "0." + "0" * 200_000 + "1"])
def test_almost_nothing_is_nothing(raw: str, unit: str) -> None:
    """METER-07, S13: written out, such a number would fill the memory."""
    assert str(value(raw, POWER, unit=unit).value) == "0E-9"


@pytest.mark.parametrize("raw", ["1e13", "1e25", "1e99999999999999", "-1e14", "9" * 200_000])
def test_too_much_is_no_measurement(raw: str) -> None:
    """METER-07: its text is kept; as a number it would fit no column, and no reading could be stored any more."""
    assert value(raw, POWER, unit="kW").value is None


def test_power_of_phases_that_do_not_exist_is_not_added() -> None:
    """METER-10"""
    names = ("L1", "L2", "L3", "L1-L2", "made up")
    latest = reading([value("9e12", POWER, phase=name) for name in names], None)
    assert latest is not None
    assert latest.power_w == Decimal("2.7e13")


# -- all that the specification names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("measurand", get_args(Measurand))
def test_every_measurand_is_kept(measurand: str) -> None:
    """METER-03: each under its own name, with its own series."""
    one = value("1.5", measurand)
    assert (one.series.measurand, one.value, one.series.contradicted) == (measurand, Decimal("1.5"), False)
    assert len({value("1", name).series.key for name in get_args(Measurand)}) == 22


@pytest.mark.parametrize(
    ("part", "words", "count"),
    [
        ("context", get_args(ReadingContext), 8),
        ("phase", get_args(Phase), 10),
        ("location", get_args(Location), 5),
        ("format", get_args(ValueFormat), 2),
    ],
)
def test_every_context_phase_location_and_format_is_told_apart(
    part: str, words: tuple[str, ...], count: int
) -> None:
    """METER-04"""
    assert len(words) == count
    assert len({value("1", **{part: word}).series.key for word in words}) == count


FITTING = {
    "Wh": REGISTER,
    "kWh": REGISTER,
    "varh": "Energy.Reactive.Import.Register",
    "kvarh": "Energy.Reactive.Import.Register",
    "W": POWER,
    "kW": POWER,
    "VA": POWER,
    "kVA": POWER,
    "var": "Power.Reactive.Import",
    "kvar": "Power.Reactive.Import",
    "A": "Current.Import",
    "V": "Voltage",
    "K": "Temperature",
    "Celcius": "Temperature",
    "Celsius": "Temperature",
    "Fahrenheit": "Temperature",
    "Percent": "SoC",
}


def test_every_unit_is_known() -> None:
    """METER-05: exactly converted to its base; temperatures stay in their unit."""
    (units,) = [get_args(inner) for inner in get_args(UnitOfMeasure) if get_args(inner)]
    assert set(units) == FITTING.keys()
    for unit, measurand in FITTING.items():
        one = value("2.5", measurand, unit=unit)
        base = {"Celcius": "Celsius"}.get(unit, unit.removeprefix("k"))
        assert (one.series.unit, one.value) == (base, Decimal("2500" if unit[0] == "k" else "2.5"))
        assert not one.series.contradicted


@pytest.mark.parametrize("unit", ["Hertz", "Hz", "hz"])
def test_hertz_is_taken_although_it_is_no_unit(unit: str) -> None:
    """METER-05, Q15"""
    one = value("49.98", "Frequency", unit=unit)
    assert (one.series.unit, one.value, one.series.contradicted) == ("Hertz", Decimal("49.98"), False)


@pytest.mark.parametrize(
    ("measurand", "unit", "raw", "kept", "base"),
    [
        ("Voltage", "Wh", "230", "230", "V"),
        ("Voltage", "A", "230", "230", "V"),
        ("SoC", "Wh", "80", "80", "Percent"),
        ("Power.Active.Import", "kWh", "7.2", "7200", "W"),
        (REGISTER, "kW", "15.3", "15300", "Wh"),
        ("Power.Factor", "W", "0.98", "0.98", None),
        ("RPM", "V", "900", "900", None),
    ],
)
def test_a_unit_that_contradicts_its_measurand(
    measurand: str, unit: str, raw: str, kept: str, base: str | None
) -> None:
    """METER-06: the measurand counts, in its own unit, at the scale that was said; and it is flagged."""
    one = value(raw, measurand, unit=unit)
    assert (one.value, one.series.unit, one.series.contradicted) == (Decimal(kept), base, True)


@pytest.mark.parametrize(("measurand", "unit"), [(REGISTER, "furlong"), ("Moon.Phase", "V")])
def test_what_nobody_knows_contradicts_nothing(measurand: str, unit: str) -> None:
    """METER-01"""
    one = value("1", measurand, unit=unit)
    assert (one.series.unit, one.series.contradicted) == (unit, False)


def test_a_contradiction_is_told_once() -> None:
    """METER-06: by a flag on the transaction."""
    transaction = open_transaction()
    connected = session(transaction)
    odd = value("230", "Voltage", unit="Wh")
    facts = [now(metering.meter(connected, 1, "7", [odd], NOW)) for _ in range(2)]
    assert [fact.flags for fact in facts] == [("unit_contradicted",), ()]


def test_a_falling_register_is_told_once() -> None:
    """METER-08: flagged when it happens, and not when samples only come in another order."""
    transaction = open_transaction(meter_start="1000")
    connected = session(transaction)
    series = series_of(None, None, None, None, None, None)

    def flags(raw: str, seconds: float) -> tuple[str, ...]:
        fact = metering.meter(connected, 1, "7", [sample(series, raw, at(seconds))], at(seconds))
        return now(fact).flags

    assert [flags("1500", 60), flags("1200", 30), flags("1400", 90), flags("1300", 120)] == [
        (),
        (),
        ("register_fell",),
        (),
    ]
    assert transaction.register_wh == 1300
    assert transaction.doubtful


def test_blocks_of_signed_data_are_all_kept() -> None:
    """METER-07: several of one moment, each once, however long."""
    blocks = [value("A1B2" * 50_000, format="SignedData"), value("OCMF", format="SignedData")]
    assert len({block.series.key for block in blocks}) == 2
    assert value("OCMF", format="SignedData").series.key == blocks[1].series.key
    assert [block.value for block in blocks] == [None, None]


def test_intervals_are_no_registers() -> None:
    """METER-11: an interval is shown nowhere as the energy of the session."""
    transaction = open_transaction(meter_start="1000")
    latest = reading([value("500", "Energy.Active.Import.Interval")], transaction)
    assert latest is not None
    assert (latest.register_wh, transaction.register_at) == (None, None)


@pytest.mark.parametrize(
    "context", ["Interruption.Begin", "Interruption.End", "Trigger", "Other", "Sample.Clock"]
)
def test_samples_of_every_context_are_readings(context: str) -> None:
    """METER-04: what was measured around an interruption counts like the rest."""
    transaction = open_transaction(meter_start="1000")
    latest = reading([value("1500", context=context)], transaction)
    assert latest is not None
    assert latest.energy_wh == 500


def test_only_the_car_knows_its_battery() -> None:
    """METER-09, METER-12: its own idea of the energy is not the meter's."""
    latest = reading([value("55", "SoC", location="EV"), value("900", location="EV")], None)
    assert latest is not None
    assert (latest.soc_percent, latest.register_wh) == (55, None)


def test_current_is_the_largest_of_the_lines() -> None:
    """METER-10: never the sum, never the neutral."""
    samples = [value(raw, "Current.Import", phase=p) for raw, p in (("10", "L1"), ("14", "L2"), ("20", "N"))]
    latest = reading(samples, None)
    assert latest is not None
    assert latest.current_a == 14


def test_offered_current_is_no_measurement() -> None:
    """METER-13"""
    latest = reading([value("32", "Current.Offered")], None)
    assert latest is not None
    assert latest.current_a is None


# -- whose they are, by time -------------------------------------------------------------------------------------------


def taken(seconds: float) -> Sample:
    return sample(series_of(None, None, None, None, None, None), "5", at(seconds))


def test_a_superseded_transaction_gets_nothing_more() -> None:
    """METER-12, START-07: a connector has one transaction at a time."""
    old, new = open_transaction("7"), open_transaction("8")
    new.started_at = at(600)
    connected = session(old, new)
    assert now(metering.meter(connected, 1, None, [taken(700)], at(700))).transaction_id == new.id
    assert now(metering.meter(connected, 1, None, [taken(560)], at(700))).transaction_id == old.id


def test_what_comes_after_the_stop_without_a_number() -> None:
    """METER-12, Q30: of the transaction when it was taken in its time, else of the idle connector."""
    closed = open_transaction("7")
    closed.open, closed.stopped_at = False, at(600)
    connected = session(closed)
    assert now(metering.meter(connected, 1, None, [taken(600)], at(601))).transaction_id == closed.id
    assert now(metering.meter(connected, 1, None, [taken(601)], at(602))).transaction_id is None


async def test_old_samples_without_a_number_find_what_ran_then(database: Database) -> None:
    """METER-12, R8: clock-aligned samples of days ago, over a new connection."""
    connected = await database.session()
    transaction = open_transaction("4711")
    await database.write([_started(connected, transaction)])
    fact = metering.meter(connected, 1, None, [taken(60)], at(86_400))
    assert inspect.isawaitable(fact)
    assert (await fact).transaction_id == transaction.id
    other = metering.meter(connected, 2, None, [taken(60)], at(86_400))
    assert inspect.isawaitable(other)
    assert (await other).transaction_id is None
