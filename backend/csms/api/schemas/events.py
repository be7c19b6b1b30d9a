"""What events say that is no resource of REST."""

from datetime import datetime

from csms.api.schemas.common import Number, Output
from csms.charging.desired import State


class Deleted(Output):
    """The id of what is no more."""

    id: str


class TagPresented(Output):
    id_tag: str
    charger_id: str
    charge_point_id: str
    at: datetime


class Metered(Output):
    """The latest reading of a connector, and of the transaction that runs there."""

    transaction_id: str | None
    charger_id: str
    connector_id: int
    at: datetime
    power_w: Number | None
    current_a: Number | None
    voltage_v: Number | None
    soc_percent: Number | None
    energy_wh: Number | None


class MessagesLogged(Output):
    """How many messages since the last such event, and when the last came."""

    charger_id: str
    count: int
    last_at: datetime


class DriftingKey(Output):
    """`state`: as in the drift of a charger."""

    key: str
    state: State


class Drift(Output):
    """A charger that is not configured as desired. `id`: of this drift, which ends with the last of its keys."""

    id: str
    charger_id: str
    charge_point_id: str
    keys: list[DriftingKey]
    since: datetime


class OfCharger(Output):
    charger_id: str


class Changed(Output):
    """The id of what to read again."""

    id: str


class RefusalRecorded(Output):
    charge_point_id: str
    cause: str


class AttentionCount(Output):
    count: int


class Nothing(Output):
    """The event says it all."""


class WebhookTried(Output):
    """The webhook that is tried."""

    id: str
    description: str | None
