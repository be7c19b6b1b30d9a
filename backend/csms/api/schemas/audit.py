"""Who did what."""

from datetime import datetime
from typing import Any, Literal

from csms.api.schemas.common import Output


class AuditActor(Output):
    """A person by the e-mail address at the time, a key by its name, or nobody who was signed in."""

    kind: Literal["person", "key", "nobody"]
    id: str | None
    name: str


class AuditTarget(Output):
    """What the address named: `chargers`, and which one; or what was made."""

    kind: str
    id: str | None


class AuditEntry(Output):
    """`operation`: as in this document. `request`: the body without secrets, or its length in bytes. `status`: of the
    answer; null when the server died before it had one.
    """

    id: str
    at: datetime
    actor: AuditActor
    operation: str
    target: AuditTarget
    request: dict[str, Any] | None
    status: int | None
    address: str
    user_agent: str


class AuditPage(Output):
    items: list[AuditEntry]
    next_cursor: str | None
