"""What needs a person: faults, silent chargers, refused connections, suspect transactions.

Nothing of it is stored: it is read from how things are, so a matter that has settled itself is gone. Only that
somebody put a matter aside is stored, under an id that changes when the matter is a new one.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from csms.store import transactions
from csms.store.days import day_of
from csms.store.identities import Likeness, likeness
from csms.store.models import AttentionDismissal, Charger, ConnectionRefusal, Connector, Transaction
from csms.store.values import View

LIMIT = 100
"""Matters of one kind that are listed."""

SILENCE = timedelta(minutes=1)
"""A charger that is away for less has only reconnected."""

REFUSAL_SPAN = timedelta(days=1)
SUSPECT_SPAN = timedelta(days=30)
CANDIDATES = 1000
"""Chargers that never connected, compared with a refused identity."""


async def attention_count(now: datetime) -> int:
    """How many matters need a person."""
    return len(await items(now))


async def items(now: datetime) -> list[View]:
    """Matters that nobody has put aside, newest first."""
    matters = [
        *await _faulted(),
        *await _offline(now),
        *await _refused(now),
        *await _suspect(now),
    ]
    aside = await _put_aside([matter["id"] for matter in matters], now)
    return sorted(
        (matter for matter in matters if matter["id"] not in aside),
        key=lambda matter: matter["at"],
        reverse=True,
    )


async def recovered_today(now: datetime, zone: ZoneInfo) -> int:
    """Chargers that were away and came back by themselves on the viewer's day."""
    back = Q(online=True, offline_since__isnull=False, online_since__gte=day_of(now, zone).start)
    return await Charger.filter(back).count()


async def _put_aside(ids: Collection[str], now: datetime) -> set[str]:
    still = Q(until__isnull=True) | Q(until__gt=now)
    return set(await AttentionDismissal.filter(still, id__in=list(ids)).values_list("id", flat=True))  # type: ignore[arg-type]


def _matter(kind: str, key: str, at: datetime, title: str, detail: list[str | None], **of: Any) -> View:
    sentences = " ".join(f"{sentence.rstrip('.')}." for sentence in detail if sentence)
    return {
        "id": f"{kind}:{key}",
        "kind": kind,
        "at": at,
        "charger_id": of.get("charger_id"),
        "charge_point_id": of.get("charge_point_id"),
        "connector_id": of.get("connector_id"),
        "station_name": of.get("station_name"),
        "transaction_id": of.get("transaction_id"),
        "title": title,
        "detail": sentences,
        "suggestion": of.get("suggestion"),
    }


# -- faults ------------------------------------------------------------------------------------------------------------

FAULTS = {
    "ConnectorLockFailure": "The connector cannot be locked or unlocked",
    "EVCommunicationError": "The car and the charger do not understand each other",
    "GroundFailure": "Leakage current found, power is off",
    "HighTemperature": "It is too hot inside",
    "InternalError": "Hardware or software inside has failed",
    "OverCurrentFailure": "Too much current",
    "OverVoltage": "Voltage is too high",
    "PowerMeterFailure": "The meter cannot be read",
    "PowerSwitchFailure": "The power switch does not obey",
    "ReaderFailure": "The card reader has failed",
    "ResetFailure": "A restart did not work",
    "UnderVoltage": "Voltage is too low",
    "WeakSignal": "The radio signal is weak",
}
"""OCPP 1.6, 7.6 in plain words."""


async def _faulted() -> list[View]:
    query = Connector.filter(status="Faulted", charger__online=True).order_by("-received_at").limit(LIMIT)
    rows = await query.values(
        "id", "evse_id", "error_code", "info", "vendor_error_code", "received_at", "charger_id",
        "charger__charge_point_id", "charger__station__name",
    )  # fmt: skip
    return [_fault(row) for row in rows if row["received_at"]]


def _fault(row: dict[str, Any]) -> View:
    name, connector, code = row["charger__charge_point_id"], row["evse_id"], row["error_code"]
    place = f"{name}, connector {connector}" if connector else name
    named = code if code and code not in ("NoError", "OtherError") else row["vendor_error_code"]
    return _matter(
        "faulted",
        f"{row['id']}:{_stamp(row['received_at'])}",
        row["received_at"],
        f"{place}: {named or 'faulted'}",
        [FAULTS.get(code or ""), row["info"], row["charger__station__name"]],
        charger_id=str(row["charger_id"]),
        charge_point_id=name,
        connector_id=connector or None,
        station_name=row["charger__station__name"],
    )


def _stamp(at: datetime) -> str:
    return str(int(at.timestamp()))


# -- silence -----------------------------------------------------------------------------------------------------------


async def _offline(now: datetime) -> list[View]:
    away = Charger.filter(online=False, last_seen_at__isnull=False, offline_since__lte=now - SILENCE)
    columns = ("id", "charge_point_id", "last_seen_at", "offline_since", "station__name")
    rows = await away.order_by("-offline_since").limit(LIMIT).values(*columns)
    sessions = await _sessions([row["id"] for row in rows])
    return [_silence(row, sessions[row["id"]], now) for row in rows]


async def _sessions(charger_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    running: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    query = Transaction.filter(state="active", charger_id__in=charger_ids).order_by("started_at")
    for row in await query.values("id", "charger_id", "evse_id", "id_token", "energy_wh"):
        running[row["charger_id"]].append(row)
    return running


def _silence(row: dict[str, Any], sessions: list[dict[str, Any]], now: datetime) -> View:
    session = sessions[0] if len(sessions) == 1 else None
    return _matter(
        "offline",
        f"{row['id']}:{_stamp(row['offline_since'])}",
        row["offline_since"],
        f"{row['charge_point_id']} has been silent for {_span(now - row['last_seen_at'])}",
        [*_lost_sight_of(sessions), row["station__name"]],
        charger_id=str(row["id"]),
        charge_point_id=row["charge_point_id"],
        connector_id=session["evse_id"] if session else None,
        station_name=row["station__name"],
        transaction_id=str(session["id"]) if session else None,
    )


def _lost_sight_of(sessions: list[dict[str, Any]]) -> list[str]:
    if not sessions:
        return ["No session was running"]
    if len(sessions) > 1:
        return [f"{len(sessions)} sessions were running", "They go on without us"]
    energy = sessions[0]["energy_wh"]
    so_far = f", {energy / 1000:.1f} kWh so far" if energy is not None else ""
    return [f"It was charging {sessions[0]['id_token']}{so_far}", "The session goes on without us"]


def _span(length: timedelta) -> str:
    """The dashboard's wording of a duration: 12 min, 3 h 05 min, 2 days."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02} min"
    return f"{hours // 24} days"


# -- refusals ----------------------------------------------------------------------------------------------------------


async def _refused(now: datetime) -> list[View]:
    """One matter for each identity that was refused lately and has not come in since."""
    recent = ConnectionRefusal.filter(last_at__gte=now - REFUSAL_SPAN).order_by("-last_at").limit(LIMIT)
    by_identity: dict[str, list[ConnectionRefusal]] = defaultdict(list)
    for refusal in await recent:
        by_identity[refusal.charge_point_id_folded].append(refusal)
    known = {row["charge_point_id_folded"]: row for row in await _chargers(by_identity)}
    waiting = await _never_connected() if by_identity else []
    return [
        _refusal(refusals, known.get(folded), _alike(folded, waiting))
        for folded, refusals in by_identity.items()
        if not _came_in(known.get(folded), refusals[0])
    ]


async def _chargers(folded: Collection[str]) -> list[dict[str, Any]]:
    columns = ("id", "charge_point_id", "charge_point_id_folded", "online", "online_since", "station__name")
    return list(await Charger.filter(charge_point_id_folded__in=list(folded)).values(*columns))


async def _never_connected() -> list[dict[str, Any]]:
    never = Charger.filter(online=False, last_seen_at__isnull=True).order_by("-created_at").limit(CANDIDATES)
    return list(await never.values("id", "charge_point_id", "charge_point_id_folded"))


def _came_in(charger: dict[str, Any] | None, latest: ConnectionRefusal) -> bool:
    since = charger["online_since"] if charger else None
    return since is not None and since >= latest.last_at


def _alike(folded: str, waiting: list[dict[str, Any]]) -> tuple[dict[str, Any], Likeness] | None:
    found = [(charger, likeness(folded, charger["charge_point_id_folded"])) for charger in waiting]
    alike = [(charger, how) for charger, how in found if how is not None]
    return min(alike, key=lambda pair: pair[1].rank) if alike else None


def _refusal(
    refusals: list[ConnectionRefusal],
    charger: dict[str, Any] | None,
    alike: tuple[dict[str, Any], Likeness] | None,
) -> View:
    latest = refusals[0]
    name = latest.charge_point_id
    attempts = sum(refusal.count for refusal in refusals)
    tried = f"{attempts} {'attempts' if attempts > 1 else 'attempt'} from {latest.address}"
    title, why, suggestion = f"{name} refused", latest.detail or latest.cause, None
    if alike and charger is None:
        meant, how = alike
        title = f"{name} refused. Did you mean {meant['charge_point_id']}?"
        why, tried = how.words, f"{tried}; {meant['charge_point_id']} has never connected"
        suggestion = {"charger_id": str(meant["id"]), "charge_point_id": meant["charge_point_id"]}
    return _matter(
        "refused",
        sha256(latest.charge_point_id_folded.encode()).hexdigest()[:32],
        latest.last_at,
        title,
        [why, tried],
        charger_id=str(charger["id"]) if charger else None,
        charge_point_id=name,
        station_name=charger["station__name"] if charger else None,
        suggestion=suggestion,
    )


# -- suspect transactions ----------------------------------------------------------------------------------------------


async def _suspect(now: datetime) -> list[View]:
    query = (
        Transaction.filter(state="suspect", started_at__gte=now - SUSPECT_SPAN)
        .order_by("-started_at")
        .limit(LIMIT)
    )
    rows = {row["id"]: row for row in await query.values("id", "stopped_at", "updated_at", "register_wh")}
    return [_doubt(view, rows[UUID(view["id"])]) for view in await transactions.transaction_views(list(rows))]


_DOUBTS = {
    "meter_backwards": "the meter ran backwards",
    "meter_negative": "the register is negative",
    "stop_missing": "the stop is missing",
    "stop_before_start": "it stopped before it started",
}


def _doubt(transaction: View, row: dict[str, Any]) -> View:
    codes = [flag["code"] for flag in transaction["flags"] if flag["code"] in _DOUBTS]
    number = transaction["transaction_id"]
    connector = transaction["connector_id"]
    place = (
        f"{transaction['charge_point_id']}, connector {connector}"
        if connector
        else transaction["charge_point_id"]
    )
    return _matter(
        "suspect",
        transaction["id"],
        row["stopped_at"] or row["updated_at"],
        f"Transaction {number}: {_DOUBTS[codes[0]] if codes else 'its record is doubtful'}",
        [place, _explained(codes[0] if codes else None, transaction, row)],
        charger_id=transaction["charger_id"],
        charge_point_id=transaction["charge_point_id"],
        connector_id=connector,
        station_name=transaction["station_name"],
        transaction_id=transaction["id"],
    )


def _explained(code: str | None, transaction: View, row: dict[str, Any]) -> str | None:
    register, stop = row["register_wh"], transaction["meter_stop"]
    if code == "meter_backwards" and register is not None and stop is not None and register > stop:
        return f"Stop value is {(float(register) - stop) / 1000:.2f} kWh below the last sample"
    if code == "stop_missing":
        return "Another transaction started on the connector"
    return None
