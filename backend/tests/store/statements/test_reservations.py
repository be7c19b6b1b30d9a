"""csms.store.statements.reservations: what becomes of a reservation, and which have changed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from csms.store.facts import CommandClosed, ConnectorReported, Fact
from csms.store.facts.reservations import (
    ReservationCancelled,
    ReservationMade,
    ReservationNotMade,
    ReservationRequested,
)
from csms.store.models import Reservation
from csms.store.models.base import new_id
from csms.store.statements.session import CHUNK
from tests.services.database import NOW, Database, at

UNTIL = NOW + timedelta(hours=1)


def requested(
    charger_id: UUID, number: int = 5, *, tag: str = "TAG", evse_id: int = 1
) -> ReservationRequested:
    return ReservationRequested(
        new_id(), charger_id, "CP-1", new_id(), evse_id, number, tag, tag.casefold(), None, None, UNTIL, NOW
    )


def lost(request: ReservationRequested) -> ReservationNotMade:
    return ReservationNotMade(
        request.charger_id, request.command_id, request.number, "unknown", "timeout", at(1)
    )


def refused(request: ReservationRequested) -> ReservationNotMade:
    return ReservationNotMade(
        request.charger_id, request.command_id, request.number, "refused", "Occupied", at(1)
    )


def shown(row: Reservation) -> tuple[object, ...]:
    return (row.state, row.detail, row.id_token, row.command_id, row.updated_at)


@dataclass
class Kept:
    """One reservation of a charger, as it is stored."""

    database: Database
    request: ReservationRequested

    @property
    def made(self) -> ReservationMade:
        return ReservationMade(self.request, self.request.charger_id, NOW)

    async def after(self, *facts: Fact) -> Reservation:
        """What it is then. Told is of exactly what has changed."""
        before = await Reservation.get_or_none(charger_id=self.request.charger_id)
        results = await self.database.write(list(facts))
        row = await Reservation.get(charger_id=self.request.charger_id)
        changed = before is None or shown(before) != shown(row)
        assert results.reservations == ({row.id} if changed else set())
        return row


@pytest.fixture
async def kept(database: Database) -> Kept:
    return Kept(database, requested((await database.charger()).id))


async def test_it_is_asked_for_and_made(kept: Kept) -> None:
    """RES-02"""
    assert (await kept.after(kept.request)).state == "requested"
    assert (await kept.after(kept.made)).state == "active"


async def test_a_refusal_ends_what_was_asked_for_and_nothing_else(kept: Kept) -> None:
    """RES-01, RES-02: a charger that refuses the same number for another tag keeps the first."""
    await kept.after(kept.request, kept.made)
    again = requested(kept.request.charger_id, tag="OTHER")
    row = await kept.after(again, refused(again))
    assert (row.state, row.id_token) == ("active", "TAG")
    only = requested(kept.request.charger_id, 6)
    results = await kept.database.write([only, refused(only)])
    row = await Reservation.get(charger_id=kept.request.charger_id, ocpp_reservation_id=6)
    assert (row.state, row.detail, row.ended_at, results.reservations) == (
        "refused",
        "Occupied",
        at(1),
        {row.id},
    )


async def test_a_replacement_whose_answer_is_lost_leaves_it_open_who_has_it(kept: Kept) -> None:
    """RES-01, RPC-13"""
    await kept.after(kept.request, kept.made)
    again = requested(kept.request.charger_id, tag="OTHER")
    assert (await kept.after(again)).state == "active"
    assert (await kept.after(lost(again))).state == "unknown"
    row = await kept.after(ReservationMade(again, again.charger_id, at(2)))
    assert (row.state, row.id_token) == ("active", "OTHER")


async def test_the_number_of_one_that_is_over_serves_again(kept: Kept) -> None:
    """RES-01: also when the answer to the second is lost."""
    await kept.after(kept.request, kept.made, ReservationCancelled(kept.request.charger_id, 5, "", NOW))
    again = requested(kept.request.charger_id, tag="OTHER", evse_id=2)
    row = await kept.after(again)
    assert (row.state, row.id_token, row.evse_id, row.ended_at) == ("requested", "OTHER", 2, None)
    assert (await kept.after(lost(again))).state == "unknown"


@pytest.mark.parametrize("made", [True, False])
async def test_one_whose_process_died_before_the_answer_is_unknown(kept: Kept, made: bool) -> None:
    """RPC-13: the left over command says so; one that was answered stands."""
    await kept.after(kept.request, *([kept.made] if made else []))
    command = kept.request.command_id
    row = await kept.after(CommandClosed(command, kept.request.charger_id, "unknown", None, None, at(9)))
    assert row.state == ("active" if made else "unknown")


@pytest.mark.parametrize(("failing", "state"), [(0, "ended"), (1, "ended"), (2, "active"), (-1, "active")])
async def test_its_connector_fails(kept: Kept, failing: int, state: str) -> None:
    """RES-03 (5.13): that connector, or the charger as a whole; among many others in the same group."""
    await kept.after(kept.request, kept.made)
    others = [reported((await kept.database.charger(f"CP-{n}")).id, 1) for n in range(CHUNK)]
    status = reported(kept.request.charger_id, max(failing, 0), "Available" if failing < 0 else "Faulted")
    row = await kept.after(*others, status)
    assert (row.state, row.ended_at) == (state, NOW if state == "ended" else None)


def reported(charger_id: UUID, evse_id: int, status: str = "Faulted") -> ConnectorReported:
    return ConnectorReported(charger_id, 1, evse_id, status, "NoError", None, None, None, NOW, NOW)
