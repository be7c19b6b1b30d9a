"""What a charger needs that somebody has begun: firmware, certificates, local lists."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from csms.said import Day, Said, msg, said
from csms.store.matters.matter import LIMIT, matter, places, stamp
from csms.store.models import ChargerCertificate, LocalList
from csms.store.stored_words import read_back
from csms.store.transfer_states import FIRMWARE_KINDS
from csms.store.values import View, fetch, moment

SPAN = timedelta(days=30)
"""Firmware that failed longer ago is no news."""

EXPIRES_WITHIN = timedelta(days=30)

_KINDS = ", ".join(f"'{kind}'" for kind in FIRMWARE_KINDS)
# Over when it is asked for again, or told as installed after all.
_FAILED = f"""
SELECT t.id AS id, t.charger_id AS charger_id, t.state AS state, t.detail AS detail, t.ended_at AS ended_at,
  f.vendor AS vendor, f.model AS model, f.version AS version, f.file_name AS file_name
FROM transfers t LEFT JOIN firmware_files f ON f.id = t.firmware_id
WHERE t.state IN ('failed', 'rejected', 'expired', 'not_sent') AND t.kind IN ({_KINDS})
  AND t.ended_at >= $1 AND NOT EXISTS (SELECT 1 FROM transfers n
    WHERE n.charger_id = t.charger_id AND n.kind IN ({_KINDS}) AND n.created_at > t.created_at)
ORDER BY t.ended_at DESC LIMIT {LIMIT}
"""  # noqa: S608 - constants

_ENDS = msg(
    {
        "failed": "The charger could not take it",
        "rejected": "The charger refused it",
        "expired": "The charger did not come in time",
        "not_sent": "It could not be sent",
    }
)


async def firmware_failed(now: datetime) -> list[View]:
    rows = await fetch(_FAILED, now - SPAN)
    found = await places([UUID(str(row["charger_id"])) for row in rows])
    return [
        matter(
            "firmware",
            str(row["id"]),
            moment(row["ended_at"]),
            _not_taken(place["charge_point_id"], row),
            [Said(_ENDS[row["state"]]), read_back(row["detail"] or ""), place["station_name"]],
            **place,
        )
        for row in rows
        if (place := found.get(UUID(str(row["charger_id"]))))
    ]


def _not_taken(charger: str, row: dict[str, Any]) -> Said:
    if not row["file_name"]:
        return said("{charger} has not taken its firmware", charger=charger)
    version = row["version"] or row["file_name"]
    return said("{charger} has not taken firmware {version}", charger=charger, version=version)


async def certificates_expiring(now: datetime) -> list[View]:
    """Over once another one is in use."""
    ending = ChargerCertificate.filter(state="in_use", not_after__lte=now + EXPIRES_WITHIN)
    rows = await ending.order_by("not_after").limit(LIMIT).values("id", "charger_id", "not_after")
    found = await places([row["charger_id"] for row in rows])
    return [_certificate(row, found[row["charger_id"]], now) for row in rows if row["charger_id"] in found]


def certificate_key(certificate_id: UUID, end: datetime, now: datetime) -> str:
    """Of a certificate near its end; that it is over is another matter."""
    return f"{certificate_id}:{'over' if end <= now else 'near'}"


def _certificate(row: dict[str, Any], place: dict[str, Any], now: datetime) -> View:
    end = row["not_after"]
    over = end <= now
    return matter(
        "certificate",
        certificate_key(row["id"], end, now),
        end if over else end - EXPIRES_WITHIN,
        _expiry(place["charge_point_id"], end, over=over),
        [
            said("Renew it while the charger is online: with an expired one it cannot connect any more"),
            place["station_name"],
        ],
        **place,
    )


def _expiry(charger: str, end: datetime, *, over: bool) -> Said:
    if over:
        return said("The certificate of {charger} has expired", charger=charger)
    return said("The certificate of {charger} expires on {day}", charger=charger, day=Day(end))


def failed_lists() -> QuerySet[LocalList]:
    """Lists that could not be brought up to date, and that are not left alone."""
    return LocalList.filter(state="failed").exclude(mode="off")


async def lists_failed() -> list[View]:
    """Over when the list is in step, or left alone."""
    rows = await failed_lists().order_by("-tried_at").limit(LIMIT)
    found = await places([row.charger_id for row in rows])
    return [_list(row, found[row.charger_id]) for row in rows if row.charger_id in found]


def _list(row: LocalList, place: dict[str, Any]) -> View:
    since = row.synced_at or row.created_at
    return matter(
        "local_list",
        f"{row.charger_id}:{stamp(since)}",
        row.tried_at or row.updated_at,
        said("The local list of {charger} could not be brought up to date", charger=place["charge_point_id"]),
        [read_back(row.error), said("Offline, it decides by an older list"), place["station_name"]],
        **place,
    )
