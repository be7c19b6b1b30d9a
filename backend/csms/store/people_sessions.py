"""Questions about where people are signed in."""

from datetime import datetime
from uuid import UUID

from csms.store.models.accounts import Session
from csms.store.values import View, or_null

SHOWN = 200


async def open_of(user_id: UUID, current: UUID, used_since: datetime) -> list[View]:
    """Open sessions of a person, the one used last first."""
    mine = Session.filter(user_id=user_id, ended_at__isnull=True, last_used_at__gte=used_since)
    columns = ("id", "created_at", "last_used_at", "user_agent", "address", "method")
    rows = await mine.order_by("-last_used_at", "-id").limit(SHOWN).values(*columns)
    return [
        {
            **row,
            "id": str(row["id"]),
            "user_agent": or_null(row["user_agent"]),
            "address": or_null(row["address"]),
            "method": row["method"] or "password",
            "current": row["id"] == current,
        }
        for row in rows
    ]


async def end(user_id: UUID, session_id: UUID, now: datetime) -> bool:
    """False where the person has no such session."""
    mine = Session.filter(id=session_id, user_id=user_id)
    await mine.filter(ended_at__isnull=True).update(ended_at=now)
    return await mine.exists()
