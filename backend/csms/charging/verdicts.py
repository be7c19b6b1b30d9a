"""The answers to "may this token charge?" (OCPP 1.6, 7.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from csms.store import folding

ACCEPTED, BLOCKED, EXPIRED, INVALID, CONCURRENT = "Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"

Purpose: TypeAlias = Literal["authorize", "start", "stop"]
"""The message that asks: Authorize, StartTransaction or StopTransaction."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`status` is one of the five; `expires_at` and `parent` come from the token's record.

    registered: whether the token is in our table. final: nobody else is asked. busy: the external service counts as
    many transactions as the token may have, which only a start is told.
    """

    status: str
    expires_at: datetime | None = None
    parent: str | None = None
    registered: bool = True
    final: bool = False
    busy: bool = False

    @property
    def parent_folded(self) -> str | None:
        return folding.fold(self.parent) if self.parent else None
