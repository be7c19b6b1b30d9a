"""Who comes to charge, when, where and with which car.

The load of the whole city follows a day with two humps. Whenever less power flows than the hour asks for,
a car arrives at a free connector: the past (`history`) and the present (`fleet`) use the same rule, so that
the one continues the other.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from csms.ocpp.v16.core import Reason
from csms.simulator.charging_curve import Battery
from csms.simulator.hardware import ConnectorType
from csms.simulator.world import Outlet, Station, World

# (hour of the day, kW of the whole city) on a weekday
_DAY = (
    (0.0, 200), (2.0, 150), (3.5, 80), (5.5, 50), (6.5, 110), (8.0, 340), (9.0, 440), (10.0, 410), (11.0, 370),
    (12.0, 395), (12.5, 410), (14.0, 340), (15.0, 280), (16.5, 320), (18.0, 430), (19.0, 410), (20.5, 300),
    (21.5, 210), (22.5, 160), (24.0, 200),
)  # fmt: skip
_WEEKEND = {5: 0.9, 6: 0.84}
_AVERAGE_SESSION_W = 17_500
# No minute brings more cars than this, however much power is missing.
_MOST_ARRIVALS = 6
# Below this gap no fast charging begins, for it would overshoot.
_DC_GAP_W = 35_000

_REASONS: tuple[Reason, ...] = ("Local", "EVDisconnected", "Remote")

# (battery in Wh, W from alternating current, W from direct current)
_CARS = (
    (77_000, 11_000, 120_000), (58_000, 11_000, 95_000), (52_000, 22_000, 46_000), (40_000, 7_300, 46_000),
    (64_000, 11_000, 75_000), (82_000, 11_000, 140_000), (50_000, 7_300, 85_000), (93_000, 22_000, 150_000),
)  # fmt: skip
_VANS = ((75_000, 11_000, 80_000), (68_000, 11_000, 72_000))


class Visit(Struct, frozen=True):
    """A car at a connector, from `start` to `leave`; `reason` is how its transaction ends.

    `meter_loss_wh` is how far the meter runs backwards at the stop (METER-08).
    """

    outlet: Outlet
    id_tag: str
    battery: Battery
    start: datetime
    leave: datetime
    reason: Reason = "Local"
    meter_loss_wh: int = 0


class Load(Struct, frozen=True):
    """What goes on: power per outlet that is in use, the tags in use, and outlets that cannot be used."""

    power_w: Mapping[Outlet, float]
    tags: Collection[str]
    closed: Collection[Outlet]


class Traffic:
    """Decides about arrivals; `rng` is the only source of chance."""

    def __init__(self, world: World, rng: Random) -> None:
        self._rng = rng
        self._outlets = world.outlets()
        self._stations = {outlet: world.station_of(outlet.charge_point_id) for outlet in self._outlets}
        self._tags = [tag.id_tag for tag in world.tags]

    def arrivals(self, at: datetime, load: Load, most: int = _MOST_ARRIVALS) -> list[Visit]:
        """The cars that arrive at `at`, at most `most`."""
        power, tags = dict(load.power_w), set(load.tags)
        visits: list[Visit] = []
        while len(visits) < most:
            missing = demand_w(at) - sum(power.values())
            charging = sum(1 for flowing in power.values() if flowing > 0)
            dc = charging * _AVERAGE_SESSION_W > demand_w(at)
            visit = self._visit(at, power, tags, load.closed, dc=dc) if missing > dc * _DC_GAP_W else None
            if visit is None:
                break
            visits.append(visit)
            tags.add(visit.id_tag)
            power[visit.outlet] = expected_w(self._outlets[visit.outlet], visit.battery)
        return visits

    def _visit(
        self,
        at: datetime,
        power: Mapping[Outlet, float],
        tags: Collection[str],
        closed: Collection[Outlet],
        *,
        dc: bool,
    ) -> Visit | None:
        """A car that arrives at `at`, where the site has the power for it."""
        room = self._room(power)
        free = [one for one in self._outlets if one not in power and one not in closed]
        fitting = [
            one for one in free if self._outlets[one].is_dc == dc and room[self._stations[one].name] > 0
        ]
        if not fitting:
            return None
        weights = [1.0 if dc else self._stations[one].ac_weight for one in fitting]
        outlet = self._rng.choices(fitting, weights)[0]
        station = self._stations[outlet]
        tag = self._tag(station, tags)
        return None if tag is None else self._arrive(at, outlet, tag, dc=dc)

    def _arrive(self, at: datetime, outlet: Outlet, id_tag: str, *, dc: bool) -> Visit:
        rng = self._rng
        capacity, ac_w, dc_w = rng.choice(_VANS if id_tag.startswith("FLEET") else _CARS)
        battery = Battery(capacity, rng.uniform(0.12, 0.45 if dc else 0.6), dc_w if dc else ac_w)
        minutes = rng.uniform(18, 45) if dc else rng.uniform(*self._stations[outlet].dwell_minutes)
        start = at + timedelta(seconds=rng.randrange(240))
        reason = rng.choices(_REASONS, (55, 36, 9))[0]
        return Visit(outlet, id_tag, battery, start, start + timedelta(minutes=minutes), reason)

    def _room(self, power: Mapping[Outlet, float]) -> dict[str, float]:
        """The power that each site has left."""
        room = {station.name: float(station.power_limit_w) for station in self._stations.values()}
        for outlet, flowing in power.items():
            room[self._stations[outlet].name] -= flowing
        return room

    def _tag(self, station: Station, used: Collection[str]) -> str | None:
        """A tag of those who come to this station, one in six of anybody."""
        free = [tag for tag in self._tags if tag not in used]
        regulars = [tag for tag in free if tag.startswith(station.tags)]
        if regulars and self._rng.random() > 1 / 6:
            return self._rng.choice(regulars)
        return self._rng.choice(free) if free else None


def expected_w(connector: ConnectorType, battery: Battery) -> float:
    """The power that a car will soon take, before its meter can tell."""
    return min(connector.max_power_w, battery.max_power_w) * 0.85


def demand_w(at: datetime) -> float:
    """The power that drivers ask for at `at`, all sites together; the hours are those of the local zone."""
    local = at.astimezone()
    hour = local.hour + local.minute / 60
    index = bisect_right(_DAY, (hour, 1_000_000))
    (x0, y0), (x1, y1) = _DAY[index - 1], _DAY[index]
    mean = (y0 + (y1 - y0) * (hour - x0) / (x1 - x0)) * 1000
    return mean * _WEEKEND.get(local.weekday(), 1.0) * (1 + _whim(local))


def _whim(local: datetime) -> float:
    """No two days are alike: up to 7 % more or less, the same for the whole day."""
    return ((local.toordinal() * 2_654_435_761) % 1000 / 1000 - 0.5) * 0.14
