"""What needs a person, and connections that were refused."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from csms.api.schemas.common import Input, Output
from csms.api.schemas.said import MatterWords

AttentionKind = Literal[
    "faulted",
    "offline",
    "refused",
    "suspect",
    "security",
    "drift",
    "firmware",
    "certificate",
    "local_list",
    "reservation",
    "unknown_tag",
    "webhook",
]
RefusalSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "cause",
    "-cause",
    "address",
    "-address",
    "count",
    "-count",
    "last_at",
    "-last_at",
]
WEEK_MIN = 7 * 24 * 60


class Suggestion(Output):
    """The charger that a refused identity probably is."""

    charger_id: str
    charge_point_id: str


class AttentionItem(Output):
    """One matter. `id` stays the same until the matter is a new one.

    `said`: what `title` and `detail` say, for other languages.
    """

    id: str
    kind: AttentionKind
    at: datetime
    charger_id: str | None
    charge_point_id: str | None
    connector_id: int | None
    station_name: str | None
    transaction_id: str | None
    title: str
    detail: str
    said: MatterWords
    suggestion: Suggestion | None


class Attention(Output):
    items: list[AttentionItem]
    recovered_today: int


class Snooze(Input):
    minutes: Annotated[int, Field(ge=1, le=WEEK_MIN)]


class Refusal(Output):
    """Connections refused, counted per identity, address and cause.

    `charger_id`: the charger of this identity. `suggestion`: without one, the charger that was probably meant.
    """

    id: str
    charge_point_id: str
    charger_id: str | None
    address: str
    cause: str
    detail: str
    count: int
    first_at: datetime
    last_at: datetime
    suggestion: Suggestion | None


class RefusalPage(Output):
    items: list[Refusal]
    next_cursor: str | None


class RefusalCause(Output):
    """Refusals of one cause: `total` rows, of so many attempts."""

    cause: str
    total: int
    attempts: int


class RefusalSummary(Output):
    total: int
    attempts: int
    causes: list[RefusalCause]
