"""Security events that somebody has to see: what is critical by OCPP's list, and what may be an attack.

One matter for each charger and type of event. It is closed by a person who has seen it, or after a month; the next
event of its type opens it anew.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from csms.said import Said, msg, said
from csms.store.matters.matter import LIMIT, matter, places, stamp
from csms.store.models import SecurityEvent
from csms.store.stored_words import read_back
from csms.store.transfer_states import FIRMWARE_KINDS
from csms.store.values import View, fetch, marks, moment

SPAN = timedelta(days=30)
"""Who has not looked for longer finds them in the log."""

OFTEN = 3
"""A charger that starts once has been given its power back; one that starts so often within a day has not."""
OFTEN_WITHIN = timedelta(days=1)

ADVICE = msg(
    {
        "FirmwareUpdated": "Nobody here has asked for it: ask whoever maintains the charger",
        "SecurityLogWasCleared": "Ask who has cleared it, and fetch what is left of the log",
        "MemoryExhaustion": "Restart the charger, and ask its manufacturer for another firmware",
        "TamperDetectionActivated": "Have somebody look at the charger",
        "InvalidFirmwareSignature": (
            "The file is not its manufacturer's: see where it came from before it is sent again"
        ),
        "InvalidFirmwareSigningCertificate": "See whether the charger knows its manufacturer's root",
        "InvalidCentralSystemCertificate": "See which roots the charger has; it may have called somebody else",
        "InvalidChargePointCertificate": "Renew its certificate; if it is good, somebody has tried in its name",
        "CentralSystemFailedToAuthenticate": "See which roots the charger has; it may have called somebody else",
        "FailedToAuthenticateAtCentralSystem": "Give it a new password; if it has the right one, somebody guesses",
        "AttemptedReplayAttacks": "See from where it is connected",
    }
)
"""Types that are told each time, with what to do."""

ROUTINE = msg(
    {
        "StartupOfTheDevice": "See to its power, and what its log says before each start",
        "ResetOrReboot": "See what its log says before each start",
        "SettingSystemTime": "Its clock does not hold: see to its battery, or how it gets the time",
    }
)
"""Critical too, but a part of every start: they are matters when they come often."""

# What was sent here explains a new firmware.
_UNASKED = f"""
(e.type <> 'FirmwareUpdated' OR NOT EXISTS (SELECT 1 FROM transfers t
  WHERE t.charger_id = e.charger_id AND t.kind IN ({", ".join(f"'{kind}'" for kind in FIRMWARE_KINDS)})
    AND t.sent_at >= $1 AND t.sent_at <= e.received_at))
"""  # noqa: S608 - constants
_FOUND = """
SELECT e.charger_id AS charger_id, e.type AS type, COUNT(*) AS times, MAX(e.received_at) AS last_at
FROM security_events e WHERE e.received_at >= $1 AND e.type IN ({types}) {more}
GROUP BY e.charger_id, e.type HAVING COUNT(*) >= {least} ORDER BY MAX(e.received_at) DESC LIMIT {limit}
"""


async def noted(now: datetime) -> list[View]:
    """The last of each kind first."""
    each = _FOUND.format(types=marks(len(ADVICE), 2), more=f"AND {_UNASKED}", least=1, limit=LIMIT)
    often = _FOUND.format(types=marks(len(ROUTINE), 2), more="", least=OFTEN, limit=LIMIT)
    rows = [*await fetch(each, now - SPAN, *ADVICE), *await fetch(often, now - OFTEN_WITHIN, *ROUTINE)]
    found = [
        row | {"charger_id": UUID(str(row["charger_id"])), "last_at": moment(row["last_at"])} for row in rows
    ]
    found = sorted(found, key=lambda row: row["last_at"], reverse=True)[:LIMIT]
    where = await places([row["charger_id"] for row in found])
    return [
        _event(row, where[row["charger_id"]], await _detail(row))
        for row in found
        if row["charger_id"] in where
    ]


async def _detail(row: dict[str, Any]) -> tuple[str, str]:
    """(source, detail) of the last one."""
    mine = SecurityEvent.filter(charger_id=row["charger_id"], type=row["type"], received_at=row["last_at"])
    for found in await mine.limit(1).values_list("source", "detail"):
        return str(found[0]), str(found[1])
    return "charger", ""


def event_key(charger_id: UUID, kind: str, at: datetime) -> str:
    """Of the matter whose last event this is."""
    return f"{charger_id}.{kind}:{stamp(at)}"


def _event(row: dict[str, Any], charger: dict[str, Any], last: tuple[str, str]) -> View:
    name, kind, times = charger["charge_point_id"], row["type"], int(row["times"])
    source, detail = last
    return matter(
        "security",
        event_key(row["charger_id"], kind, row["last_at"]),
        row["last_at"],
        said("{charger}: {event}", charger=name, event=kind),
        [
            _seen(source, kind, times),
            read_back(detail) if source == "server" else detail,
            Said(ADVICE.get(kind) or ROUTINE[kind]),
        ],
        **charger,
    )


def _seen(source: str, kind: str, times: int) -> Said:
    by_server, often = source == "server", times > 1
    if not often:
        return said("Seen by the server") if by_server else said("Reported by the charger")
    if kind in ROUTINE and by_server:
        return said("Seen by the server, {times} times within a day", times=times)
    if kind in ROUTINE:
        return said("Reported by the charger, {times} times within a day", times=times)
    if by_server:
        return said("Seen by the server, {times} times within {days} days", times=times, days=SPAN.days)
    return said("Reported by the charger, {times} times within {days} days", times=times, days=SPAN.days)
