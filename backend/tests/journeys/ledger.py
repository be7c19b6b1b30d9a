"""What charge points were promised, held against what the database has (R1, R7)."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tests.journeys.rows import amount, moment, rows

STARTS = "SELECT charge_point_id, started_at, ocpp_transaction_id, meter_start FROM transactions"
STOPS = """
SELECT t.charge_point_id, t.ocpp_transaction_id, t.stopped_at, t.meter_stop
FROM transaction_events e JOIN transactions t ON t.id = e.transaction_id
WHERE e.kind = 'stopped' AND e.disposition = 'applied'
"""
SAMPLES = """
SELECT t.charge_point_id, t.ocpp_transaction_id, m.occurred_at, m.measurand, m.value
FROM meter_values m JOIN transactions t ON t.id = m.transaction_id
"""
STATUSES = """
SELECT c.charge_point_id, n.evse_id, n.info FROM connectors n JOIN chargers c ON c.id = n.charger_id
WHERE n.evse_id > 0
"""


@dataclass
class Ledger:
    """What one charge point was acknowledged: content key -> value. `unknown`: sent, and never answered."""

    starts: dict[datetime, tuple[str, Decimal]] = field(default_factory=dict)
    stops: dict[str, tuple[datetime, Decimal]] = field(default_factory=dict)
    samples: dict[tuple[str, datetime, str], Decimal] = field(default_factory=dict)
    statuses: list[str] = field(default_factory=list)
    unknown: set[Hashable] = field(default_factory=set)

    @property
    def acknowledged(self) -> int:
        """Things that were promised: each sample counts."""
        return len(self.starts) + len(self.stops) + len(self.samples) + len(self.statuses)


class Faults(NamedTuple):
    """`wrong`: another value than the acknowledged one, or something nobody ever sent."""

    missing: int = 0
    duplicated: int = 0
    wrong: int = 0

    def plus(self, other: "Faults") -> "Faults":
        return Faults(*(one + two for one, two in zip(self, other, strict=True)))


async def compare(url: str, ledgers: Mapping[str, Ledger]) -> Faults:
    """What is amiss with the database at `url`. ledgers: by charge point identity."""
    starts = _by_charger(
        [(c, (moment(at), (number, amount(m)))) for c, at, number, m in await rows(url, STARTS)]
    )
    stops = _by_charger(
        [(c, (number, (moment(at), amount(m)))) for c, number, at, m in await rows(url, STOPS)]
    )
    samples = _by_charger(
        [(c, ((number, moment(at), what), amount(v))) for c, number, at, what, v in await rows(url, SAMPLES)]
    )
    statuses = _by_charger([(c, (evse, info)) for c, evse, info in await rows(url, STATUSES)])
    faults = Faults()
    for identity, ledger in ledgers.items():
        for stored, promised in (
            (starts[identity], ledger.starts),
            (stops[identity], ledger.stops),
            (samples[identity], ledger.samples),
        ):
            faults = faults.plus(_faults(stored, promised, ledger.unknown))
        faults = faults.plus(_status_faults(statuses[identity], ledger))
    return faults


class _ByCharger(dict[str, list[tuple[Any, Any]]]):
    def __missing__(self, identity: str) -> list[tuple[Any, Any]]:
        return []


def _by_charger(pairs: Sequence[tuple[str, tuple[Any, Any]]]) -> _ByCharger:
    found = _ByCharger()
    for identity, pair in pairs:
        found.setdefault(identity, []).append(pair)
    return found


def _faults(stored: Sequence[tuple[Any, Any]], promised: Mapping[Any, Any], unknown: set[Hashable]) -> Faults:
    counts = Counter(key for key, _ in stored)
    invented = sum(key not in promised and key not in unknown for key in counts)
    changed = sum(key in promised and promised[key] != value for key, value in stored)
    return Faults(
        missing=sum(key not in counts for key in promised),
        duplicated=sum(count - 1 for count in counts.values()),
        wrong=invented + changed,
    )


def _status_faults(stored: Sequence[tuple[Any, Any]], ledger: Ledger) -> Faults:
    """A connector shows the last acknowledged status, or the unanswered one after it."""
    if not ledger.statuses:
        return Faults()
    shown = [info for _, info in stored]
    if not shown:
        return Faults(missing=1)
    right = shown[0] == ledger.statuses[-1] or shown[0] in ledger.unknown
    return Faults(duplicated=len(shown) - 1, wrong=int(not right))
