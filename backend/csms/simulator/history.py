"""The past days of a world, told through the protocol like an offline queue that is delivered late.

`plan_days` decides what happened, `queue_sessions` puts it into the outboxes of the charge points before
they connect. Sessions that have not ended go on live.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Charge, advance, power
from csms.simulator.hardware import ConnectorType
from csms.simulator.metering import Reading, meter_value, reading
from csms.simulator.traffic import Load, Traffic, Visit, expected_w
from csms.simulator.transaction import Transaction, TransactionMessages
from csms.simulator.world import Outlet, World

STEP = timedelta(minutes=5)
# Samples per MeterValues message: an offline charge point sends what it kept in few messages.
_BATCH = 36
_MEASURANDS = ("Energy.Active.Import.Register", "Power.Active.Import", "SoC")
# The first connectors were installed here; meters have turned at half of full power ever since,
# which is more than any session history brings, so that a later run never shows less.
_INSTALLED = datetime.fromisoformat("2026-09-01T00:00:00+00:00")
_UTILISATION = 0.5


class Session(Struct):
    """One visit as it went: the charge at each sample time; `ended` stays None while it goes on."""

    visit: Visit
    samples: list[tuple[datetime, Charge]] = field(default_factory=list)
    ended: datetime | None = None

    @property
    def charge(self) -> Charge:
        """At the last sample."""
        return self.samples[-1][1] if self.samples else Charge(self.visit.battery)

    @property
    def charged_until(self) -> datetime:
        return self.samples[-1][0] if self.samples else self.visit.start


class Plan:
    """Sessions that are made up step by step. Those of `cast` are certain to happen."""

    def __init__(
        self, world: World, rng: Random, cast: Sequence[Visit] = (), closed: Iterable[Outlet] = ()
    ) -> None:
        self.done: list[Session] = []
        self.running: dict[Outlet, Session] = {}
        self._types = world.outlets()
        self._rng = rng
        self._traffic = Traffic(world, rng)
        self._cast = list(cast)
        self._closed = frozenset(closed)
        self._free_at: dict[Outlet, datetime] = {}

    def step(self, at: datetime) -> None:
        """What happens in the minutes from `at` on."""
        for session in list(self.running.values()):
            self._sample(session, at)
        for visit in [*self._entering(at), *self._traffic.arrivals(at, self._load(at))]:
            free_at = self._free_at.get(visit.outlet, visit.start)
            if visit.outlet not in self.running and free_at <= visit.start:
                self.running[visit.outlet] = Session(visit)

    def finish(self, now: datetime) -> None:
        """Bring every session up to `now`."""
        for session in list(self.running.values()):
            self._sample(session, now)

    def _sample(self, session: Session, until: datetime) -> None:
        """Charge up to `until` in steps counted from the start, or to the end of the visit."""
        type_ = self._types[session.visit.outlet]
        while (at := session.charged_until + STEP) <= until:
            if at > session.visit.leave:
                self._end(session, type_)
                return
            session.samples.append((at, advance(session.charge, type_, STEP.total_seconds())))

    def _end(self, session: Session, type_: ConnectorType) -> None:
        left = session.visit.leave
        rest = (left - session.charged_until).total_seconds()
        session.samples.append((left, advance(session.charge, type_, rest)))
        session.ended = left
        del self.running[session.visit.outlet]
        self._free_at[session.visit.outlet] = left + timedelta(minutes=2)
        self.done.append(session)

    def _entering(self, at: datetime) -> list[Visit]:
        entering = [visit for visit in self._cast if at <= visit.start < at + STEP]
        return [visit for visit in entering if visit.outlet not in self.running]

    def _power_w(self, session: Session) -> float:
        type_ = self._types[session.visit.outlet]
        return power(session.charge, type_) if session.samples else expected_w(type_, session.visit.battery)

    def _load(self, at: datetime) -> Load:
        flowing = {one: self._power_w(session) for one, session in self.running.items()}
        tags = {session.visit.id_tag for session in self.running.values()}
        tags |= {visit.id_tag for visit in self._cast}
        expected = {visit.outlet for visit in self._cast if at > visit.start - timedelta(hours=10)}
        return Load(flowing, tags, self._closed | expected)


class Past(Struct):
    """What happened from `since` on: the sessions that ended, and those that go on."""

    since: datetime
    done: list[Session]
    running: list[Session]


def plan_days(
    world: World,
    now: datetime,
    days: float,
    rng: Random,
    cast: Sequence[Visit] = (),
    closed: Iterable[Outlet] = (),
) -> Past:
    """The `days` before `now`, in which nobody came to the outlets in `closed`."""
    plan = Plan(world, rng, cast, closed)
    since = now - timedelta(days=days)
    at = since
    while at + STEP <= now:
        plan.step(at)
        at += STEP
    plan.finish(now)
    return Past(since, plan.done, list(plan.running.values()))


def register_at(outlet: Outlet, type_: ConnectorType, at: datetime) -> int:
    """What the meter of `outlet` shows, in Wh; later is always more, also between two runs."""
    hours = max(0.0, (at - _INSTALLED).total_seconds() / 3600)
    offset = sum(outlet.charge_point_id.encode()) * 7919 + outlet.connector_id * 104_729
    return offset + round(type_.max_power_w * _UTILISATION * hours)


def set_registers(charge_points: Mapping[str, ChargePoint], at: datetime) -> None:
    """Let every meter show what it would have shown at `at`."""
    for charge_point in charge_points.values():
        for number, connector in charge_point.connectors.items():
            connector.set_register(register_at(Outlet(charge_point.identity, number), connector.type, at))


def queue_sessions(charge_points: Mapping[str, ChargePoint], past: Past) -> None:
    """Fill the outboxes, in order, and let the sessions that go on continue."""
    set_registers(charge_points, past.since)
    for sessions in (past.done, past.running):
        for session in sorted(sessions, key=lambda one: one.visit.start):
            _queue(charge_points[session.visit.outlet.charge_point_id], session)


def _queue(charge_point: ChargePoint, session: Session) -> None:
    visit = session.visit
    connector = charge_point.connectors[visit.outlet.connector_id]
    messages = TransactionMessages(connector.id, charge_point.outbox, charge_point.configuration)
    transaction = Transaction(visit.id_tag, visit.start, connector.register_wh)
    messages.start(transaction, lambda response: connector.started(transaction, response))
    readings = [_reading(connector.type, transaction, at, charge) for at, charge in session.samples]
    values = [meter_value(shown, _MEASURANDS, "Sample.Periodic") for shown in readings]
    for first in range(0, len(values), _BATCH):
        messages.values(transaction, values[first : first + _BATCH])
    if session.ended is None:
        connector.resume(transaction, _until_now(session, connector.type, charge_point.clock.now()))
        return
    last = _reading(connector.type, transaction, session.ended, session.charge)
    connector.set_register(last.register_wh)
    stopped = replace(last, register_wh=last.register_wh - visit.meter_loss_wh)
    messages.stop(transaction, stopped, visit.reason, visit.id_tag if visit.reason == "Local" else None)


def _reading(type_: ConnectorType, transaction: Transaction, at: datetime, charge: Charge) -> Reading:
    register = transaction.meter_start + round(charge.energy_wh)
    soc = charge.battery.soc if type_.is_dc else None
    return reading(type_, at, register, power(charge, type_), soc, ripple=0.0)


def _until_now(session: Session, type_: ConnectorType, now: datetime) -> Charge:
    return advance(session.charge, type_, (now - session.charged_until).total_seconds())
