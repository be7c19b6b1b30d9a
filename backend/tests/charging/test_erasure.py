"""A person is forgotten: nothing in any table has the cards or the address any more."""

import json
from typing import Any
from uuid import UUID

import pytest

from csms.charging import erasure
from csms.charging.erasure import Erased, erase
from csms.errors import Conflict, Invalid, NotFound
from csms.store import traces
from csms.store.accounts import create_user, open_session
from csms.store.models import (
    ApiKey,
    AttentionDismissal,
    AuditEntry,
    Charger,
    Command,
    ConfigurationKey,
    ConnectionRefusal,
    EnergyDay,
    EnergyQuarter,
    Identity,
    IdTag,
    Invitation,
    LocalList,
    LocalListCopy,
    LocalListTag,
    Message,
    MeterValue,
    QuarantinedStop,
    Reservation,
    SecurityEvent,
    Session,
    SessionFigures,
    Transaction,
    TransactionEvent,
    Transfer,
    UnknownTag,
    User,
    Violation,
    WebhookEvent,
)
from csms.store.values import fetch
from tests.services.database import NOW, Database, at
from tests.store.rows import sample, transaction

EMAIL, CARD, OLD_CARD, SHARED = "ines@example.com", "04A1B2C3D4E5F6", "Old-Card-77", "POOL-0001"
OTHER_EMAIL = "ines.muster@id.example"
AGENT, ADDRESS = "InesPhone/1.0", "203.0.113.77"
TRACES = (EMAIL, OTHER_EMAIL, CARD, OLD_CARD, AGENT, ADDRESS, "Ines Muster")


async def everything() -> list[tuple[str, str]]:
    """(table, all that a row says) of every table there is."""
    return [
        (table.name, json.dumps(row, default=str, ensure_ascii=False).casefold())
        for table in [*traces.tables(), *(traces.Table(name, "id", ()) for name in ("meter_values",))]
        for row in await fetch(f"SELECT * FROM {table.name}")
    ]


async def found(*words: str) -> list[tuple[str, str]]:
    return [(table, word) for table, row in await everything() for word in words if word.casefold() in row]


@pytest.fixture
async def ines(database: Database) -> User:
    user = await create_user(EMAIL, "hash", "user", NOW, name="Ines Muster")
    await open_session(user, "a" * 64, AGENT, ADDRESS, NOW, None)
    return user


def frame(**payload: Any) -> str:
    return json.dumps([2, "m-1", "StartTransaction", payload])


async def live_here(database: Database, user: User) -> Charger:
    """Traces in every table that has any."""
    charger = await database.charger()
    own: dict[str, Any] = {"charger_id": charger.id}
    tag = await database.id_tag(CARD, parent="FLEET", user_id=user.id, note=f"card of {EMAIL}")
    await database.id_tag("OTHER", parent=CARD)
    row = await transaction(
        charger, 1, id_token=CARD, user_id=user.id, state="completed", stopped_at=at(60), stop_id_token=CARD.lower(),
        parent_token_folded="fleet",
    )  # fmt: skip
    await transaction(charger, 2, id_token=OLD_CARD, user_id=user.id, state="completed", stopped_at=at(60))
    await transaction(
        charger, 3, id_token="OTHER", parent_token_folded=CARD.casefold(), state="completed", stopped_at=at(9)
    )
    await EnergyQuarter.create(
        transaction_id=row.id, id_token_folded=CARD.casefold(), quarter=NOW, energy_uwh=5, **own
    )
    await EnergyDay.create(
        transaction_id=row.id, id_token_folded=CARD.casefold(), day=NOW.date(), energy_uwh=5, **own
    )
    await SessionFigures.create(
        transaction_id=row.id, id_token_folded=CARD.casefold(), user_id=user.id, state="completed", started_at=NOW,
        energy_uwh=5, charging_s=1, idle_s=1, **own,
    )  # fmt: skip
    await Identity.create(
        user_id=user.id, issuer="https://id.example", subject="77", email=OTHER_EMAIL, created_at=NOW, last_seen_at=NOW
    )  # fmt: skip
    await Invitation.create(
        email=OTHER_EMAIL, role="user", token_hash="1" * 64, invited_by=EMAIL, created_at=NOW, expires_at=NOW
    )
    data = {"id_token": CARD, "id_token_folded": CARD.casefold(), "actor": EMAIL, "meter_start": "1000"}
    event: dict[str, Any] = {
        "transaction_id": row.id,
        "kind": "started",
        "disposition": "applied",
        "data": data,
    }
    await TransactionEvent.create(**event, **own, occurred_at=NOW, received_at=NOW)
    await QuarantinedStop.create(
        **own, ocpp_transaction_id="9", stop_key="k", id_token=CARD, parent_token_folded=OLD_CARD.casefold(),
        stop_reason="Local", occurred_at=NOW, received_at=NOW,
    )  # fmt: skip
    await sample(row, at(30), 1500, "Energy.Active.Import.Register")
    for raw in (
        frame(idTag=CARD, meterStart=1000),
        frame(idTag=CARD.lower()).replace("04a1", r"04\u00611"),
        f'[2,"m","Authorize",{{"idTag":"{OLD_CARD}"',
    ):
        await Message.create(
            **own, at=NOW, direction="in", type="CALL", action="StartTransaction", raw_text=raw
        )
    await Message.create(
        **own,
        at=NOW,
        direction="in",
        type="CALL",
        raw_text="x",
        violations=[{"message": f"idTag {CARD} is long"}],
    )
    reservation: dict[str, Any] = {
        "id_token": CARD,
        "id_token_folded": CARD.casefold(),
        "parent_token": CARD,
        "state": "used",
    }
    await Reservation.create(
        **own,
        **reservation,
        evse_id=1,
        ocpp_reservation_id=1,
        expires_at=NOW,
        parent_token_folded=CARD.casefold(),
    )
    await Command.create(
        **own, action="RemoteStartTransaction", request={"idTag": CARD}, state="error", requested_by=EMAIL,
        error={"code": "GenericError", "description": f"{CARD} is unknown", "details": {}}, created_at=NOW,
    )  # fmt: skip
    await UnknownTag.create(
        value=OLD_CARD,
        folded=OLD_CARD.casefold(),
        **own,
        charge_point_id="CP",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    await LocalList.create(**own, mode="all", state="in_step")
    await LocalListTag.create(**own, id_tag_id=tag.id)
    entries = [
        {"id_tag": CARD, "listed": {"status": "Accepted", "parent": "FLEET"}},
        {"id_tag": "OTHER", "listed": {"status": "Accepted", "parent": CARD}},
    ]
    await LocalListCopy.create(**own, version=3, entries=entries)
    await AuditEntry.create(
        at=NOW, actor_kind="person", actor_id=user.id, actor=EMAIL, address=ADDRESS, user_agent=AGENT,
        operation="update_me", target_kind="me", request={"id_tag": CARD},
    )  # fmt: skip
    await AuditEntry.create(
        at=NOW, actor_kind="person", actor="admin@example.com", address="", user_agent="", operation="create_user",
        target_kind="users", target_id=str(user.id), request={"email": EMAIL, "name": "Ines Muster", "role": "user"},
    )  # fmt: skip
    await ApiKey.create(name="k", hint="h", key_hash="0" * 64, scope="read", created_by=EMAIL, created_at=NOW)
    await AttentionDismissal.create(id="m", dismissed_at=NOW, dismissed_by=EMAIL)
    await Transfer.create(
        **own, kind="logs", state="ended", requested_by=EMAIL, created_at=NOW, updated_at=NOW
    )
    await SecurityEvent.create(
        **own, source="charger", type="x", detail=f"read {CARD}", key="k", occurred_at=NOW, received_at=NOW
    )
    await Violation.create(
        **own, action="Authorize", rule="r", path="idTag", message="m", raw_text=frame(idTag=CARD), count=1,
        first_at=NOW, last_at=NOW,
    )  # fmt: skip
    return charger


async def erased(user: User) -> Erased:
    return await erase(user.id, EMAIL, lambda: NOW)


def kept(result: Erased) -> dict[str, str]:
    return {str(what): str(why) for what, why in result.kept}


async def test_nothing_remains(database: Database, ines: User) -> None:
    await live_here(database, ines)
    assert {word for _, word in await found(*TRACES)} == set(TRACES), "they are looked for rightly"
    result = await erased(ines)
    assert await found(*TRACES, str(ines.id)) == []
    assert (result.cards, result.transactions) == (2, 2)
    assert result.changed["messages"] == 4
    assert "2 records of charging sessions" in kept(result)


async def test_what_was_delivered_stays_and_names_nobody(database: Database, ines: User) -> None:
    """One card stays one card, so that its sessions can still be counted."""
    charger = await live_here(database, ines)
    await erased(ines)
    row = await Transaction.get(ocpp_transaction_id="1")
    name = row.id_token
    assert name is not None
    assert name.startswith("erased-")
    assert (row.id_token_folded, row.stop_id_token, row.user_id, row.meter_start) == (name, name, None, 1000)
    assert (await EnergyQuarter.get()).id_token_folded == name
    event = await TransactionEvent.get()
    assert (event.data["id_token"], event.data["id_token_folded"], event.data["meter_start"]) == (
        name, name, "1000"
    )  # fmt: skip
    other = await Transaction.get(ocpp_transaction_id="2")
    assert other.id_token not in (None, name)
    follower = await IdTag.get(value="OTHER")
    assert (follower.parent_value, follower.parent_folded) == (name, name)
    assert (await Transaction.get(ocpp_transaction_id="3")).parent_token_folded == name
    first = await Message.filter(charger_id=charger.id).order_by("id").first()
    assert first is not None
    assert first.raw_text == frame(idTag=name, meterStart=1000)
    about = await AuditEntry.get(operation="create_user")
    assert (about.request, about.actor) == ({"role": "user"}, "admin@example.com")


async def test_a_charger_is_sent_a_whole_list_without_the_card(database: Database, ines: User) -> None:
    charger = await live_here(database, ines)
    await erased(ines)
    copy = await LocalListCopy.get(charger_id=charger.id)
    assert copy.version is None, "nobody knows what it has: only a full list will do"
    assert [entry["id_tag"] for entry in copy.entries] == ["OTHER"]
    assert (await LocalList.get(charger_id=charger.id)).state == "pending"
    assert await LocalListTag.all().count() == 0


async def test_a_card_that_is_anothers_now_stays_the_others(database: Database, ines: User) -> None:
    """Only the person's own sessions lose its number."""
    charger = await database.charger()
    next_one = await create_user("next@example.com", "hash", "user", NOW)
    await database.id_tag(SHARED, user_id=next_one.id)
    ended: dict[str, Any] = {"state": "completed", "stopped_at": at(60), "id_token": SHARED}
    mine = await transaction(charger, 1, user_id=ines.id, stop_id_token=SHARED, **ended)
    theirs = await transaction(charger, 2, user_id=next_one.id, **ended)
    own: dict[str, Any] = {"charger_id": charger.id, "occurred_at": NOW, "received_at": NOW}
    for row in (mine, theirs):
        await TransactionEvent.create(
            transaction_id=row.id, kind="started", disposition="applied", data={"id_token": SHARED}, **own
        )
        await EnergyQuarter.create(
            transaction_id=row.id,
            charger_id=charger.id,
            id_token_folded=SHARED.casefold(),
            quarter=NOW,
            energy_uwh=1,
        )
    await erased(ines)
    assert await IdTag.exists(value=SHARED, user_id=next_one.id)
    for row, stays in ((mine, False), (theirs, True)):
        stored = await Transaction.get(id=row.id)
        said = [stored.id_token, stored.id_token_folded]
        said.append((await EnergyQuarter.get(transaction_id=row.id)).id_token_folded)
        said.append((await TransactionEvent.get(transaction_id=row.id)).data["id_token"])
        assert [(text or "").casefold() == SHARED.casefold() for text in said] == [stays] * 4
    assert (await Transaction.get(id=mine.id)).stop_id_token != SHARED
    assert (await Transaction.get(id=theirs.id)).user_id == next_one.id


async def test_things_that_look_like_a_card_stay(database: Database, ines: User) -> None:
    """A charger keeps its identity and its settings, whatever number somebody's card has."""
    charger = await database.charger("87654321", serial_number="87654321")
    await ConfigurationKey.create(charger_id=charger.id, key="K", key_folded="k", value="87654321")
    await ConnectionRefusal.create(
        charge_point_id="87654321", charge_point_id_folded="87654321", address="a", cause="c", first_at=NOW, last_at=NOW
    )  # fmt: skip
    await database.id_tag("87654321", user_id=ines.id)
    await Message.create(
        charger_id=charger.id, at=NOW, direction="in", type="CALL",
        raw_text='[2,"m","MeterValues",{"meterValue":[{"sampledValue":[{"value":"87654321"}]}]}]',
    )  # fmt: skip
    await erased(ines)
    await charger.refresh_from_db()
    assert (charger.charge_point_id, charger.serial_number) == ("87654321", "87654321")
    assert (await ConfigurationKey.get()).value == "87654321"
    assert (await ConnectionRefusal.get()).charge_point_id == "87654321"
    assert '"value":"87654321"' in (await Message.get()).raw_text


async def test_what_the_meter_has_signed_is_kept_and_said(database: Database, ines: User) -> None:
    row = await transaction(await database.charger(), user_id=ines.id, state="completed", stopped_at=at(60))
    await sample(row, at(30), 1500, signed=True)
    assert "1 reading that the meter has signed" in kept(await erased(ines))


async def test_what_the_meter_has_signed_goes_where_no_law_asks_for_it(
    database: Database, ines: User
) -> None:
    row = await transaction(await database.charger(), user_id=ines.id, state="completed", stopped_at=at(60))
    await sample(row, at(30), 1500, signed=True)
    await sample(row, at(40), 1600)
    result = await erase(ines.id, EMAIL, lambda: NOW, signed_readings=True)
    assert "1 reading that the meter has signed" not in kept(result)
    assert result.changed["meter_values"] == 1
    assert await MeterValue.filter(raw_text="").values_list("signed", flat=True) == [True]
    assert await MeterValue.all().count() == 2


async def test_name_and_surname_go_from_notes_and_from_what_was_sent_to_webhooks(
    database: Database, ines: User
) -> None:
    await database.id_tag("04FFFF", note="Second card of Ines Muster, blue")
    sent = {"id": "1", "note": "for INES MUSTER", "id_tag": CARD, "email": EMAIL}
    await database.id_tag(CARD, user_id=ines.id)
    await WebhookEvent.create(key="k", type="id_tag.updated", at=NOW, data=json.dumps(sent))
    await database.charger("CP-1", name="Ines Muster")  # a name of a charger is not ours to judge
    await erase(ines.id, EMAIL, lambda: NOW)
    assert not await found("Second card of Ines Muster")
    event = json.loads((await WebhookEvent.get()).data or "")
    assert event["id_tag"].startswith("erased-")
    assert "MUSTER" not in event["note"]
    assert event["email"].startswith("erased-")


async def test_more_rows_than_one_look(
    database: Database, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "AT_ONCE", 2)
    monkeypatch.setattr(traces, "NEEDLES_AT_ONCE", 1)
    charger = await live_here(database, ines)
    for _ in range(5):
        await Message.create(
            charger_id=charger.id, at=NOW, direction="in", type="CALL", raw_text=frame(idTag=CARD)
        )
    await erased(ines)
    assert await found(*TRACES) == []


async def test_cut_off_and_asked_for_again(
    database: Database, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live_here(database, ines)

    async def fails(*_: Any) -> None:
        raise OSError("cut off")

    with monkeypatch.context() as broken:
        broken.setattr(erasure, "_forget", fails)
        with pytest.raises(OSError, match="cut off"):
            await erased(ines)
    halfway = (await Transaction.get(ocpp_transaction_id="1")).id_token
    await erased(ines)
    assert await found(*TRACES) == []
    assert (await Transaction.get(ocpp_transaction_id="1")).id_token == halfway


async def test_not_while_something_of_theirs_runs(database: Database, ines: User) -> None:
    charger = await database.charger()
    await database.id_tag(CARD, user_id=ines.id)
    row = await transaction(charger, id_token=CARD)
    with pytest.raises(Conflict, match="session"):
        await erased(ines)
    await Transaction.filter(id=row.id).update(stopped_at=at(60), state="completed")
    reservation = await Reservation.create(
        charger_id=charger.id, evse_id=1, ocpp_reservation_id=1, id_token=CARD, id_token_folded=CARD.casefold(),
        expires_at=NOW, state="active",
    )  # fmt: skip
    with pytest.raises(Conflict, match="reserved"):
        await erased(ines)
    await reservation.delete()
    await Command.create(
        charger_id=charger.id, action="SendLocalList", request={"localAuthorizationList": [{"idTag": CARD}]},
        state="pending", created_at=NOW,
    )  # fmt: skip
    with pytest.raises(Conflict, match="command"):
        await erased(ines)
    await Command.all().update(state="answered")
    await erased(ines)
    assert (await User.exists(id=ines.id), await Session.all().count()) == (False, 0)


async def test_who_cannot_be_erased(database: Database, ines: User) -> None:
    with pytest.raises(Invalid, match="e-mail"):
        await erase(ines.id, "inez@example.com", lambda: NOW)
    with pytest.raises(NotFound):
        await erase(UUID(int=1), EMAIL, lambda: NOW)
    await User.filter(id=ines.id).update(role="admin")
    with pytest.raises(Conflict, match="administrator"):
        await erased(ines)
    await User.filter(id=ines.id).update(role="user")
    await erase(ines.id, " INES@example.com", lambda: NOW)
