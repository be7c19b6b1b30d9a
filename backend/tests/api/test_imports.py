"""`/api/admin/.../import`: first what would happen, then all or nothing."""

import time
from typing import Any

import pytest

from csms.api.tables.writing import XLSX_TYPE
from csms.store.models import IdTag, LocalList, UnknownTag, User
from tests.api.conftest import DRIVER, Api
from tests.services.database import NOW

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
    )
    would = await report(api, table, dry_run=True)
    assert faults(would) == [
        (2, "expires_at"),
        (3, "max_active_transactions"),
        (4, "expires_at"),
        (6, "expires_at"),
        (7, "id"),
        (9, "id_tag"),
    ]
    assert (would["rows"], would["faulty"], would["created"]) == (7, 6, 1)
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
    assert await IdTag.filter(folded="a", expires_at="2027-07-01T10:00:00+00:00").exists()


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


async def test_many_in_seconds(api: Api) -> None:
    """The second time as well, when each is compared: a hundred thousand are ten times that."""
    table = "id_tag,parent_id_tag,note\n" + "".join(f"{n:08X},FLEET,card {n}\n" for n in range(10_000))
    begin = time.monotonic()
    assert (await report(api, table))["created"] == 10_000
    assert (await report(api, table))["unchanged"] == 10_000
    assert time.monotonic() - begin < 10, "less than one on a machine that has nothing else to do"


async def test_only_a_file_and_none_that_is_too_long(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csms.api.tables.imports.MOST_BYTES", 10)
    assert (await bring(api, "id_tag\n0123456789\n")).status_code == 413
    form = await api.post(f"{TAGS}/import", files={"file": b"id_tag\nA\n"})
    assert (form.status_code, form.json()["detail"]) == (415, "The file itself must be the body, not a form.")
    nonsense = await api.post(f"{TAGS}/import", content=b"PK\x03\x04", headers={"Content-Type": XLSX_TYPE})
    assert (nonsense.status_code, nonsense.json()["errors"][0]["field"]) == (422, "file")
