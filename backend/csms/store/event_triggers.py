"""What makes an event of a change: triggers, so that the event is in the commit of whatever wrote the change.

Nobody can change a row and forget the event, and no crash comes between the two (docs/decisions/0010-webhooks.md).
They are written where there is a webhook, and only for what programs of others care about: no trigger looks at
heartbeats, samples or messages. A trigger says what happened and to which row, no more: the row is read later.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import asyncpg

PREFIX = "webhook_event_"


class Cause(NamedTuple):
    """A change that is an event. columns: of an update, those that must be set for it to be looked at.

    changed: columns of which at least one must differ; when: SQL besides, which both databases read.
    """

    type: str
    table: str
    deed: str
    columns: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    when: str = ""


def _made(type_: str, table: str, when: str = "") -> Cause:
    return Cause(type_, table, "INSERT", when=when)


def _changed(type_: str, table: str, *columns: str, when: str = "") -> Cause:
    return Cause(type_, table, "UPDATE", columns, columns, when)


def _deleted(type_: str, table: str) -> Cause:
    return Cause(type_, table, "DELETE")


_OF_TRANSACTIONS = ("state", "stopped_at", "meter_stop", "energy_wh", "flags")
# Of a running transaction `energy_wh` moves with every sample, and its flags with some.
_NOT_A_SAMPLE = "(NEW.stopped_at IS NOT NULL OR OLD.state <> NEW.state)"
_ENDS = "(OLD.stopped_at IS NULL AND NEW.stopped_at IS NOT NULL)"
_TURNS_SUSPECT = "(OLD.state <> 'suspect' AND NEW.state = 'suspect')"

CAUSES = (
    # What is brought from another system starts nothing here.
    _made("transaction.started", "transactions", "NEW.imported_at IS NULL"),
    _changed("transaction.ended", "transactions", "stopped_at", when=_ENDS),
    _changed("transaction.suspect", "transactions", "state", when=_TURNS_SUSPECT),
    Cause(
        "transaction.updated",
        "transactions",
        "UPDATE",
        ("state", "stopped_at"),  # which samples never set
        _OF_TRANSACTIONS,
        f"{_NOT_A_SAMPLE} AND NOT {_ENDS} AND NOT {_TURNS_SUSPECT}",
    ),
    _made("charger.created", "chargers"),
    _changed("charger.connected", "chargers", "online", when="NEW.online"),
    _changed("charger.disconnected", "chargers", "online", when="NOT NEW.online"),
    _changed(
        "charger.updated",
        "chargers",
        "name",
        "station_id",
        "vendor",
        "model",
        "serial_number",
        "firmware_version",
        "registration_status",
        "security_profile",
        "strictness",
        "blocked",
    ),
    _deleted("charger.deleted", "chargers"),
    _made("connector.status", "connectors", "NEW.status IS NOT NULL"),
    _changed("connector.status", "connectors", "status", "error_code", "info", "vendor_error_code"),
    _changed("command.finished", "commands", "finished_at", "state", when="NEW.finished_at IS NOT NULL"),
    _changed("command.outcome", "commands", "outcome"),
    _made("reservation.created", "reservations"),
    _changed("reservation.updated", "reservations", "state", "expires_at"),
    _made("security.event", "security_events"),
    _made("certificate.updated", "charger_certificates"),
    _changed("certificate.updated", "charger_certificates", "state"),
    _made("drift.started", "configuration_drifts"),
    _changed("drift.updated", "configuration_drifts", "keys"),
    _deleted("drift.ended", "configuration_drifts"),
    # The first of its kind: a charger that breaks a rule does so again and again, one that is refused comes back.
    _made("violation.created", "violations"),
    _made("refusal.created", "connection_refusals"),
    _made("job.created", "transfers"),
    _changed("job.updated", "transfers", "state"),
    _made("local_list.updated", "local_lists"),
    _changed("local_list.updated", "local_lists", "state", "mode"),
    _made("station.created", "stations"),
    _changed(
        "station.updated", "stations", "name", "address", "latitude", "longitude", "power_limit_w", "note"
    ),
    _deleted("station.deleted", "stations"),
    _made("id_tag.created", "id_tags"),
    _changed(
        "id_tag.updated",
        "id_tags",
        "parent_value",
        "blocked",
        "expires_at",
        "max_active_transactions",
        "allowed_station_ids",
        "allowed_charger_ids",
        "user_id",
        "note",
    ),
    _deleted("id_tag.deleted", "id_tags"),
    _made("unknown_tag.updated", "unknown_tags"),
    _changed("unknown_tag.updated", "unknown_tags", "last_seen_at"),
)
"""Every change that is an event; `csms.webhooks.catalog` says what is sent for each type."""

TYPES = tuple(dict.fromkeys(cause.type for cause in CAUSES))

_FUNCTION = """
CREATE OR REPLACE FUNCTION note_webhook_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO webhook_events (key, type, subject_id, at)
  SELECT replace(gen_random_uuid()::text, '-', ''), TG_ARGV[0],
    CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END, now()
  WHERE EXISTS (SELECT 1 FROM webhooks);
  RETURN NULL;
END $$
"""
_NOTE = """
INSERT INTO webhook_events (key, type, subject_id, at)
SELECT lower(hex(randomblob(16))), '{type}', {row}.id, strftime('%Y-%m-%d %H:%M:%f', 'now') || '000+00:00'
WHERE EXISTS (SELECT 1 FROM webhooks)
"""


def _condition(cause: Cause, differ: str) -> str:
    parts = [f"({' OR '.join(f'OLD.{name} {differ} NEW.{name}' for name in cause.changed)})"] * bool(
        cause.changed
    )
    return " AND ".join([*parts, *[cause.when] * bool(cause.when)])


def _head(name: str, cause: Cause, condition: str) -> str:
    of = f" OF {', '.join(cause.columns)}" if cause.columns else ""
    when = f" WHEN ({condition})" if condition else ""
    return f"CREATE TRIGGER {name} AFTER {cause.deed}{of} ON {cause.table} FOR EACH ROW{when}"


def _on_postgres(name: str, cause: Cause) -> str:
    head = _head(name, cause, _condition(cause, "IS DISTINCT FROM"))
    return f"{head} EXECUTE FUNCTION note_webhook_event('{cause.type}')"


def _on_sqlite(name: str, cause: Cause) -> str:
    head = _head(name, cause, _condition(cause, "IS NOT"))
    row = "OLD" if cause.deed == "DELETE" else "NEW"
    return f"{head} BEGIN {_NOTE.format(type=cause.type, row=row).strip()}; END"


def _named(version: str) -> Iterable[tuple[str, Cause]]:
    return ((f"{PREFIX}{number}_{version}", cause) for number, cause in enumerate(CAUSES))


def _version(*parts: object) -> str:
    """Part of the names: another definition has other names, and is put in the place of the old one."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


_POSTGRES = dict(_named(_version(_FUNCTION, CAUSES)))
_SQLITE = dict(_named(_version(_NOTE, CAUSES)))


async def keep_postgres(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """The triggers as they are defined here; nothing is touched when they are. Under the lock of the migrations."""
    there = await connection.fetch(
        "SELECT tgname, tgrelid::regclass::text AS relation FROM pg_trigger WHERE tgname LIKE $1",
        f"{PREFIX}%",
    )
    if {row["tgname"] for row in there} == set(_POSTGRES):
        return
    await connection.execute(_FUNCTION)
    for table in sorted({cause.table for cause in CAUSES} | {row["relation"] for row in there}):
        drop = [f"DROP TRIGGER {row['tgname']} ON {table}" for row in there if row["relation"] == table]
        make = [_on_postgres(name, cause) for name, cause in _POSTGRES.items() if cause.table == table]
        async with (
            connection.transaction()
        ):  # a table at a time: who writes to several never meets us half-way
            await _run_all(connection, [*drop, *make])


async def _run_all(connection: "asyncpg.Connection[asyncpg.Record]", statements: Sequence[str]) -> None:
    for statement in statements:
        await connection.execute(statement)


def keep_sqlite(file: Path, busy_timeout: float) -> None:
    """The same for SQLite, whose migrations drop a table's triggers when they build it anew. busy_timeout: seconds."""
    with closing(sqlite3.connect(file, timeout=busy_timeout, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", (f"{PREFIX}%",)
        )
        there = {name for (name,) in found.fetchall()}
        if there != set(_SQLITE):
            for name in there:
                connection.execute(f"DROP TRIGGER {name}")
            for name, cause in _SQLITE.items():
                connection.execute(_on_sqlite(name, cause))
        connection.execute("COMMIT")
