"""Everything that is stored about a person, for a data request: section by section, in bounded memory."""

from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from csms.store import meter_values, reservations, transactions, users
from csms.store.id_tags import id_tag_views
from csms.store.models import AuditEntry, Identity, IdTag, Reservation, Session, Transaction, User
from csms.store.paging import read_cursor
from csms.store.transactions import Filter
from csms.store.values import View

AT_ONCE = 500
SAMPLES_AT_ONCE = 5_000

Section: TypeAlias = tuple[str, AsyncIterator[View]]


async def profile(user_id: UUID) -> View:
    """The account, without its password. Raises NotFound."""
    view = await users.view(user_id)
    metadata = await User.get(id=user_id).values("user_metadata", "app_metadata")
    return {**view, **metadata}


def sections(user_id: UUID) -> list[Section]:
    """What there may be much of, each with its name in the document."""
    return [
        ("identities", _identities(user_id)),
        ("sign_ins", _sign_ins(user_id)),
        ("id_tags", _id_tags(user_id)),
        ("transactions", _transactions(user_id)),
        ("meter_values", _meter_values(user_id)),
        ("reservations", _reservations(user_id)),
        ("audit_entries", _audit_entries(user_id)),
    ]


async def _identities(user_id: UUID) -> AsyncIterator[View]:
    columns = ("issuer", "subject", "email", "created_at", "last_seen_at")
    for row in await Identity.filter(user_id=user_id).order_by("created_at", "id").values(*columns):
        yield row


async def _sign_ins(user_id: UUID) -> AsyncIterator[View]:
    columns = ("created_at", "last_used_at", "ended_at", "user_agent", "address")
    for row in await Session.filter(user_id=user_id).order_by("created_at", "id").values(*columns):
        yield row


async def _id_tags(user_id: UUID) -> AsyncIterator[View]:
    ids: list[UUID] = await IdTag.filter(user_id=user_id).order_by("id").values_list("id", flat=True)  # type: ignore[assignment]
    for start in range(0, len(ids), AT_ONCE):
        for view in await id_tag_views(ids[start : start + AT_ONCE]):
            yield view


async def _transactions(user_id: UUID) -> AsyncIterator[View]:
    ask = partial(
        transactions.list_page, AT_ONCE, wanted=Filter(user_id=user_id), views=transactions.record_views
    )
    async for view in _everything(ask):
        yield view


async def _meter_values(user_id: UUID) -> AsyncIterator[View]:
    """Session by session; `transaction` says of which."""
    async for row in _transactions(user_id):
        row_id = UUID(row["id"])
        ask = partial(
            meter_values.list_page,
            SAMPLES_AT_ONCE,
            transaction_id=row_id,
            wanted=meter_values.Wanted(),
        )
        async for view in _everything(ask):
            yield {"transaction": row["id"], **view}


async def _reservations(user_id: UUID) -> AsyncIterator[View]:
    """For the person's cards; where one was another's before, only since that one's last session."""
    for folded in await IdTag.filter(user_id=user_id).order_by("folded").values_list("folded", flat=True):
        mine = Reservation.filter(id_token_folded=folded)
        if since := await _others_until(user_id, str(folded)):
            mine = mine.filter(created_at__gt=since)
        ids: list[UUID] = await mine.order_by("created_at", "id").values_list("id", flat=True)  # type: ignore[assignment]
        for start in range(0, len(ids), AT_ONCE):
            for view in await reservations.reservation_views(ids[start : start + AT_ONCE]):
                yield view


async def _others_until(user_id: UUID, folded: str) -> datetime | None:
    others = Transaction.filter(id_token_folded=folded, user_id__not_isnull=True).exclude(user_id=user_id)
    last = await others.order_by("-started_at").first()
    return last.started_at if last else None


async def _audit_entries(user_id: UUID) -> AsyncIterator[View]:
    """What the person did, and what was done to the account: not by whom, who is somebody else."""
    columns = ("at", "operation", "target_kind", "target_id", "request", "status")
    for row in (
        await AuditEntry.filter(actor_id=user_id)
        .order_by("at", "id")
        .values(*columns, "address", "user_agent")
    ):
        yield row
    others = AuditEntry.filter(target_id=str(user_id)).exclude(actor_id=user_id)
    for row in await others.order_by("at", "id").values(*columns):
        yield row


async def _everything(ask: Any) -> AsyncIterator[View]:
    cursor = None
    while True:
        page = await ask(cursor)
        for item in page["items"]:
            yield item
        if page["next_cursor"] is None:
            return
        cursor = read_cursor(page["next_cursor"])
