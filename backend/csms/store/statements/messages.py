"""The message log, and in it the ledger of transaction messages (R20)."""

import json
import time
from collections.abc import Sequence

from csms.store.facts import (
    Fact,
    MessageLogged,
    Metered,
    StopQuarantined,
    TransactionStarted,
    TransactionStopped,
)
from csms.store.journal import Results
from csms.store.statements.session import MESSAGES, Part, Session


async def store(
    session: Session, group: Sequence[Sequence[Fact]], results: Results, repeated: set[int]
) -> None:
    """One row for each frame. repeated: the `id()` of Metered facts whose samples all stood already."""
    rows = [
        (_row(session, fact, _disposition(fact, entry, results, repeated)),)
        for entry in group
        for fact in entry
        if type(fact) is MessageLogged
    ]
    await session.insert(MESSAGES, rows)


def _row(session: Session, fact: MessageLogged, disposition: str | None) -> Part:
    return session.part(
        fact.charger_id,
        fact.at,
        fact.direction,
        fact.type,
        fact.message_id,
        fact.action,
        fact.raw,
        json.dumps(fact.violations) if fact.violations else None,
        disposition,
        _elapsed_ms(fact.heard_at),
        "ocpp1.6",
    )


def _elapsed_ms(heard_at: float | None) -> float | None:
    """From the arrival of a CALL until its answer is written, which waits for nothing more than the commit."""
    return None if heard_at is None else round((time.perf_counter() - heard_at) * 1000, 3)


def _disposition(
    fact: MessageLogged, entry: Sequence[Fact], results: Results, repeated: set[int]
) -> str | None:
    """applied, duplicate or quarantined for a transaction message; nothing for any other (R20)."""
    if fact.disposition is None:
        return None
    # A stop's own samples may all have been sent already (STOP-06): it is judged by itself.
    judged: list[Fact] = [other for other in entry if isinstance(other, _STARTS_AND_STOPS)]
    if not judged:
        judged = [other for other in entry if isinstance(other, Metered)]
    return fact.disposition if all(_is_new(other, results, repeated) for other in judged) else "duplicate"


_STARTS_AND_STOPS = (TransactionStarted, TransactionStopped, StopQuarantined)


def _is_new(fact: Fact, results: Results, repeated: set[int]) -> bool:
    """Whether what a message says was not stored before."""
    match fact:
        case TransactionStarted():
            return not results.starts[fact.id].duplicate
        case TransactionStopped() | StopQuarantined():
            return id(fact) not in results.repeated
    return id(fact) not in repeated
