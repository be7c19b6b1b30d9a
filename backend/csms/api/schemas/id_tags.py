"""Id tags: who may charge."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints

from csms.api.schemas.common import Input, Moment, Output, Printable

Token: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255), Printable
]
Note: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable]
PlaceIds: TypeAlias = Annotated[list[UUID], Field(max_length=1_000)]
ActiveLimit: TypeAlias = Annotated[int, Field(ge=1, le=10_000)]

IdTagSort = Literal[
    "id_tag",
    "-id_tag",
    "status",
    "-status",
    "note",
    "-note",
    "parent_id_tag",
    "-parent_id_tag",
    "created_at",
    "-created_at",
    "expires_at",
    "-expires_at",
    "last_used",
    "-last_used",
    "charging",
    "-charging",
]
"""`status`: good ones, then expired, then blocked. `charging`: by the number of sessions that run now.

`last_used` follows the start of a session within seconds.
"""


class IdTag(Output):
    """A token that a driver presents, compared without regard to case."""

    id: str
    id_tag: str
    parent_id_tag: str | None
    blocked: bool
    expires_at: datetime | None
    max_active_transactions: int | None
    allowed_station_ids: list[str]
    allowed_charger_ids: list[str]
    user_id: str | None
    note: str | None
    created_at: datetime
    updated_at: datetime
    active_transactions: int
    last_used_at: datetime | None


class IdTagPage(Output):
    items: list[IdTag]
    next_cursor: str | None


class IdTagSummary(Output):
    """`expired` does not count those that are blocked too."""

    total: int
    blocked: int
    expired: int


class IdTagFields(Input):
    """What a tag has besides its text. Without any allowed station or charger it is good everywhere."""

    parent_id_tag: Token | None = None
    blocked: bool = False
    expires_at: Moment | None = None
    max_active_transactions: ActiveLimit | None = None
    allowed_station_ids: PlaceIds | None = None
    allowed_charger_ids: PlaceIds | None = None
    user_id: UUID | None = None
    note: Note | None = None


class IdTagUpdate(IdTagFields):
    """Only the fields that are given change."""

    id_tag: Token = Field(default="")


class IdTagWrite(IdTagFields):
    id_tag: Token
