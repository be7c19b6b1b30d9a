"""Webhooks that were switched off because nobody takes what is sent there."""

from urllib.parse import urlsplit

from csms.store.matters.matter import LIMIT, matter, stamp
from csms.store.models import Webhook
from csms.store.values import View

_WHY = {
    "gone": "The receiver says that it is gone for good (410)",
    "failing": "For days nothing could be delivered",
}


async def switched_off() -> list[View]:
    """Those that we have switched off; who switches one off himself knows."""
    query = Webhook.filter(enabled=False, disabled_at__not_isnull=True).order_by("-disabled_at")
    return [_off(row) for row in await query.limit(LIMIT) if row.disabled_at]


def _off(row: Webhook) -> View:
    assert row.disabled_at is not None
    return matter(
        "webhook",
        f"{row.id}:{stamp(row.disabled_at)}",
        row.disabled_at,
        f"Webhook to {urlsplit(row.url).hostname} is switched off",
        [_WHY.get(row.disabled_reason or ""), row.description, "Switch it on again, or delete it"],
    )
