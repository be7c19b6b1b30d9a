"""The append-only story of a transaction."""

from uuid import UUID

from csms.store.models import TransactionEvent
from csms.store.paging import Cursor, Page, cut, page
from csms.store.values import View


async def list_page(limit: int, cursor: Cursor | None, *, transaction_id: UUID) -> Page:
    """In the order in which it was written."""
    query = TransactionEvent.filter(transaction_id=transaction_id)
    if cursor:
        query = query.filter(id__gt=cursor.number())
    rows = await query.order_by("id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.id, row.id))
    return page([_view(row) for row in kept], following)


def _view(row: TransactionEvent) -> View:
    names = ("id", "kind", "disposition", "occurred_at", "received_at", "data")
    return {name: getattr(row, name) for name in names}
