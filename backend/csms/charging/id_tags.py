"""Deeds on id tags. `fields` are those of the REST resource, only the ones that were given."""

from typing import Any
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from csms.charging import last_uses, local_lists
from csms.charging.authorization import fold
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Said, msg, said
from csms.store.guard import changing
from csms.store.models import Charger, IdTag, Station, UnknownTag, User


async def create(fields: dict[str, Any]) -> UUID:
    """Raises Invalid, and Conflict when the tag is registered already. It is no unknown tag any more."""
    columns = await _columns(fields)
    _check_parent(columns["folded"], columns.get("parent_folded"))
    try:
        async with in_transaction() as connection:
            tag = await IdTag.create(using_db=connection, **columns)
            await last_uses.mark({tag.folded}, connection)
            await no_longer_unknown(tag.folded, connection)
            await local_lists.tag_changed(tag.id, {tag.folded}, connection)
    except IntegrityError as error:
        raise _taken(fields["id_tag"]) from error
    return tag.id


async def update(tag_id: UUID, fields: dict[str, Any]) -> None:
    """Raises NotFound, Invalid, Conflict."""
    tag = await _get(tag_id)
    columns = await _columns(fields, tag)
    before = tag.folded
    tag.update_from_dict(columns)
    _check_parent(tag.folded, tag.parent_folded)
    try:
        async with changing(IdTag, tag_id) as connection:
            await tag.save(using_db=connection, update_fields=[*columns, "updated_at"])
            if tag.folded != before:
                await last_uses.mark({tag.folded}, connection)
            await no_longer_unknown(tag.folded, connection)
            await local_lists.tag_changed(tag.id, {before, tag.folded}, connection)
    except IntegrityError as error:
        raise _taken(fields["id_tag"]) from error


async def delete(tag_id: UUID) -> None:
    """Raises NotFound. Its transactions stay."""
    tag = await _get(tag_id)
    async with changing(IdTag, tag_id) as connection:
        await local_lists.tag_deleted(tag.id, tag.folded, connection)
        await tag.delete(using_db=connection)


async def no_longer_unknown(folded: str, connection: BaseDBAsyncClient | None = None) -> None:
    """Somebody has registered this token."""
    await UnknownTag.filter(folded=folded).using_db(connection).delete()


async def _get(tag_id: UUID) -> IdTag:
    tag = await IdTag.get_or_none(id=tag_id)
    if tag is None:
        raise NotFound(said("There is no such id tag."))
    return tag


def _taken(token: str) -> Conflict:
    detail = said("The id tag {token} is registered already; upper and lower case do not count.", token=token)
    return Conflict(detail, errors=(("id_tag", detail),))


def _check_parent(folded: str, parent_folded: str | None) -> None:
    if folded == parent_folded:
        message = said("A tag cannot be its own parent")
        raise Invalid(said("{message}.", message=message), errors=(("parent_id_tag", message),))


async def _columns(fields: dict[str, Any], tag: IdTag | None = None) -> dict[str, Any]:
    columns = dict(fields)
    if "id_tag" in columns:
        token: str = columns.pop("id_tag")
        columns |= {"value": token, "folded": fold(token)}
    if "parent_id_tag" in columns:
        parent: str | None = columns.pop("parent_id_tag")
        columns |= {"parent_value": parent, "parent_folded": fold(parent) if parent else None}
    if "note" in columns:
        columns["note"] = columns["note"] or ""
    columns |= await _places(columns, tag)
    user_id = columns.get("user_id")
    if user_id is not None and not await User.exists(id=user_id):
        raise Invalid(said("There is no such user."), errors=(("user_id", said("There is no such user")),))
    return columns


_PLACES: dict[str, tuple[type[Station | Charger], str]] = {
    "allowed_station_ids": (Station, msg("There is no station {id}")),
    "allowed_charger_ids": (Charger, msg("There is no charger {id}")),
}


async def _places(columns: dict[str, Any], tag: IdTag | None) -> dict[str, list[str] | None]:
    """The lists of places as they are stored. A deleted place may stay in a list that has it."""
    places: dict[str, list[str] | None] = {}
    for field, (model, missing) in _PLACES.items():
        if field not in columns:
            continue
        wanted = list(dict.fromkeys(columns[field] or ()))
        there = await model.filter(id__in=wanted).values_list("id", flat=True) if wanted else []
        known = {str(one) for one in there} | set(getattr(tag, field, None) or ())
        if unknown := [one for one in map(str, wanted) if one not in known]:
            message = Said(missing, {"id": unknown[0]})
            raise Invalid(said("{message}.", message=message), errors=((field, message),))
        places[field] = [str(one) for one in wanted] or None
    return places
