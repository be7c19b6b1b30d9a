"""Local authorization lists (OCPP 1.6 section 3.5): what a charger's list shall be, and when to look at it again.

Everything that may have changed a list only marks it; `local_list_sync` works off what is marked.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.expressions import F, Q, Subquery

from csms.charging.authorization import fold
from csms.charging.local_list_plan import LONGEST, LONGEST_MESSAGE, Limits
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Said, said
from csms.store import local_lists, sessions
from csms.store.facts import ChargerBooted, ConfigurationChanged
from csms.store.guard import changing
from csms.store.list_copies import Update, applied
from csms.store.models import Charger, IdTag, LocalList, LocalListCopy, LocalListTag
from csms.store.stored_words import LISTS_OFF, NO_LISTS
from csms.store.tag_records import AT_ONCE
from csms.store.values import on_postgres

PROFILE = "LocalAuthListManagement"
ENABLED = "localauthlistenabled"
REFUSED = ("failed", "unsupported")
REST = timedelta(hours=1)
"""A charger that boots again and again is not sent its list each time."""


async def limits(charger_id: UUID) -> Limits:
    """What the charger has told of itself (9.2), within what we do at all."""
    per_message = await sessions.configured_integer(charger_id, "SendLocalListMaxLength")
    total = await sessions.configured_integer(charger_id, "LocalAuthListMaxLength")
    return Limits(
        LONGEST_MESSAGE if per_message is None else max(1, per_message),
        LONGEST if total is None else min(total, LONGEST),
    )


async def check(charger: Charger, update: Update) -> None:
    """Whether an update can be sent. Raises Conflict with the reason that the charger would have, Invalid."""
    profiles = await sessions.configured_text(charger.id, "SupportedFeatureProfiles")
    if profiles and PROFILE.casefold() not in profiles.casefold():
        raise Conflict(Said(NO_LISTS))
    per_message = await sessions.configured_integer(charger.id, "SendLocalListMaxLength")
    total = await sessions.configured_integer(charger.id, "LocalAuthListMaxLength")
    count = len(update.changes)
    if per_message is not None and count > per_message:
        message = said(
            "The charger takes {most} tags in one message (SendLocalListMaxLength)", most=per_message
        )
        raise Invalid(
            said("{message}, not {count}.", message=message, count=count),
            errors=(("localAuthorizationList", message),),
        )
    if total is not None and await _length_after(charger.id, update) > total:
        raise Conflict(
            said("The charger's list has room for {total} tags (LocalAuthListMaxLength).", total=total)
        )


async def _length_after(charger_id: UUID, update: Update) -> int:
    copy = await local_lists.copy_of(charger_id)
    known = copy.version is not None and copy.attempt is None
    return len(applied(copy.entries if known else {}, update))


class KnownSettings(NamedTuple):
    """complete: whether the charger has told how much fits into a message. obstacle: why it takes no list, or ""."""

    complete: bool
    obstacle: str


async def known_settings(charger_id: UUID) -> KnownSettings:
    """What the charger has told of itself (9.2)."""
    per_message = await sessions.configured_integer(charger_id, "SendLocalListMaxLength")
    profiles = await sessions.configured_text(charger_id, "SupportedFeatureProfiles")
    enabled = await sessions.configured_text(charger_id, "LocalAuthListEnabled")
    obstacle = ""
    if profiles and PROFILE.casefold() not in profiles.casefold():
        obstacle = NO_LISTS
    elif enabled.casefold() == "false":
        obstacle = LISTS_OFF
    return KnownSettings(per_message is not None, obstacle)


class LocalLists:
    """Deeds of operators, and what happens to a charger."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    async def intend(self, charger_id: UUID, mode: str, id_tags: Sequence[str]) -> None:
        """What the charger's list shall be. id_tags: the choice of mode `tags`. Raises NotFound, Invalid."""
        if id_tags and mode != "tags":
            message = said("Only mode tags has a choice of tags")
            raise Invalid(said("{message}.", message=message), errors=(("id_tags", message),))
        chosen = await _registered(id_tags)
        charger = await sessions.charger(charger_id)
        if charger is None:
            raise NotFound(said("There is no such charger."))
        row, _ = await LocalList.get_or_create(
            {"charge_point_id": charger.charge_point_id}, charger_id=charger_id
        )
        fields = _LEFT_ALONE if mode == "off" else _LOOKED_AT_ANEW | _due(self._now()) | {"mode": mode}
        async with changing(LocalList, row.id) as connection:
            mine = LocalList.filter(id=row.id).using_db(connection)
            await mine.update(**fields, revision=F("revision") + 1)
            await LocalListTag.filter(charger_id=charger_id).using_db(connection).delete()
            rows = [LocalListTag(charger_id=charger_id, id_tag_id=tag_id) for tag_id in chosen]
            await LocalListTag.bulk_create(rows, batch_size=AT_ONCE, using_db=connection)

    async def send_again(self, charger_id: UUID) -> None:
        """Compare versions, and send all of the list, whatever we believe. Raises Conflict when it is off."""
        query = LocalList.filter(charger_id=charger_id).exclude(mode="off")
        fields = _LOOKED_AT_ANEW | {"verify": True, "resend": True}
        if not await query.update(**fields, revision=F("revision") + 1, **_due(self._now())):
            raise Conflict(said("The charger's list is left alone (mode off): there is nothing to send."))

    # -- what happens to a charger -------------------------------------------------------------------------------------

    async def connected(self, charger_id: UUID) -> None:
        """Back again: its list may be another (LL-06). Who synchronised it over the old connection has ended.

        One that failed before keeps its time: a charger that hangs up at every list is not sent one at each return.
        """
        if await _looked_after(charger_id):
            back = LocalList.filter(charger_id=charger_id).exclude(mode="off").exclude(state__in=REFUSED)
            await back.update(verify=True)
            await back.filter(state="syncing").update(claim=None, state="pending")
            await back.filter(failures__lte=1).update(state="pending", **_due(self._now()))
            await back.filter(due_at__lt=self._now()).update(**_due(self._now()))

    async def booted(self, fact: ChargerBooted) -> None:
        """The reaction to a boot (LL-06). New firmware is another charger: it may do what the old one refused."""
        query = LocalList.filter(charger_id=fact.charger_id).exclude(mode="off")
        row = await query.first()
        if row is None:
            return
        if row.state in REFUSED and self._worth_a_try(row, fact):
            await query.update(**_LOOKED_AT_ANEW, **_due(self._now()))
        await query.update(verify=True, revision=F("revision") + 1)
        await query.filter(state="in_step").update(state="pending", **_due(self._now()))

    def _worth_a_try(self, row: LocalList, fact: ChargerBooted) -> bool:
        if row.firmware_version != fact.firmware_version:
            return True
        rested = row.tried_at is not None and self._now() - row.tried_at > REST
        return row.state == "failed" and rested

    async def configured(self, fact: ConfigurationChanged) -> None:
        """The reaction to a changed setting: a list that was switched on can be sent."""
        if fact.key.casefold() == ENABLED and fact.value == "true":
            query = LocalList.filter(charger_id=fact.charger_id, state__in=REFUSED)
            await query.update(**_LOOKED_AT_ANEW, **_due(self._now()))


_LOOKED_AT_ANEW: dict[str, Any] = {"state": "pending", "failures": 0, "error": "", "claim": None}
_LEFT_ALONE: dict[str, Any] = _LOOKED_AT_ANEW | {
    "mode": "off",
    "state": "off",
    "due_at": None,
    "verify": False,
    "resend": False,
    "wanted_count": 0,
    "too_long_count": 0,
    "no_room_count": 0,
}


def _due(now: datetime) -> dict[str, Any]:
    return {"due_at": now, "updated_at": now}


async def _looked_after(charger_id: UUID) -> bool:
    """Asked first, because most chargers have no list of ours, and a question locks nothing."""
    return await LocalList.filter(charger_id=charger_id).exclude(mode="off").exists()


async def _registered(id_tags: Sequence[str]) -> list[UUID]:
    wanted = {fold(token): token for token in id_tags}
    found: dict[str, UUID] = {}
    folded = list(wanted)
    for start in range(0, len(folded), AT_ONCE):
        part = IdTag.filter(folded__in=folded[start : start + AT_ONCE], type="")
        found |= {str(row[0]): row[1] for row in await part.values_list("folded", "id")}
    if unknown := [token for key, token in wanted.items() if key not in found]:
        message = said("{token} is not registered", token=unknown[0])
        raise Invalid(
            said("The id tag {token} is not registered.", token=unknown[0]), errors=(("id_tags", message),)
        )
    return list(found.values())


# -- what happens to tags and places -----------------------------------------------------------------------------------


async def tag_changed(tag_id: UUID, folded: Collection[str], connection: BaseDBAsyncClient) -> None:
    """A tag was made, changed or deleted: the lists that it is on, or should be, or those of its group, are due.

    folded: the tag as it was and as it is. However many chargers, it is two statements: each list is worked off later.
    """
    of_group = Subquery(IdTag.filter(parent_folded__in=list(folded)).values("id"))
    chosen = LocalListTag.filter(Q(id_tag_id=tag_id) | Q(id_tag_id__in=of_group))
    concerned = Q(mode="all") | Q(mode="tags", charger_id__in=Subquery(chosen.values("charger_id")))
    await _mark(concerned, connection)


async def tags_changed(connection: BaseDBAsyncClient) -> None:
    """Many tags at once: every list is due, which costs those that none of them is on a look."""
    await _mark(~Q(mode="off"), connection)


async def tag_deleted(tag_id: UUID, folded: str, connection: BaseDBAsyncClient) -> None:
    """It goes off every list, and out of every choice."""
    await tag_changed(tag_id, {folded}, connection)
    await LocalListTag.filter(id_tag_id=tag_id).using_db(connection).delete()


async def moved(charger_ids: Collection[UUID], connection: BaseDBAsyncClient) -> None:
    """Chargers came to another station: tags that are limited to stations are good there, or no more."""
    await _mark(Q(charger_id__in=list(charger_ids)) & ~Q(mode="off"), connection)


HOLD = """
SELECT count(*) FROM (SELECT 1 FROM local_lists WHERE mode <> 'off' ORDER BY charger_id FOR UPDATE) AS held
"""
"""Many lists at once, in the order in which the journal takes them: nobody waits crosswise."""


async def _mark(concerned: Q, connection: BaseDBAsyncClient) -> None:
    """One that is being synchronised now is due again by its revision; one that waits has its time."""
    if on_postgres():
        await connection.execute_query(HOLD)
    lists = LocalList.filter(concerned).using_db(connection)
    await lists.update(revision=F("revision") + 1)
    await lists.filter(state="in_step").update(state="pending", **_due(datetime.now(UTC)))


async def forget(charger_id: UUID) -> None:
    """The charger is gone, and with it its list."""
    for model in (LocalList, LocalListCopy, LocalListTag):
        await model.filter(charger_id=charger_id).delete()
