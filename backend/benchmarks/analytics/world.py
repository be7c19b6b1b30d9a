"""A year of a fleet, as its chargers would have reported it: the same for the same number of values.

Nothing here is derived: what analytics add up is made of it by the server's own chores.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from csms.store.models.base import new_id

CHARGERS, CONNECTORS = 200, 2
STATIONS, PEOPLE, TAGS = 20, 1000, 4000
DAYS = 365
SAMPLE_EVERY = timedelta(minutes=5)
VALUES_PER_SAMPLE = 3
MEAN_SAMPLES = 27
"""Of a session, less what nights and faults take away; it says how often one has to begin."""
NIGHT_SKIPPED = 0.7

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Place:
    id: UUID
    identity: str
    station: UUID
    fast: bool
    """With direct current: half an hour at 60 to 150 kW; the others take hours at 4 to 22 kW."""


@dataclass(frozen=True, slots=True)
class World:
    since: datetime
    until: datetime
    stations: list[UUID]
    people: list[UUID]
    places: list[Place]
    values: int

    @property
    def mean_gap(self) -> timedelta:
        """Between two sessions of a connector."""
        sessions = self.values / VALUES_PER_SAMPLE / MEAN_SAMPLES
        cycle = (self.until - self.since) * CHARGERS * CONNECTORS / sessions
        return max(cycle - SAMPLE_EVERY * MEAN_SAMPLES, SAMPLE_EVERY)


def world(values: int, today: datetime) -> World:
    """The year before today."""
    until = datetime(today.year, today.month, today.day, tzinfo=UTC)
    stations = [new_id() for _ in range(STATIONS)]
    places = [
        Place(new_id(), f"BENCH{n:05}", stations[n % STATIONS], fast=n % 4 == 0) for n in range(CHARGERS)
    ]
    people = [new_id() for _ in range(PEOPLE)]
    return World(until - timedelta(days=DAYS), until, stations, people, places, values)


def reported(of: World) -> Iterator[Rows]:
    """What each charger reported, charger by charger."""
    for number, place in enumerate(of.places):
        yield _Charger(of, place, random.Random(number)).year()


class _Charger:
    def __init__(self, of: World, place: Place, dice: random.Random) -> None:
        self._of, self._place, self._dice = of, place, dice
        self._rows: Rows = {
            "transactions": [],
            "meter_values": [],
            "connector_statuses": [],
            "connections": [],
        }
        self._number = 0

    def year(self) -> Rows:
        for connector in range(1, CONNECTORS + 1):
            self._status(connector, self._of.since, "Available")
            self._connector(connector)
        self._connections()
        self._rows["connector_statuses"].sort(key=lambda row: row[6])
        return self._rows

    def _connector(self, connector: int) -> None:
        at, register = self._of.since, Decimal(self._dice.randrange(10**6))
        while True:
            at += self._of.mean_gap * self._dice.expovariate(1)
            if at.hour < 5 and self._dice.random() < NIGHT_SKIPPED:
                at += timedelta(hours=6)
            samples = max(2, round(self._dice.gammavariate(2, (6 if self._place.fast else 39) / 2)))
            if at + SAMPLE_EVERY * (samples + 2) >= self._of.until:
                return
            if self._dice.random() < 0.01:
                at = self._fault(connector, at)
            at, register = self._session(connector, at, register, samples)

    def _fault(self, connector: int, at: datetime) -> datetime:
        self._status(connector, at, "Faulted", "GroundFailure")
        at += timedelta(hours=self._dice.expovariate(1 / 6))
        self._status(connector, min(at, self._of.until - SAMPLE_EVERY), "Available")
        return at

    def _session(
        self, connector: int, at: datetime, register: Decimal, samples: int
    ) -> tuple[datetime, Decimal]:
        """From plug to plug; in the last fifth of some the vehicle is full and only stands."""
        start, first, transaction = at, register, new_id()
        watts = self._dice.uniform(60_000, 150_000) if self._place.fast else self._dice.uniform(4_000, 22_000)
        full = round(samples * (1.0 if self._place.fast else self._dice.uniform(0.6, 1.2)))
        self._status(connector, start - timedelta(seconds=40), "Preparing")
        self._status(connector, start, "Charging")
        peak = 0.0
        for number in range(1, samples + 1):
            at = start + SAMPLE_EVERY * number
            power = round(watts * self._dice.uniform(0.9, 1.0) if number <= full else 0.0)
            register += Decimal(round(power / 12))
            peak = max(peak, power)
            self._sample(connector, transaction, at, register, power, min(100, 20 + 80 * number // samples))
            if number == full + 1:
                self._status(connector, at, "SuspendedEV")
        stop = at + timedelta(seconds=self._dice.randrange(1, 300))
        self._status(connector, stop, "Finishing")
        self._status(connector, stop + timedelta(minutes=2), "Available")
        self._transaction(connector, transaction, (start, stop), (first, register), peak)
        return stop + timedelta(minutes=3), register

    def _transaction(
        self,
        connector: int,
        transaction: UUID,
        ends: tuple[datetime, datetime],
        registers: tuple[Decimal, Decimal],
        peak: float,
    ) -> None:
        self._number += 1
        (start, stop), (first, last) = ends, registers
        tag = self._dice.randrange(TAGS)
        self._rows["transactions"].append(
            (
                *(transaction, self._place.id, self._place.identity, connector, 1),
                *(str(self._number), f"{self._number}", f"TAG-{tag:05}", f"tag-{tag:05}", ""),
                *("Accepted", "completed", "[]", first, last, last - first),
                *(start, start, stop, stop, "EVDisconnected", start, Decimal(peak), last, stop),
                *(self._of.people[tag % PEOPLE], start, stop),
            )
        )

    def _sample(
        self, connector: int, transaction: UUID, at: datetime, register: Decimal, power: float, soc: int
    ) -> None:
        measured = (
            (1, "Energy.Active.Import.Register", "Outlet", "Wh", register),
            (2, "Power.Active.Import", "Outlet", "W", Decimal(power)),
            (3, "SoC", "EV", "Percent", Decimal(soc)),
        )
        for series, measurand, location, unit, value in measured:
            self._rows["meter_values"].append(
                (
                    *(self._place.id, connector, transaction, at, at, series, "Sample.Periodic", measurand),
                    *(location, unit, 0, False, value, str(value)),
                )
            )

    def _status(self, connector: int, at: datetime, status: str, error: str = "NoError") -> None:
        self._rows["connector_statuses"].append(
            (self._place.id, connector, status, error, None, None, at, at, True)
        )

    def _connections(self) -> None:
        """Now and then it is away: mostly for a moment, sometimes for hours."""
        at, epoch = self._of.since, 0
        while at < self._of.until:
            end = min(at + timedelta(days=self._dice.expovariate(1 / 3)), self._of.until)
            epoch += 1
            self._rows["connections"].append((self._place.id, epoch, at, end))
            short = self._dice.random() < 0.9
            at = end + timedelta(minutes=self._dice.expovariate(1 if short else 1 / 120))
