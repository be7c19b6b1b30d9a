"""`/api/admin/.../import`: first what would happen, then all or nothing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csms.api.tables.writing import XLSX_TYPE
from csms.charging import last_uses
from csms.charging.energy_quarters import EnergyQuarters
from csms.charging.ledger import verify
from csms.store import sessions
from csms.store.models import IdTag, LocalList, Transaction, UnknownTag, User, Webhook, WebhookEvent
from tests.api.conftest import DRIVER, EMAIL, Api
from tests.services.database import NOW
from tests.store.rows import transaction

TAGS = "/api/admin/id-tags"


async def bring(api: Api, table: str | bytes, path: str = TAGS, **params: Any) -> Any:
    content = table.encode() if isinstance(table, str) else table
    return await api.post(
        f"{path}/import", content=content, params=params, headers={"Content-Type": "text/csv"}
    )


async def report(api: Api, table: str | bytes, path: str = TAGS, **params: Any) -> dict[str, Any]:
    answer = await bring(api, table, path, **params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def faults(answer: dict[str, Any]) -> list[tuple[int, str | None]]:
    return [(fault["row"], fault["column"]) for fault in answer["faults"]]


async def test_first_what_would_happen_then_what_did(api: Api) -> None:
    await api.database.id_tag("OLD", parent="FLEET", note="stays")
    await api.database.id_tag("SAME", blocked=True)
    table = "id_tag;blocked;user_email\nold;WAHR;DRIVER@charging.example\nSAME;true;\nNEW;;\n"
    would = await report(api, table, dry_run=True)
    assert await IdTag.filter(folded="new").exists() is False
    assert (would["dry_run"], would["rows"], would["created"], would["changed"], would["unchanged"]) == (
        True, 3, 1, 1, 1
    )  # fmt: skip
    assert would["changes"][0] == {
        "row": 2, "key": "old", "kind": "changed", "fields": ["id_tag", "blocked", "user_id"]
    }  # fmt: skip
    assert await report(api, table) == {**would, "dry_run": False}
    old = await IdTag.get(folded="old")
    assert (old.value, old.blocked, old.user_id) == ("old", True, (await User.get(email=DRIVER)).id)
    assert (old.parent_value, old.note) == ("FLEET", "stays"), "columns that are not in the file"
    assert (await report(api, table))["unchanged"] == 3


@pytest.mark.parametrize("format", ["csv", "xlsx"])
async def test_what_was_exported_changes_nothing(api: Api, format: str) -> None:
    charger = await api.database.charger()
    await api.database.id_tag(
        "=1+1",
        parent="-FLEET",
        expires_at=NOW,
        note="@all",
        max_active_transactions=3,
        allowed_charger_ids=[str(charger.id)],
    )
    await api.database.id_tag("00123")
    exported = (await api.get(TAGS, params={"format": format, "tz": "Europe/Berlin"})).content
    answer = await report(api, exported)
    assert (answer["rows"], answer["unchanged"]) == (2, 2)


async def test_every_fault_by_row_and_column_and_nothing_is_imported(api: Api) -> None:
    tag = await api.database.id_tag("MINE")
    table = (
        "id,id_tag,parent_id_tag,expires_at,max_active_transactions,user_email,allowed_station_ids\n"
        ",A,,2027-01-01,,,\n"
        ",B,b,,0,,\n"
        ",C,,2027-01-01T00:00:00,,nobody@example.com,\n"
        ",,,,,,\n"
        ",c,,45000,,,01930000-0000-7000-8000-000000000000\n"
        f"{tag.id},OTHER,,,,,\n"
        ",GOOD,,,,,\n"
        ",,FLEET,,,,\n"
        ',"1,23457E+19",,,,,\n'
    )
    would = await report(api, table, dry_run=True)
    assert faults(would) == [
        (2, "expires_at"),
        (3, "max_active_transactions"),
        (4, "expires_at"),
        (6, "expires_at"),
        (7, "id"),
        (9, "id_tag"),
        (10, "id_tag"),
    ]
    assert (would["rows"], would["faulty"], would["created"]) == (8, 7, 1)
    refused = await bring(api, table)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "row 2, expires_at"
    assert await IdTag.all().count() == 1


async def test_faults_that_only_the_database_knows(api: Api) -> None:
    nobody = "01930000-0000-7000-8000-000000000000"
    table = (
        "id_tag,parent_id_tag,user_id,user_email,allowed_charger_ids\n"
        f"B,b,,nobody@example.com,{nobody}\n"
        "b,,,,\n"
        f"C,,{nobody},,\n"
        f"D,,{(await User.get(email=DRIVER)).id},operator@charging.example,\n"
    )
    assert faults(await report(api, table, dry_run=True)) == [
        (2, "user_email"),
        (2, "allowed_charger_ids"),
        (2, "parent_id_tag"),
        (3, "id_tag"),
        (4, "user_id"),
        (5, "user_email"),
    ]


async def test_times_without_an_offset_take_a_zone(api: Api) -> None:
    await report(api, "id_tag,expires_at\nA,2027-07-01T12:00:00\n", tz="Europe/Berlin")
    assert (await IdTag.get(folded="a")).expires_at == datetime(2027, 7, 1, 10, tzinfo=UTC)


async def test_lists_of_chargers_follow_and_a_tag_is_unknown_no_more(api: Api) -> None:
    charger = await api.database.charger()
    local_list = await LocalList.create(charger_id=charger.id, mode="all", state="in_step")
    await UnknownTag.create(
        value="NEW", folded="new", charger_id=charger.id, charge_point_id="CP", first_seen_at=NOW, last_seen_at=NOW
    )  # fmt: skip
    await report(api, "id_tag\nNEW\n")
    await local_list.refresh_from_db()
    assert (local_list.state, local_list.revision) == ("pending", 1)
    assert await UnknownTag.all().count() == 0


async def test_many_in_few_statements(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    """Neither reading nor writing asks the database row by row."""
    table = "id_tag,parent_id_tag,note\n" + "".join(f"{n:08X},FLEET,card {n}\n" for n in range(3_000))
    with caplog.at_level("DEBUG", logger="tortoise.db_client"):
        assert (await report(api, table))["created"] == 3_000
        assert (await report(api, table))["unchanged"] == 3_000
    assert 10 < len(caplog.records) < 100


async def test_only_a_file_and_none_that_is_too_long(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csms.api.tables.imports.MOST_TABLE", 10)
    assert (await bring(api, "id_tag\n0123456789\n")).status_code == 413
    form = await api.post(f"{TAGS}/import", files={"file": b"id_tag\nA\n"})
    assert (form.status_code, form.json()["detail"]) == (415, "The file itself must be the body, not a form.")
    nonsense = await api.post(f"{TAGS}/import", content=b"PK\x03\x04", headers={"Content-Type": XLSX_TYPE})
    assert (nonsense.status_code, nonsense.json()["errors"][0]["field"]) == (422, "file")
    monkeypatch.setattr("csms.api.limits.MOST_TABLE", 20)
    announced = await bring(api, "id_tag\n" + "A" * 20)
    assert (announced.status_code, announced.json()["title"]) == (413, "The request is too long")


HISTORY = "/api/admin/transactions"
STEVE = (
    "transaction_pk,charge_box_id,connector_id,id_tag,start_timestamp,start_value,stop_timestamp,stop_value\n"
    "17,CP-0001,1,04A1B2C3,2025-03-30T01:00:00.000+01:00,1000,2025-03-30T03:30:00.000+02:00,4000.125\n"
    "16,CP-0001,2,04A1B2C3,2025-03-29T10:00:00.000Z,0,2025-03-29T11:00:00.000Z,500\n"
)


async def test_history_of_another_system_once_and_exact(api: Api) -> None:
    charger = await api.database.charger()
    would = await report(api, STEVE, HISTORY, dry_run=True)
    assert (would["created"], would["changes"][0]["key"]) == (2, "CP-0001 17")
    assert await Transaction.all().count() == 0
    assert (await report(api, STEVE, HISTORY))["created"] == 2
    again = await report(api, STEVE, HISTORY)
    assert (again["created"], again["unchanged"]) == (0, 2)
    row = await Transaction.get(external_id="17")
    assert (row.charger_id, row.evse_id, row.state, row.flags) == (charger.id, 1, "completed", ["imported"])
    assert (row.energy_wh, row.started_at) == (Decimal("3000.125"), datetime(2025, 3, 30, tzinfo=UTC))
    assert row.stopped_at == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert (row.user_id, row.id_token_folded, row.imported_at) == (None, "04a1b2c3", api.clock())
    listed = (await api.get(HISTORY, params={"id_tag": "04A1B2C3"})).json()["items"]
    assert [item["flags"][0]["code"] for item in listed] == ["imported", "imported"]


async def test_what_was_imported_counts_in_analytics_and_in_the_ledger(api: Api) -> None:
    await api.database.charger()
    await report(api, STEVE, HISTORY)
    await EnergyQuarters(api.database.journal, api.clock).work()
    params = {"from": "2025-03-29T00:00:00Z", "to": "2025-03-31T00:00:00Z"}
    energy = (await api.get("/api/admin/analytics/energy", params=params)).json()
    assert energy["energy_wh"] == 3500.125
    assert (await verify()).differences == []


async def test_last_uses_follow_imports(api: Api) -> None:
    """Of tags whose sessions were there before, and of sessions whose tags were."""
    await api.database.charger()
    await report(api, STEVE, HISTORY)
    await last_uses.derive()
    (token,) = set(await Transaction.all().values_list("id_token", flat=True))
    await report(api, f"id_tag\n{token}\nOTHER\n")
    await last_uses.derive()
    latest = await Transaction.all().order_by("-started_at").first()
    assert latest is not None
    uses = await IdTag.all().values_list("value", "last_used_at")
    assert dict(uses) == {token: latest.started_at, "OTHER": None}
    await IdTag.all().update(last_used_at=None)
    await Transaction.all().delete()
    await report(api, STEVE, HISTORY)
    await last_uses.derive()
    assert (await IdTag.get(value=token)).last_used_at == latest.started_at


async def test_it_is_no_session_that_a_charger_speaks_of(api: Api) -> None:
    """Neither a stop with its number nor a start finds it; nothing waits for its end."""
    charger = await api.database.charger()
    await report(api, STEVE, HISTORY)
    row = await Transaction.get(external_id="17")
    assert (row.ocpp_transaction_id, row.start_key, row.stopped_received_at) == (None, None, api.clock())
    assert await sessions.without_stop(charger.id) == []
    assert await sessions.transaction_at(charger.id, 1, row.started_at) is None
    assert await sessions.transactions_around(charger.id, NOW, 10) == []
    settled = await api.post(f"{HISTORY}/{row.id}/settle", json={})
    assert settled.status_code == 409
    assert (await api.post(f"{HISTORY}/{row.id}/force-stop")).status_code == 409
    assert (await api.get(f"{HISTORY}/{row.id}/receipt")).status_code == 200


async def test_no_program_is_told_that_a_session_started(api: Api) -> None:
    """Of what is only brought here; of what starts here, each is."""
    charger = await api.database.charger()
    await Webhook.create(url="https://example.com", events=["*"], secret="sealed")
    await report(api, STEVE, HISTORY)
    assert await WebhookEvent.filter(type="transaction.started").count() == 0
    await transaction(charger)
    assert await WebhookEvent.filter(type="transaction.started").count() == 1


async def test_faults_of_history(api: Api) -> None:
    charger = await api.database.charger()
    await transaction(charger, started_at=NOW, stopped_at=NOW + timedelta(hours=1), state="completed")
    await report(
        api,
        "external_id,charge_point_id,started_at,stopped_at,energy_wh\n"
        "old,CP-0001,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,5\n",
        HISTORY,
    )
    api.clock.advance(hours=2)
    api.headers.update(await api.signed_in(EMAIL))
    table = (
        "external_id;charge_point_id;connector_id;started_at;stopped_at;energy_wh;user_email\n"
        "a;cp-0001;1;2026-11-19T12:30:00Z;2026-11-19T13:30:00Z;5;\n"
        "b;CP-0001;2;2026-11-19T12:30:00Z;2026-11-19T13:30:00Z;5;driver@charging.example\n"
        "b;CP-0001;2;2026-11-19T09:30:00Z;2026-11-19T10:30:00Z;5;\n"
        "c;CP-9;2;2026-11-19T09:30:00Z;2026-11-19T10:30:00Z;5;\n"
        "old;CP-0001;;2026-01-01T00:00:00Z;2026-01-01T01:00:00Z;6;\n"
        "d;CP-0001;;2026-11-19T12:59:00Z;2026-11-19T13:30:00Z;5;\n"
        "e;CP-0001;;2026-01-01T00:00:00Z;;5,5;\n"
    )
    would = await report(api, table, HISTORY, dry_run=True)
    assert faults(would) == [
        (2, "started_at"),
        (4, "external_id"),
        (5, "charge_point_id"),
        (6, "energy_wh"),
        (7, "started_at"),
        (8, "stopped_at"),
        (8, "energy_wh"),
    ]
    assert (would["rows"], would["created"], would["faulty"]) == (7, 1, 6)
    assert (await bring(api, table, HISTORY)).status_code == 422
    assert await Transaction.exclude(imported_at=None).count() == 1


async def test_an_export_of_what_was_imported_changes_nothing(api: Api) -> None:
    await api.database.charger()
    await report(api, STEVE, HISTORY)
    exported = (await api.get(HISTORY, params={"format": "csv"})).content
    assert (await report(api, exported, HISTORY))["unchanged"] == 2
