"""Putting matters aside, and bringing them back."""

from datetime import datetime

from csms.store.models import AttentionDismissal


async def put_aside(matter_id: str, actor: str, now: datetime, *, until: datetime | None) -> None:
    """For good, or until a moment."""
    values = {"until": until, "dismissed_at": now, "dismissed_by": actor}
    await AttentionDismissal.update_or_create(id=matter_id, defaults=values)


async def restore(matter_id: str) -> None:
    """Harmless when the matter was not put aside."""
    await AttentionDismissal.filter(id=matter_id).delete()
