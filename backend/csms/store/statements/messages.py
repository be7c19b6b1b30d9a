"""The message log, and in it the ledger of transaction messages (R20)."""

import json
from collections.abc import Sequence
from typing import Any

from csms.store.facts import Fact, MessageLogged, Metered, TransactionStarted, TransactionStopped
from csms.store.journal import Results
from csms.store.statements.session import MESSAGES, Row, Session


async def store(
    session: Session, group: Sequence[Sequence[Fact]], results: Results, repeated: set[int]
) -> None:
    """One row for each frame. repeated: the `id()` of Metered facts whose samples all stood already."""
    await session.insert(
        MESSAGES, [row for entry in group for row in _message_rows(entry, results, repeated)]
    )


def _message_rows(entry: Sequence[Fact], results: Results, repeated: set[int]) -> list[Row]:
    return [
        _message_row(fact, _disposition(fact, entry, results, repeated))
        for fact in entry
        if _is_message(fact)
    ]


def _is_message(fact: Fact) -> bool:
    return type(fact) is MessageLogged


def _message_row(fact: Any, disposition: str | None) -> Row:
    violations = json.dumps(fact.violations) if fact.violations else None
    return (
        fact.charger_id,
        fact.at,
        fact.direction,
        fact.type,
        fact.message_id,
        fact.action,
        fact.raw,
        violations,
        disposition,
        fact.elapsed_ms,
        "ocpp1.6",
    )


def _disposition(fact: Any, entry: Sequence[Fact], results: Results, repeated: set[int]) -> str | None:
    """applied, duplicate or quarantined for a transaction message; nothing for any other (R20)."""
    if fact.disposition is None:
        return None
    for other in entry:
        if type(other) is TransactionStarted and results.starts[other.id].duplicate:
            return "duplicate"
        if type(other) is TransactionStopped and other.transaction_id not in results.stops:
            return "duplicate"
        if type(other) is Metered and id(other) in repeated:
            return "duplicate"
    disposition: str = fact.disposition
    return disposition
