"""A person is forgotten: the account goes, the cards go, and what has to stay names nobody.

What is stored is looked through before and after the account goes: the second time for what came meanwhile. Cut off
in between, it can be asked for again, and gives the same pseudonyms.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from csms.auth import addresses
from csms.auth.errors import InvalidInput
from csms.charging import last_uses, local_lists
from csms.charging.authorization import fold
from csms.charging.imports import parts
from csms.charging.pseudonyms import SHORTEST_WORD, Pseudonyms, is_pseudonym, pseudonym
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Said, said
from csms.store import accounts, traces
from csms.store.models import (
    AuditEntry,
    Command,
    EnergyDay,
    EnergyQuarter,
    Identity,
    IdTag,
    LocalListCopy,
    MeterValue,
    Reservation,
    SessionFigures,
    Transaction,
    TransactionEvent,
    UnknownTag,
    User,
)

_PERSONAL = ("email", "name", "password")
"""Of an account that was made or changed, also what it was before."""

_GOES = ("users", "id_tags")
"""What goes as a whole a moment later must be found until then."""
_LAST = "transactions"
"""It says which cards the person had: whoever is cut off and begins again must find them until all else is done."""

_DEVICES = (
    "stations",
    "chargers",
    "connectors",
    "nodes",
    "charger_certificates",
    "installed_certificates",
    "configuration_keys",
    "configuration_templates",
    "configuration_wishes",
    "configuration_attempts",
    "configuration_drifts",
    "configuration_standings",
    "firmware_files",
)
"""What is about things: a number there is none of a card, and a charger keeps its identity, whatever it looks like."""


@dataclass(slots=True)
class Erased:
    """changed: rows by table. kept: what stays, and why."""

    cards: int = 0
    transactions: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    kept: list[tuple[Said, Said]] = field(default_factory=list)


async def erase(
    user_id: UUID, email: str, now: Callable[[], datetime], *, signed_readings: bool = False
) -> Erased:
    """email: repeated, so that nobody is erased by a slip. Raises NotFound, Invalid and Conflict.

    signed_readings: whether what meters have signed goes too, where no law asks any more that it is kept.
    """
    user = await _confirmed(user_id, email)
    names = Pseudonyms(user_id, await _addresses(user), await _cards(user_id), _name(user))
    await _require_rest(user_id, names)
    await User.filter(id=user_id).update(banned=True)
    await accounts.end_sessions_of(user_id, now())
    result = Erased(cards=len(names.cards), transactions=await Transaction.filter(user_id=user_id).count())
    if signed_readings:
        await _forget_signed(user_id, result)
    result.kept = await _kept(user_id, names)
    await _forget_unknown(names)
    await _rewrite_all(names, result, before=True)
    await _forget(user_id, names)
    await _rewrite_all(names, result, before=False)
    return result


async def _forget_signed(user_id: UUID, result: Erased) -> None:
    """Their text, which names the card. The energy is not from them alone: the record stays as it is."""
    ids = await Transaction.filter(user_id=user_id).values_list("id", flat=True)
    for part in parts(list(ids)):
        signed = MeterValue.filter(transaction_id__in=part, signed=True)
        count = await signed.exclude(raw_text="").update(raw_text="")
        if count:
            result.changed[traces.READINGS] = result.changed.get(traces.READINGS, 0) + count


async def _confirmed(user_id: UUID, email: str) -> User:
    user = await User.get_or_none(id=user_id)
    if user is None:
        raise NotFound(said("There is no such user."))
    try:
        repeated = addresses.fold(email)
    except InvalidInput:
        repeated = email.strip()  # whom Supabase names no address of has the own id in its place
    if repeated != user.email:
        message = said("Is not the e-mail address of this user")
        raise Invalid(
            said("{field}: {message}.", field="email", message=message), errors=(("email", message),)
        )
    if user.role == accounts.ADMIN:
        raise Conflict(said("This is an administrator: take the role away first."))
    return user


def _name(user: User) -> str:
    name = user.user_metadata.get("name")
    return name.strip() if isinstance(name, str) else ""


async def _addresses(user: User) -> list[str]:
    """The person's, also the one that is wanted instead, and what others who vouch for the person say."""
    identities = await Identity.filter(user_id=user.id).values_list("email", flat=True)
    found = {user.email, user.new_email, *map(str, identities)} - {None, ""}
    return sorted(text.casefold() for text in found if text)


async def _cards(user_id: UUID) -> list[str]:
    """The person's own; and those of earlier sessions that are nobody's any more. Another's now stays the other's."""
    own = await IdTag.filter(user_id=user_id).values_list("value", flat=True)
    used = {row for row in await _tokens(user_id) if not is_pseudonym(row[1])}
    registered: set[Any] = set()
    for part in parts({folded for _, folded in used}):
        registered.update(await IdTag.filter(folded__in=part).values_list("folded", flat=True))
    return [*map(str, own), *(token for token, folded in used if folded not in registered)]


async def _tokens(user_id: UUID) -> list[tuple[str, str]]:
    """Spelling and folded form of every card that the person's sessions were started with."""
    rows = Transaction.filter(user_id=user_id, id_token_folded__not_isnull=True).distinct()
    return [
        (str(value), str(folded)) for value, folded in await rows.values_list("id_token", "id_token_folded")
    ]


async def _require_rest(user_id: UUID, names: Pseudonyms) -> None:
    """Nothing is under way that still has to name the person."""
    if await Transaction.exists(user_id=user_id, stopped_at=None) or await _any(
        Transaction, names, "id_token_folded", stopped_at=None
    ):
        raise Conflict(said("A session of this person has not ended. Stop it first."))
    if await _any(Reservation, names, "id_token_folded", state__in=("requested", "active")):
        raise Conflict(said("A connector is reserved for this person. Cancel the reservation first."))
    async for command in Command.filter(state__in=("pending", "sent")):
        request = json.dumps(command.request)
        if names.text(request) != request:
            raise Conflict(
                said("A command that names this person is on its way. Wait for its end, or its expiry.")
            )


async def _any(model: Any, names: Pseudonyms, column: str, **conditions: Any) -> bool:
    for part in parts(names.cards):
        if await model.exists(**{f"{column}__in": part}, **conditions):
            return True
    return False


async def _rewrite_all(names: Pseudonyms, result: Erased, *, before: bool) -> None:
    for table in sorted(traces.tables(), key=lambda table: table.name == _LAST):
        if before and table.name in _GOES:
            continue
        anew = names.address if table.name in _DEVICES else names.column
        if count := await traces.rewrite(table, names.needles, anew):
            result.changed[table.name] = result.changed.get(table.name, 0) + count


async def _forget(user_id: UUID, names: Pseudonyms) -> None:
    """The account and its cards, in one transaction. A session that has begun meanwhile stops it."""
    async with in_transaction() as connection:
        held = await User.filter(id=user_id).using_db(connection).update(banned=True)
        running = Transaction.filter(user_id=user_id, stopped_at=None).using_db(connection)
        if not held or await running.exists():
            raise Conflict(said("A session of this person has just begun. Stop it, and ask again."))
        await _forget_cards(user_id, names, connection)
        await _forget_in_lists(names, connection)
        await _forget_in_records(user_id, names, connection)
        await User.filter(id=user_id).using_db(connection).delete()


async def _forget_cards(user_id: UUID, names: Pseudonyms, connection: BaseDBAsyncClient) -> None:
    for tag in await IdTag.filter(user_id=user_id).using_db(connection):
        await local_lists.tag_deleted(tag.id, tag.folded, connection)
        await tag.delete(using_db=connection)
    await _forget_unknown(names, connection)
    for part in parts(names.cards):
        for tag in await IdTag.filter(parent_folded__in=part).using_db(connection):
            assert tag.parent_folded is not None
            tag.parent_value = tag.parent_folded = names.cards[tag.parent_folded]
            await tag.save(using_db=connection, update_fields=["parent_value", "parent_folded", "updated_at"])


async def _forget_unknown(names: Pseudonyms, connection: BaseDBAsyncClient | None = None) -> None:
    for part in parts(names.cards):
        await UnknownTag.filter(folded__in=part).using_db(connection).delete()


async def _forget_in_lists(names: Pseudonyms, connection: BaseDBAsyncClient) -> None:
    """What a charger has is nobody's to say any more: the next synchronisation sends it a whole list."""
    gone = set(names.cards.values())
    async for copy in LocalListCopy.all().using_db(connection):
        kept = [entry for entry in copy.entries if entry["id_tag"] not in gone]
        if len(kept) < len(copy.entries):
            copy.update_from_dict({"entries": kept, "version": None})
            await copy.save(using_db=connection, update_fields=["entries", "version"])


async def _forget_in_records(user_id: UUID, names: Pseudonyms, connection: BaseDBAsyncClient) -> None:
    """Sessions with a card that is another's now: only they lose its number, and not all of its history."""
    own = Transaction.filter(user_id=user_id).using_db(connection)
    for row in await own.only("id", "id_token_folded"):
        if row.id_token_folded and not is_pseudonym(row.id_token_folded):
            await _unname(row.id, pseudonym(user_id, row.id_token_folded), row.id_token_folded, connection)
            await last_uses.mark({row.id_token_folded}, connection)
    await traces.disown(user_id, connection)
    for entry in await AuditEntry.filter(target_id=names.account).using_db(connection):
        if entry.request:
            entry.request = {key: value for key, value in entry.request.items() if key not in _PERSONAL}
            await entry.save(using_db=connection, update_fields=["request"])
    await (
        AuditEntry.filter(actor_id=user_id)
        .using_db(connection)
        .update(actor_id=None, address="", user_agent="")
    )


async def _unname(row_id: UUID, name: str, folded: str, connection: BaseDBAsyncClient) -> None:
    rows = Transaction.filter(id=row_id).using_db(connection)
    await rows.update(id_token=name, id_token_folded=name)
    for figures in (EnergyQuarter, EnergyDay, SessionFigures):
        await figures.filter(transaction_id=row_id).using_db(connection).update(id_token_folded=name)
    for row in await rows.filter(stop_id_token__not_isnull=True):
        if fold(row.stop_id_token or "") == folded:
            await rows.update(stop_id_token=name)
    for event in await TransactionEvent.filter(transaction_id=row_id).using_db(connection):
        data = {
            key: name if isinstance(value, str) and fold(value) == folded else value
            for key, value in event.data.items()
        }
        if data != event.data:
            await TransactionEvent.filter(id=event.id).using_db(connection).update(data=data)


async def _kept(user_id: UUID, names: Pseudonyms) -> list[tuple[Said, Said]]:
    own = Transaction.filter(user_id=user_id)
    ids = await own.values_list("id", flat=True)
    signed = 0
    for part in parts(list(ids)):
        readings = MeterValue.filter(transaction_id__in=part, signed=True)
        signed += await readings.exclude(raw_text="").count()
    kept = [
        (
            said(
                "{count, plural, one {# record} other {# records}} of charging sessions",
                count=len(ids),
            ),
            said("Records of what was delivered have to be kept; they name nobody"),
        ),
        (
            said("The audit trail"),
            said("Who did what to the system has to stay provable, under a pseudonym"),
        ),
    ]
    if signed:
        readings_signed = said(
            "{count, plural, one {# reading} other {# readings}} that the meter has signed", count=signed
        )
        why = said(
            "The signature covers the card's number. They can be forgotten too where no law asks for them"
        )
        kept.append((readings_signed, why))
    if any(len(card) < SHORTEST_WORD for card in names.cards):
        why = said(
            "A card of fewer than {count} characters cannot be told from other words there",
            count=SHORTEST_WORD,
        )
        kept.append((said("Mentions in free texts"), why))
    kept += [
        (
            said("What people have typed that names the person in other words than the name and surname"),
            said("Nobody but a reader can tell whom it is about"),
        ),
        (
            said("What webhooks and letters have told others"),
            said("It is with them; what is stored of it here names nobody"),
        ),
        (
            said("Files that chargers have delivered, backups, logs of the server"),
            said("They are outside of the database"),
        ),
    ]
    return kept
