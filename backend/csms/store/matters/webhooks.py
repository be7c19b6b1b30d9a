"""Webhooks that were switched off because nobody takes what is sent there."""

from urllib.parse import urlsplit

from csms.said import Said, msg, said
from csms.store.matters.matter import LIMIT, matter, stamp
from csms.store.models import Webhook
from csms.store.values import View

_WHY = msg(
    {
        "gone": "The receiver says that it is gone for good (410)",
        "failing": "For days nothing could be delivered",
    }
)


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
        said("Webhook to {host} is switched off", host=urlsplit(row.url).hostname or ""),
        [
            Said(_WHY[row.disabled_reason]) if row.disabled_reason in _WHY else None,
            row.description,
            said("Switch it on again, or delete it"),
        ],
    )
