"""Keys of programs."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from csms.api.schemas.common import Input, Moment, Output, Printable

KeyScope = Literal["read", "full"]


class ApiKey(Output):
    """`hint`: how the key begins. `scope`: read, or full: everything but people and keys."""

    id: str
    name: str
    hint: str
    scope: KeyScope
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_address: str | None


class ApiKeyCreated(ApiKey):
    """`key` goes into the header `X-API-Key`; nobody is shown it again."""

    key: str


class ApiKeyPage(Output):
    items: list[ApiKey]
    next_cursor: str | None


class ApiKeyCreate(Input):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Printable]
    scope: KeyScope = "read"
    expires_at: Moment | None = None
