"""Id tags: who may charge."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints

from csms.api.schemas.common import Input, Moment, Output, Printable

Token: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255), Printable
]
Note: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable]
ActiveLimit: TypeAlias = Annotated[int, Field(ge=1, le=10_000)]


class IdTag(Output):
    """A token that a driver presents, compared without regard to case."""

    id: str
    id_tag: str
    parent_id_tag: str | None
    blocked: bool
    expires_at: datetime | None
    max_active_transactions: int | None
    user_id: str | None
    note: str | None
    created_at: datetime
    updated_at: datetime
    active_transactions: int
    last_used_at: datetime | None


class IdTagPage(Output):
    items: list[IdTag]
    next_cursor: str | None


class IdTagUpdate(Input):
    """Only the fields that are given change."""

    id_tag: Token = Field(default="")
    parent_id_tag: Token | None = None
    blocked: bool = False
    expires_at: Moment | None = None
    max_active_transactions: ActiveLimit | None = None
    user_id: UUID | None = None
    note: Note | None = None


class IdTagWrite(IdTagUpdate):
    id_tag: Token
