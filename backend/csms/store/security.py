"""Questions about the certificates of chargers, the roots they trust, and security events."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from csms.store.models import Charger, ChargerCertificate, InstalledCertificate, SecurityEvent
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.stored_words import stored_view
from csms.store.values import View

LATEST = 3
"""Events, or certificates, of one charger that are announced when one of them has come, or changed."""


class EventFilter(NamedTuple):
    """What to look for."""

    charger_id: UUID | None = None
    type: str | None = None
    critical: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


async def event_page(limit: int, cursor: Cursor | None, wanted: EventFilter) -> Page:
    """Security events, the last received first."""
    conditions = {
        "charger_id": wanted.charger_id,
        "type": wanted.type,
        "critical": wanted.critical,
        "received_at__gte": wanted.since,
        "received_at__lt": wanted.until,
    }
    query = SecurityEvent.filter(**{name: value for name, value in conditions.items() if value is not None})
    if cursor:
        query = query.filter(older_than("received_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-received_at", "-id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.received_at, row.id))
    names = await _names({row.charger_id for row in kept})
    return page([_event(row, names) for row in kept], following)


async def event_views(ids: Collection[UUID]) -> list[View]:
    """Security events in the form of the REST resource."""
    rows = await SecurityEvent.filter(id__in=list(ids))
    names = await _names({row.charger_id for row in rows})
    return [_event(row, names) for row in rows]


async def latest_events(charger_ids: Collection[UUID]) -> list[View]:
    """Of each charger the security events that came last."""
    found: list[SecurityEvent] = []
    for charger_id in charger_ids:
        query = SecurityEvent.filter(charger_id=charger_id)
        found += await query.order_by("-received_at", "-id").limit(LATEST)
    names = await _names(set(charger_ids))
    return [_event(row, names) for row in found]


async def _names(charger_ids: set[UUID]) -> dict[UUID, str]:
    rows = await Charger.filter(id__in=charger_ids).values_list("id", "charge_point_id")
    return dict(rows)


def _event(row: SecurityEvent, names: dict[UUID, str]) -> View:
    return {
        "id": str(row.id),
        "charger_id": str(row.charger_id),
        "charge_point_id": names.get(row.charger_id),
        "source": row.source,
        "type": row.type,
        "critical": row.critical,
        "detail": row.detail or None,
        "said": stored_view(row.detail) if row.source == "server" else None,
        "occurred_at": row.occurred_at,
        "received_at": row.received_at,
    }


async def certificate_views(ids: Collection[UUID]) -> list[View]:
    """Certificates in the form of the REST resource."""
    rows = await ChargerCertificate.filter(id__in=list(ids))
    names = await _names({row.charger_id for row in rows})
    return [_certificate(row, names) for row in rows]


async def latest_certificates(charger_ids: Collection[UUID]) -> list[View]:
    """Of each charger the certificates that last changed."""
    found: list[ChargerCertificate] = []
    for charger_id in charger_ids:
        query = ChargerCertificate.filter(charger_id=charger_id)
        found += await query.order_by("-updated_at", "-id").limit(LATEST)
    names = await _names(set(charger_ids))
    return [_certificate(row, names) for row in found]


async def certificate(row_id: UUID) -> View:
    """One certificate, which exists."""
    row = await ChargerCertificate.get(id=row_id)
    return _certificate(row, await _names({row.charger_id}))


def _certificate(row: ChargerCertificate, names: dict[UUID, str]) -> View:
    return {
        "id": str(row.id),
        "charger_id": str(row.charger_id),
        "charge_point_id": names.get(row.charger_id),
        "state": row.state,
        "common_name": row.common_name,
        "serial_number": row.serial_number,
        "fingerprint": row.fingerprint,
        "not_before": row.not_before,
        "not_after": row.not_after,
        "chain": row.chain,
        "detail": row.detail or None,
        "said": stored_view(row.detail),
        "requested_at": row.requested_at,
        "updated_at": row.updated_at,
    }


async def installed(charger_id: UUID) -> list[View]:
    """The roots that a charger has, as it told them."""
    rows = InstalledCertificate.filter(charger_id=charger_id).order_by("use", "serial_number", "id")
    names = ("use", "hash_algorithm", "issuer_name_hash", "issuer_key_hash", "serial_number", "reported_at")
    return list(await rows.values(*names))
