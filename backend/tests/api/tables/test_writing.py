"""Lists as downloads: everything that the filter selects, piece by piece."""

import csv
import io
import os
import tracemalloc
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.responses import StreamingResponse
from openpyxl import load_workbook

from csms.api.tables import columns, writing
from csms.api.tables.columns import Table
from csms.api.tables.writing import TableWish, download
from csms.errors import Invalid
from csms.store.models import Reservation, Station
from csms.store.paging import Cursor, Page, write_cursor
from tests.api.conftest import Api
from tests.services.database import NOW, at
from tests.store.rows import sample, transaction

ADMIN = "/api/admin"
NUMBERS = Table("numbers", ("n", "text"))


def counting(total: int) -> writing.Ask:
    async def ask(limit: int, cursor: Cursor | None) -> Page:
        start = int(cursor.key) if cursor else 0
        end = min(start + limit, total)
        items = [{"n": n, "text": "x" * 50} for n in range(start, end)]
        return {"items": items, "next_cursor": write_cursor(end, end) if end < total else None}

    return ask


async def body(response: Any) -> AsyncIterator[bytes]:
    assert isinstance(response, StreamingResponse)
    async for piece in response.body_iterator:
        assert isinstance(piece, bytes)
        yield piece


async def rows_of(api: Api, path: str, **params: Any) -> list[dict[str, str]]:
    answer = await api.get(f"{ADMIN}{path}", params={"format": "csv", **params})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


async def test_a_csv_of_any_length_needs_the_memory_of_a_page() -> None:
    lines, most = 0, 0
    tracemalloc.start()
    try:
        async for piece in body(await download(TableWish("csv"), NUMBERS, counting(100_000))):
            lines += piece.count(b"\r\n")
            most = max(most, len(piece))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert lines == 100_001
    assert most < 100_000
    assert peak < 4_000_000, "all rows at once would be some 13 MB"


async def test_a_workbook_ends_where_a_sheet_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(writing, "MOST_SHEET_ROWS", 2_500)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pieces = [piece async for piece in body(await download(TableWish("xlsx"), NUMBERS, counting(2_500)))]
    sheet = load_workbook(io.BytesIO(b"".join(pieces)))["numbers"]
    assert (sheet.max_row, sheet["A2501"].value) == (2_501, 2_499)
    with pytest.raises(Invalid, match="CSV"):
        await download(TableWish("xlsx"), NUMBERS, counting(2_501))
    assert os.listdir(tmp_path) == [], "nothing is left behind"


async def test_all_transactions_of_the_filter_with_all_digits(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    charger = await api.database.charger("=CP")
    exact = Decimal("12345678901234.567891")
    for number in range(5):
        await transaction(
            charger, number, state="completed", energy_wh=exact, stopped_at=at(60), flags=["settled"]
        )
    await transaction(charger, 9)
    rows = await rows_of(api, "/transactions", state="completed", limit=1)
    assert {row["transaction_id"] for row in rows} == {"0", "1", "2", "3", "4"}
    assert tuple(rows[0]) == columns.TRANSACTIONS.columns
    assert (rows[0]["charge_point_id"], rows[0]["energy_wh"]) == ("'=CP", "12345678901234.567891")
    assert (rows[0]["stopped_at"], rows[0]["flags"]) == ("2026-11-19T12:01:00Z", "settled")


async def test_times_in_the_zone_of_people_and_a_mark_for_excel(api: Api) -> None:
    await transaction(await api.database.charger(), started_at=NOW)
    answer = await api.get(
        f"{ADMIN}/transactions", params={"format": "csv", "tz": "Europe/Berlin", "bom": True}
    )
    assert answer.content.startswith(b"\xef\xbb\xbfid,")
    assert "2026-11-19T13:00:00+01:00" in answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="transactions.csv"'


@pytest.mark.parametrize("how", [{"params": {"format": "xlsx"}}, {"headers": {"Accept": writing.XLSX_TYPE}}])
async def test_a_workbook_of_id_tags_computes_nothing(api: Api, how: dict[str, Any]) -> None:
    await api.database.id_tag("=SUM(A1)", note="note", max_active_transactions=2)
    answer = await api.get(f"{ADMIN}/id-tags", **how)
    assert answer.headers["content-type"] == writing.XLSX_TYPE
    head, row = load_workbook(io.BytesIO(answer.content))["id-tags"].iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert (found["id_tag"], found["max_active_transactions"]) == ("'=SUM(A1)", 2)
    assert (found["blocked"], found["expires_at"]) == (False, None)


async def test_every_list_that_operators_take_home(api: Api) -> None:
    station = await Station.create(name="Hafen")
    charger = await api.database.charger(station_id=station.id)
    row = await transaction(charger)
    await sample(row, NOW, "7400.25")
    await Reservation.create(
        charger_id=charger.id, evse_id=1, ocpp_reservation_id=1, id_token="T", id_token_folded="t",
        expires_at=at(60), state="active",
    )  # fmt: skip
    assert [one["name"] for one in await rows_of(api, "/stations")] == ["Hafen"]
    assert [one["station_name"] for one in await rows_of(api, "/chargers")] == ["Hafen"]
    assert [one["id_tag"] for one in await rows_of(api, "/reservations")] == ["T"]
    assert len(await rows_of(api, "/users")) == 2
    (value,) = await rows_of(api, f"/transactions/{row.id}/meter-values")
    assert (value["timestamp"], value["value"]) == ("2026-11-19T12:00:00Z", "7400.25")


async def test_only_who_sees_the_list(api: Api) -> None:
    answer = await api.get(f"{ADMIN}/users", params={"format": "csv"}, headers={"Authorization": ""})
    assert answer.status_code == 401
