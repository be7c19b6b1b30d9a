"""What a central system would remember of the past days, had it been there: who was connected, and how connectors were.

Statuses and connections carry the time at which they arrive, so that a queue which is delivered late cannot tell them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from csms.ocpp.v16.core import ChargePointErrorCode, ChargePointStatus
from csms.simulator.charging_curve import power
from csms.simulator.hardware import ConnectorType
from csms.simulator.history import Past, Session
from csms.simulator.story import Story
from csms.simulator.world import Outlet, World

_OUT_OF_SERVICE = timedelta(hours=20)
_SHORTEST_FREE = timedelta(hours=3)
_FAULTS: tuple[ChargePointErrorCode, ...] = ("ConnectorLockFailure", "GroundFailure", "OverCurrentFailure")


class PastStatus(NamedTuple):
    """A StatusNotification of then; connector 0 is the charge point itself."""

    at: datetime
    connector_id: int
    status: ChargePointStatus
    error_code: ChargePointErrorCode = "NoError"


class Memory(NamedTuple):
    """Of one charge point: from when to when it was connected, and what it said, in order."""

    charge_point_id: str
    connections: list[tuple[datetime, datetime]]
    statuses: list[PastStatus]


def memories(world: World, story: Story, past: Past, now: datetime, rng: Random) -> list[Memory]:
    """Of every charge point but the one that has never found its way."""
    never = story.misnamed[1]
    sessions = defaultdict(list)
    for session in sorted((*past.done, *past.running), key=lambda one: one.visit.start):
        sessions[session.visit.outlet].append(session)
    statuses: dict[str, list[PastStatus]] = defaultdict(list)
    for outlet, type_ in world.outlets().items():
        statuses[outlet.charge_point_id] += _of_outlet(
            outlet, type_, sessions.get(outlet, []), past.since, rng
        )
    _take_out(statuses, story.unavailable, now)
    _break(statuses, list(sessions), now, rng)
    return [
        Memory(
            identity,
            list(_connections(past.since, now, rng)),
            sorted([PastStatus(past.since, 0, "Available"), *said]),
        )
        for identity, said in statuses.items()
        if identity != never
    ]


def _of_outlet(
    outlet: Outlet, type_: ConnectorType, sessions: list[Session], since: datetime, rng: Random
) -> Iterator[PastStatus]:
    yield PastStatus(since, outlet.connector_id, "Available")
    for session in sessions:
        for at, status in _of_session(session, type_, rng):
            yield PastStatus(max(at, since), outlet.connector_id, status)


def _of_session(
    session: Session, type_: ConnectorType, rng: Random
) -> Iterator[tuple[datetime, ChargePointStatus]]:
    """4.9: as the live ones go, from the plug to the pulled cable."""
    start = session.visit.start
    yield start - timedelta(seconds=rng.uniform(15, 50)), "Preparing"
    yield start, "Charging"
    full = next((at for at, charge in session.samples if power(charge, type_) <= 0), None)
    if full is not None and full != session.ended:
        yield full, "SuspendedEV"
    if session.ended is not None:
        yield session.ended, "Finishing"
        yield session.ended + timedelta(seconds=rng.uniform(15, 60)), "Available"


def _take_out(statuses: dict[str, list[PastStatus]], unavailable: Collection[Outlet], now: datetime) -> None:
    for outlet in unavailable:
        said = PastStatus(now - _OUT_OF_SERVICE, outlet.connector_id, "Unavailable")
        statuses[outlet.charge_point_id].append(said)


def _break(
    statuses: dict[str, list[PastStatus]], outlets: Sequence[Outlet], now: datetime, rng: Random
) -> None:
    """Each fault comes once, in a long pause between two sessions, and goes within the hour."""
    for error_code in _FAULTS:
        outlet = rng.choice(outlets)
        said = sorted(
            one for one in statuses[outlet.charge_point_id] if one.connector_id == outlet.connector_id
        )
        until = [*(one.at for one in said[1:]), now]
        pauses = [
            one.at
            for one, end in zip(said, until, strict=True)
            if one.status == "Available" and end - one.at > _SHORTEST_FREE
        ]
        if pauses:
            at = rng.choice(pauses) + timedelta(minutes=rng.uniform(20, 60))
            again = at + timedelta(minutes=rng.uniform(15, 55))
            statuses[outlet.charge_point_id] += [
                PastStatus(at, outlet.connector_id, "Faulted", error_code),
                PastStatus(again, outlet.connector_id, "Available"),
            ]


def _connections(since: datetime, until: datetime, rng: Random) -> Iterator[tuple[datetime, datetime]]:
    """Most networks fail now and then, for minutes or an hour."""
    at = since
    while True:
        lost = at + timedelta(days=rng.expovariate(1 / 5))
        back = lost + timedelta(minutes=rng.uniform(6, 70))
        if back >= until:
            yield at, until
            return
        yield at, lost
        at = back
