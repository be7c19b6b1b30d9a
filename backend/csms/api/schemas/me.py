"""What people see of themselves."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from csms.api.schemas.common import Input, Number, Output
from csms.api.schemas.transactions import TransactionState
from csms.api.schemas.users import Role
from csms.auth.rights import Right


class Me(Output):
    """`rights`: what the role may below `/api/admin`; none for a driver."""

    id: str
    email: str
    role: Role
    rights: list[Right]


class MySession(Output):
    """A device where I am signed in. `method`: password, otp (a letter) or oauth. `current`: the one that asks."""

    id: str
    created_at: datetime
    last_used_at: datetime
    user_agent: str | None
    address: str | None
    method: str
    current: bool


class MySessions(Output):
    items: list[MySession]


class AccountDeletion(Input):
    """Proof that it is the person: the password, or the code that `/auth/v1/reauthenticate` mails.

    A sign-in of the last 24 hours is proof too.
    """

    current_password: Annotated[str, Field(max_length=4096)] | None = None
    nonce: Annotated[str, Field(max_length=64)] | None = None


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
    state: TransactionState


class MyTransactionPage(Output):
    items: list[MyTransaction]
    next_cursor: str | None
