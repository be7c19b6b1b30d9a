"""Meter samples: what was measured, in base units, and for which transaction (OCPP 1.6 section 3.16, 7.31)."""

import hashlib
from collections.abc import Awaitable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from csms.charging.session import ChargerSession, OpenTransaction
from csms.store import sessions
from csms.store.facts import Metered, Reading, Sample, Series

REGISTER = "Energy.Active.Import.Register"
POWER = "Power.Active.Import"
SHOWN = ("Outlet", "EV")

# Unit as sent, in lower case -> (base unit, power of ten).
UNITS = {
    "wh": ("Wh", 0),
    "kwh": ("Wh", 3),
    "varh": ("varh", 0),
    "kvarh": ("varh", 3),
    "w": ("W", 0),
    "kw": ("W", 3),
    "va": ("VA", 0),
    "kva": ("VA", 3),
    "var": ("var", 0),
    "kvar": ("var", 3),
    "a": ("A", 0),
    "v": ("V", 0),
    "k": ("K", 0),
    "celcius": ("Celsius", 0),
    "celsius": ("Celsius", 0),
    "fahrenheit": ("Fahrenheit", 0),
    "percent": ("Percent", 0),
    "hertz": ("Hertz", 0),
}

# What a measurand is measured in when nobody says (METER-02, METER-06); by its longest matching beginning.
DEFAULT_UNITS = (
    ("Energy.Active", "Wh"),
    ("Energy.Reactive", "varh"),
    ("Power.Reactive", "var"),
    ("Power.Factor", None),
    ("Power", "W"),
    ("Current", "A"),
    ("Voltage", "V"),
    ("Frequency", "Hertz"),
    ("Temperature", "Celsius"),
    ("SoC", "Percent"),
)

LARGEST = 13
"""A number with this power of ten in base units (10 TWh, 10 TW) is no measurement; its text is kept."""

CLOCK_STEP = timedelta(minutes=5)
"""A charger's clock may be corrected by so much after a start."""

DECIMALS = 9
SMALLEST = Decimal(1).scaleb(-DECIMALS)


@lru_cache(maxsize=4096)
def series_of(
    context: str | None,
    measurand: str | None,
    phase: str | None,
    location: str | None,
    unit: str | None,
    value_format: str | None,
) -> Series:
    """The series of a sample; what is not said has its default (METER-02)."""
    context, measurand, location = context or "Sample.Periodic", measurand or REGISTER, location or "Outlet"
    signed = value_format == "SignedData"
    base, multiplier = _base_unit(measurand, unit)
    identity = "\x1f".join((context, measurand, phase or "", location, "S" if signed else ""))
    key = int.from_bytes(hashlib.blake2b(identity.encode(), digest_size=8).digest(), "big", signed=True)
    return Series(key, context, measurand, phase, location, base, multiplier, signed)


def _base_unit(measurand: str, unit: str | None) -> tuple[str | None, int]:
    usual = next((u for start, u in DEFAULT_UNITS if measurand.startswith(start)), None)
    if unit is None or _contradicts(measurand, unit):
        return usual, 0
    return UNITS.get(unit.lower(), (unit, 0))


def _contradicts(measurand: str, unit: str) -> bool:
    """A charger that applies the printed default says Voltage in Wh: the measurand is right (METER-06)."""
    return unit == "Wh" and not measurand.startswith("Energy")


def sample(series: Series, raw: str, occurred_at: datetime) -> Sample:
    """One sample. What is no number keeps its text (METER-07)."""
    return Sample(series, occurred_at, None if series.signed else _number(raw, series.multiplier), raw)


def _number(raw: str, multiplier: int) -> Decimal | None:
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() + multiplier >= LARGEST:
        return None
    scaled = value.scaleb(multiplier) if multiplier else value
    if len(raw) <= DECIMALS and value.adjusted() >= -DECIMALS:
        return scaled
    return scaled if -_exponent(scaled) <= DECIMALS else scaled.quantize(SMALLEST)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def register_reading(wh: Decimal) -> Decimal | None:
    """What a charger says its meter showed; None when no meter can show it."""
    return wh if wh.is_finite() and wh.adjusted() < LARGEST else None


def meter(
    session: ChargerSession, evse_id: int, number: str | None, samples: list[Sample], received_at: datetime
) -> Metered | Awaitable[Metered]:
    """The fact of one MeterValues. Awaits only when the transaction's number has not been seen on this connection."""
    transaction = _known(session, evse_id, number, samples)
    if transaction is None and number is not None and number not in session.unknown_numbers:
        return _look_up(session, evse_id, number, samples, received_at)
    return metered(session, evse_id, transaction, number, samples, received_at)


def _known(
    session: ChargerSession, evse_id: int, number: str | None, samples: list[Sample]
) -> OpenTransaction | None:
    if number is not None and (transaction := session.transactions.get(number)):
        return transaction
    if number is None or number in session.unknown_numbers:
        return _only_open(session, evse_id, samples)
    return None


def _only_open(session: ChargerSession, evse_id: int, samples: list[Sample]) -> OpenTransaction | None:
    """Without a usable number: the one open transaction of the connector, if it had begun (METER-12).

    0 is the site's meter. Samples from before the start come late from a charger's queue.
    """
    candidates = session.open_on(evse_id) if evse_id else []
    if len(candidates) != 1:
        return None
    begun = candidates[0].started_at - CLOCK_STEP
    return candidates[0] if any(one.occurred_at >= begun for one in samples) else None


async def _look_up(
    session: ChargerSession, evse_id: int, number: str, samples: list[Sample], received_at: datetime
) -> Metered:
    row = await sessions.transaction_by_number(session.charger_id, number)
    if row is None:
        session.note_unknown(number)
        transaction = _only_open(session, evse_id, samples)
    else:
        transaction = session.remember(OpenTransaction.of(row))
    return metered(session, evse_id, transaction, number, samples, received_at)


def metered(
    session: ChargerSession,
    evse_id: int,
    transaction: OpenTransaction | None,
    number: str | None,
    samples: list[Sample],
    received_at: datetime,
) -> Metered:
    """The fact, with the latest reading worked out."""
    latest = reading(samples, transaction)
    return Metered(
        session.charger_id,
        evse_id,
        transaction.id if transaction else None,
        None if transaction else number,
        received_at,
        samples,
        latest,
    )


def reading(samples: Iterable[Sample], transaction: OpenTransaction | None) -> Reading | None:
    """The newest overall values among the samples; None when there is none of a kind that screens show."""
    values: dict[str, Decimal] = {}
    phases: dict[str, dict[str, Decimal]] = {}
    at: datetime | None = None
    for one in samples:
        series = one.series
        if one.value is None or series.location not in SHOWN or series.context == "Transaction.Begin":
            continue
        if series.phase is None and series.measurand == POWER:
            _peak(transaction, one.value)
        if at is None or one.occurred_at > at:
            at = one.occurred_at
            phases.clear()  # phases add up within one moment only (METER-10)
        elif one.occurred_at < at:
            continue
        if series.phase is None:
            values[series.measurand] = one.value
        else:
            phases.setdefault(series.measurand, {})[series.phase] = one.value
    if at is None:
        return None
    return _reading(at, values, phases, transaction)


def _reading(
    at: datetime,
    values: dict[str, Decimal],
    phases: dict[str, dict[str, Decimal]],
    transaction: OpenTransaction | None,
) -> Reading:
    power = values.get(POWER, _sum(_to_neutral(phases.get(POWER))))
    register = values.get(REGISTER, _sum_of_all(phases.get(REGISTER)))
    energy = _advance(transaction, register, power)
    return Reading(
        at=at,
        power_w=power,
        current_a=values.get("Current.Import", _largest(phases.get("Current.Import"))),
        voltage_v=values.get("Voltage", _largest(_to_neutral(phases.get("Voltage")))),
        soc_percent=values.get("SoC"),
        register_wh=register if register is not None or transaction is None else transaction.register_wh,
        energy_wh=energy,
        max_power_w=transaction.max_power_w if transaction else None,
    )


def _advance(
    transaction: OpenTransaction | None, register: Decimal | None, power: Decimal | None
) -> Decimal | None:
    """Carry register and highest power of the transaction on; its energy so far, never negative (METER-08)."""
    if transaction is None:
        return None
    if register is not None:
        transaction.register_wh = register
    if power is not None:
        _peak(transaction, power)
    start = transaction.meter_start
    if start is None or transaction.register_wh is None:
        return None
    return max(Decimal(0), transaction.register_wh - start)


def _peak(transaction: OpenTransaction | None, power: Decimal) -> None:
    if transaction is not None and power > (transaction.max_power_w or 0):
        transaction.max_power_w = power


def _sum(phases: dict[str, Decimal] | None) -> Decimal | None:
    """Power of all phases; never added to an overall value (METER-10)."""
    return sum(phases.values(), Decimal(0)) if phases else None


def _sum_of_all(phases: dict[str, Decimal] | None) -> Decimal | None:
    """A register per phase counts only when all three are there (METER-09)."""
    if not phases or not {"L1", "L2", "L3"} <= phases.keys():
        return None
    return phases["L1"] + phases["L2"] + phases["L3"]


def _largest(phases: dict[str, Decimal] | None) -> Decimal | None:
    return max(phases.values()) if phases else None


def _to_neutral(phases: dict[str, Decimal] | None) -> dict[str, Decimal] | None:
    """Voltages between phases are another thing than those to neutral (METER-10)."""
    return (
        {p: v for p, v in phases.items() if p in ("L1", "L2", "L3", "L1-N", "L2-N", "L3-N")}
        if phases
        else None
    )
