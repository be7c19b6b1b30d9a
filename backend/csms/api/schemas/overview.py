"""The first screen: what is charging, what is broken, how much."""

from datetime import date

from csms.api.schemas.common import Number, Output, PowerPoint
from csms.api.schemas.transactions import Transaction


class OverviewChargers(Output):
    """`offline`: was here before and is not now. `faulted`: online, with a fault."""

    total: int
    online: int
    offline: int
    never_connected: int
    faulted: int


class OverviewConnectors(Output):
    """`by_status` has OCPP's words, and Offline for the connectors of chargers that are not connected.

    `in_use` includes `charging`. The figures are exclusive otherwise and add up with `unknown` to `total`.
    """

    total: int
    by_status: dict[str, int]
    charging: int
    in_use: int
    available: int
    reserved: int
    unavailable: int
    faulted: int
    offline: int
    unknown: int


class Overview(Output):
    """Energy is of the viewer's day (`tz`); last week's figures: same weekday, null without data."""

    chargers: OverviewChargers
    connectors: OverviewConnectors
    power_w: Number
    power_limit_w: int | None
    energy_today_wh: Number
    energy_last_week_by_now_wh: Number | None
    energy_last_week_total_wh: Number | None
    faulted: list[str]
    offline: list[str]
    stations_total: int


class OverviewPower(Output):
    """Power of all connectors in buckets of `step_s`, today and on the same weekday last week.

    A bucket in which sessions ran and none was measured is null. `at` is the start of the bucket.
    """

    step_s: int
    day: date
    points: list[PowerPoint]
    compare_day: date | None
    compare: list[PowerPoint]
    peak: PowerPoint | None
    limit_w: int | None
    now_w: Number


class LiveSession(Output):
    """A running transaction; `sparkline` is the power of its last 20 minutes.

    `connector_status` is what the connector last said; `online` false means that it can have changed since.
    """

    transaction: Transaction
    station_name: str | None
    connector_status: str | None
    online: bool
    power_w: Number | None
    soc_percent: Number | None
    sparkline: list[PowerPoint]


class LiveSessions(Output):
    total: int
    items: list[LiveSession]
