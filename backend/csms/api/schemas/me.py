"""What people see of themselves."""

from datetime import datetime

from csms.api.schemas.common import Number, Output
from csms.api.schemas.users import Role
from csms.auth.rights import Right


class Me(Output):
    """`rights`: what the role may below `/api/admin`; none for a driver."""

    id: str
    email: str
    role: Role
    rights: list[Right]


class MyIdTag(Output):
    """One of my cards."""

    id: str
    id_tag: str
    blocked: bool
    expires_at: datetime | None
    active_transactions: int
    last_used_at: datetime | None


class MyIdTags(Output):
    items: list[MyIdTag]


class MyTransaction(Output):
    """A delivery of energy with one of my cards, as it was mine when it started."""

    id: str
    charge_point_id: str
    connector_id: int | None
    station_name: str | None
    id_tag: str | None
    meter_start: Number | None
    meter_stop: Number | None
    energy_wh: Number | None
    power_w: Number | None
    soc_percent: Number | None
    started_at: datetime
    stopped_at: datetime | None
    stop_reason: str | None
    state: str


class MyTransactionPage(Output):
    items: list[MyTransaction]
    next_cursor: str | None
