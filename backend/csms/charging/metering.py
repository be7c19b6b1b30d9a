"""Meter samples: what was measured, in base units, and for which transaction (OCPP 1.6 section 3.16, 7.31)."""

import hashlib
from collections.abc import Awaitable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from msgspec import structs

from csms.charging.readings import reading
from csms.charging.session import ChargerSession, OpenTransaction
from csms.store import sessions
from csms.store.facts import Metered, Sample, Series
from csms.store.flags import UNIT_CONTRADICTED
from csms.store.settlements import REGISTER

# Unit as sent, in lower case -> (base unit, power of ten). Temperatures stay in their unit: from Fahrenheit there is
# no exact way to Celsius.
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
    "hz": ("Hertz", 0),
    "%": ("Percent", 0),
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

KNOWN_UNITS = frozenset(base for base, _ in UNITS.values())
KNOWN_MEASURANDS = (*(start for start, _ in DEFAULT_UNITS), "RPM")
# What else may be measured in, besides the usual unit.
ALSO = {
    "Temperature": ("K", "Fahrenheit"),
    "Power": ("VA",),
    "SoC": (),
}

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
    key = _key(context, measurand, phase or "", location, "S" if signed else "")
    odd = not _fits(measurand, base)
    if odd:
        base = _usual_unit(measurand)
    return Series(key, context, measurand, phase, location, base, multiplier, signed, odd)


def _key(*identity: str) -> int:
    digest = hashlib.blake2b("\x1f".join(identity).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _base_unit(measurand: str, unit: str | None) -> tuple[str | None, int]:
    if unit is None:
        return _usual_unit(measurand), 0
    return UNITS.get(unit.lower(), (unit, 0))


def _usual_unit(measurand: str) -> str | None:
    return next((u for start, u in DEFAULT_UNITS if measurand.startswith(start)), None)


def _fits(measurand: str, base: str | None) -> bool:
    """A charger that applies the printed default says Voltage in Wh: the measurand is right (METER-06).

    A unit that OCPP does not know contradicts nothing, and neither does any with a measurand that it does not know.
    """
    if base is None or base not in KNOWN_UNITS or not measurand.startswith(KNOWN_MEASURANDS):
        return True
    return base in ALSO.get(measurand.partition(".")[0], ()) or base == _usual_unit(measurand)


def sample(series: Series, raw: str, occurred_at: datetime) -> Sample:
    """One sample. What is no number keeps its text (METER-07).

    Blocks of signed data that differ are all kept, also several of one moment: their content is part of their key.
    """
    if series.signed:
        block = _key(str(series.key), raw)
        return Sample(structs.replace(series, key=block), occurred_at, None, raw)
    return Sample(series, occurred_at, _number(raw, series.multiplier), raw)


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
    """What a charger says its meter showed; None when no meter can show it (STOP-08: flagged, never counted)."""
    return wh if wh.is_finite() and wh >= 0 and wh.adjusted() < LARGEST else None


def meter(
    session: ChargerSession, evse_id: int, number: str | None, samples: list[Sample], received_at: datetime
) -> Metered | Awaitable[Metered]:
    """The fact of one MeterValues. Awaits only what is of no transaction that this connection has seen."""
    if number is not None:
        if transaction := session.transactions.get(number):
            return metered(session, evse_id, transaction, number, samples, received_at)
        if number not in session.unknown_numbers:
            return _look_up(session, evse_id, number, samples, received_at)
    transaction = _running(session, evse_id, samples)
    if transaction is None and evse_id and _is_old(samples, received_at):
        return _look_back(session, evse_id, number, samples, received_at)
    return metered(session, evse_id, transaction, number, samples, received_at)


def _running(session: ChargerSession, evse_id: int, samples: list[Sample]) -> OpenTransaction | None:
    """Without a usable number: what the connector was running when the newest sample was taken (METER-12).

    A connector has one transaction at a time: a newer start ends the one before, whether or not its stop has come.
    0 is the site's meter. Samples from before the start come late from a charger's queue.
    """
    if not evse_id or not samples:
        return None
    at = max(one.occurred_at for one in samples)
    here = session.on(evse_id)
    begun = [t for t in here if t.started_at <= at]
    about_to_begin = [t for t in here if at < t.started_at <= at + CLOCK_STEP]
    if begun and (begun[-1].stopped_at is None or at <= begun[-1].stopped_at):
        return begun[-1]
    return about_to_begin[0] if about_to_begin and about_to_begin[0].open else None


def _is_old(samples: list[Sample], received_at: datetime) -> bool:
    """Whether they waited in the charger: then they may be of a transaction that is over."""
    return any(received_at - one.occurred_at > CLOCK_STEP for one in samples)


async def _look_back(
    session: ChargerSession,
    evse_id: int,
    number: str | None,
    samples: list[Sample],
    received_at: datetime,
) -> Metered:
    at = max(one.occurred_at for one in samples)
    row = await sessions.transaction_at(session.charger_id, evse_id, at)
    transaction = session.remember(OpenTransaction.of(row)) if row is not None else None
    return metered(session, evse_id, transaction, number, samples, received_at)


async def _look_up(
    session: ChargerSession, evse_id: int, number: str, samples: list[Sample], received_at: datetime
) -> Metered:
    row = await sessions.transaction_by_number(session.charger_id, number)
    if row is None:
        session.note_unknown(number)
        transaction = _running(session, evse_id, samples)
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
    if transaction is None:
        latest = reading(samples, None)
        return Metered(session.charger_id, evse_id, None, number, received_at, samples, latest)
    before = transaction.flags
    latest = reading(samples, transaction)
    for one in samples:
        if one.series.contradicted and UNIT_CONTRADICTED not in transaction.flags:
            transaction.flags = [*transaction.flags, UNIT_CONTRADICTED]
    flags = () if transaction.flags is before else tuple(transaction.flags[len(before) :])
    return Metered(
        session.charger_id,
        evse_id,
        transaction.id,
        None,
        received_at,
        samples,
        latest,
        flags,
        late=not transaction.open or transaction.ended,
    )
