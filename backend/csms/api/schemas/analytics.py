"""Energy, sessions, utilisation and uptime over time."""

from typing import Literal

from csms.api.schemas.common import Moment, Number, Output


class Grouped(Output):
    """A period, and what it was grouped by. `key`: our id of it, or the folded id tag.

    `label`: its name, charge point id, e-mail address or tag as registered. Null: no group, or no such thing.
    """

    start: Moment
    end: Moment
    key: str | None
    label: str | None


class EnergyItem(Grouped):
    energy_wh: Number


class EnergyAnalytics(Output):
    """Energy by when it flowed. Periods and groups without any are left out; `energy_wh` is the sum of the items."""

    items: list[EnergyItem]
    energy_wh: Number


class SessionFigures(Output):
    """`duration_s` is charging and idle time together.

    charging_s: from the start until the register rose for the last time. idle_s: from then until the stop, plugged in.
    suspect: how many have figures that a person should look at. max_power_w: the highest sample of one of them.
    """

    sessions: int
    energy_wh: Number
    duration_s: int
    charging_s: int
    idle_s: int
    suspect: int
    max_power_w: Number | None


class SessionItem(SessionFigures, Grouped):
    """Transactions of a period and group."""


class SessionAnalytics(SessionFigures):
    """Transactions with all that they delivered, and their totals; a running one counts until its last sample."""

    items: list[SessionItem]


class UtilisationFigures(Output):
    """Seconds of connectors, added up: two connectors have 172,800 in a day. `connector_s` is all of them.

    charging: energy flows, or so the connector says. occupied: a vehicle is plugged in, or somebody is about to.
    offline: the charger was away. unknown: nobody was there to know, or nothing was said yet. Shares are of the
    time that is not unknown, null when there is none.
    """

    connector_s: int
    charging_s: int
    occupied_s: int
    free_s: int
    reserved_s: int
    faulted_s: int
    unavailable_s: int
    offline_s: int
    unknown_s: int
    charging_percent: float | None
    in_use_percent: float | None


class UtilisationItem(UtilisationFigures, Grouped):
    """Connectors in a period, of a group."""


class UtilisationAnalytics(UtilisationFigures):
    """How connectors were, with the sum of the items."""

    items: list[UtilisationItem]


class UptimeFigures(Output):
    """Seconds of chargers, added up. `uptime_percent` is up of up and down, null when there is neither.

    down_offline: away for more than five minutes. down_faulted: no connector could be used. planned: an operator took
    all of it out of service. excluded: before the first connection, or while this system was not there to see it.
    """

    uptime_percent: float | None
    up_s: int
    down_s: int
    down_offline_s: int
    down_faulted_s: int
    planned_s: int
    excluded_s: int


class UptimeItem(UptimeFigures, Grouped):
    """Chargers in a period, of a group."""


class UptimeAnalytics(UptimeFigures):
    """Whether chargers were up, with the sum of the items."""

    items: list[UptimeItem]


class Outage(Output):
    """A time in which a charger was down. `ended_at` null: it goes on."""

    cause: Literal["offline", "faulted"]
    started_at: Moment
    ended_at: Moment | None
    duration_s: int


class Outages(Output):
    """Latest first."""

    items: list[Outage]


class PowerItem(Grouped):
    """`peak_w`: the highest mean power over a quarter of an hour (:00, :15, :30, :45), which began at `peak_at`."""

    peak_w: Number
    peak_at: Moment


class PowerAnalytics(Output):
    """When most power flowed: of everything in a group together. Periods and groups without any are left out."""

    items: list[PowerItem]
