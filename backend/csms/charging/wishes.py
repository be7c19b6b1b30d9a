"""Deeds on configuration templates, and on the wishes for one charger."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.exceptions import IntegrityError

from csms.charging import standings
from csms.charging.desired import Kind, contradictions
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Words, said
from csms.store import sessions
from csms.store.folding import fold
from csms.store.guard import changing
from csms.store.models import Charger, ConfigurationTemplate, ConfigurationWish

MOST_TEMPLATES = 200
"""All of them are looked at for each page of chargers."""


class Rules(NamedTuple):
    """What the protocol says of keys. check: may a value be wished of chargers; check_charger: of this one.

    Both raise Conflict with the reason.
    """

    kind: Kind
    check: Callable[[str, str], None]
    check_charger: Callable[[Charger, str, str], Awaitable[None]]


Keys = Sequence[dict[str, str]]
"""`key` and `value` each, as REST gives them."""


class Wishes:
    """`fields` are those of the REST resources."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    async def create_template(self, fields: dict[str, Any]) -> UUID:
        """Raises Invalid with the key to blame, Conflict for a name that is taken, or when there are too many."""
        if await ConfigurationTemplate.all().count() >= MOST_TEMPLATES:
            raise Conflict(said("There are {most} templates already; delete one first.", most=MOST_TEMPLATES))
        columns = self._columns(fields)
        try:
            created = await ConfigurationTemplate.create(**columns)
        except IntegrityError as error:
            raise _taken(fields["name"]) from error
        await standings.mark()
        return created.id

    async def update_template(self, template_id: UUID, fields: dict[str, Any]) -> None:
        """Only what is given. Raises NotFound, Invalid, Conflict."""
        row = await ConfigurationTemplate.get_or_none(id=template_id)
        if row is None:
            raise NotFound(said("There is no such configuration template."))
        columns = self._columns(fields)
        row.update_from_dict(columns)
        try:
            async with changing(ConfigurationTemplate, template_id) as connection:
                await row.save(using_db=connection, update_fields=[*columns, "updated_at"])
        except IntegrityError as error:
            raise _taken(fields["name"]) from error
        await standings.mark()

    async def delete_template(self, template_id: UUID) -> None:
        """Chargers keep what they have. Raises NotFound."""
        async with changing(ConfigurationTemplate, template_id) as connection:
            found = await ConfigurationTemplate.filter(id=template_id).using_db(connection).delete()
        if not found:
            raise NotFound(said("There is no such configuration template."))
        await standings.mark()

    async def wish(self, charger_id: UUID, apply: str, keys: Keys) -> None:
        """In the place of all that was wished of this charger before. Raises NotFound, Invalid."""
        charger = await sessions.charger(charger_id)
        if charger is None:
            raise NotFound(said("There is no such charger."))
        stored = self._checked(keys)
        for place, (key, value) in enumerate(stored):
            try:
                await self._rules.check_charger(charger, key, value)
            except Conflict as conflict:
                raise _bad(place, "value", conflict.words) from conflict
        fields = {"apply": apply, "keys": stored}
        async with changing(Charger, charger_id) as connection:
            await ConfigurationWish.update_or_create(fields, charger_id=charger_id, using_db=connection)
        await standings.mark(charger_id)

    def _columns(self, fields: dict[str, Any]) -> dict[str, Any]:
        columns = dict(fields)
        if "name" in columns:
            columns["name_folded"] = fold(columns["name"])[:200]
        if "keys" in columns:
            columns["keys"] = self._checked(columns["keys"])
        return columns

    def _checked(self, keys: Keys) -> list[list[str]]:
        """In the form in which they are stored."""
        seen: set[str] = set()
        for place, pair in enumerate(keys):
            folded = pair["key"].casefold()
            if folded in seen:
                raise _bad(place, "key", said("{key} is named twice.", key=pair["key"]))
            seen.add(folded)
            try:
                self._rules.check(pair["key"], pair["value"])
            except Conflict as conflict:
                raise _bad(place, "value", conflict.words) from conflict
        values = {pair["key"].casefold(): pair["value"] for pair in keys}
        for contradiction in contradictions(lambda key: values.get(key.casefold())):
            raise Invalid(contradiction, errors=(("keys", contradiction),))
        return [[pair["key"], pair["value"]] for pair in keys]


def _bad(place: int, field: str, detail: Words) -> Invalid:
    return Invalid(detail, errors=((f"keys.{place}.{field}", detail),))


def _taken(name: str) -> Conflict:
    detail = said("There is a template {name} already.", name=name)
    return Conflict(detail, errors=(("name", detail),))
