"""Deeds on tokens that were presented and that nobody has registered."""

from typing import Any
from uuid import UUID

from csms.charging import id_tags
from csms.store import unknown_tags


async def adopt(unknown_id: UUID, fields: dict[str, Any]) -> UUID:
    """Registers it as an id tag, whose id it returns; it is unknown no more. Raises NotFound, Invalid, Conflict."""
    found = await unknown_tags.by_id(unknown_id)
    return await id_tags.create({**fields, "id_tag": found.value})


async def delete(unknown_id: UUID) -> None:
    """Forgets it, until it is presented again. Raises NotFound."""
    found = await unknown_tags.by_id(unknown_id)
    await found.delete()
