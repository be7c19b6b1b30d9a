"""Energy and sessions over time."""

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
