"""Energy and sessions over time."""

from csms.api.schemas.common import Moment, Number, Output


class Grouped(Output):
    """A period, and what it was grouped by: `key` is our id of the station or charger, or the folded id tag.

    `label`: its name, charge point id or the tag as it was registered. Both null for no group or no such thing.
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


class SessionItem(Grouped):
    sessions: int
    energy_wh: Number
    duration_s: int
    suspect: int


class SessionAnalytics(Output):
    """Transactions by when they started, with all that they delivered; a running one counts until its last sample.

    `suspect`: how many of them have figures that a person should look at.
    """

    items: list[SessionItem]
    sessions: int
    energy_wh: Number
    duration_s: int
    suspect: int
