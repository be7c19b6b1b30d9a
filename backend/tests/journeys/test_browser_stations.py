"""Thousands of stations in a real browser: searched and sorted by the server, chosen by their names, all on the map."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from csms.store.folding import alphabetical
from tests.journeys.browsing import Complaints, scroll_to, sign_in
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer

STATIONS = 3_000
ROADS_299 = 11
"""Road 299 and Road 2990 to 2999."""
MOST_ROWS = 90
"""Of a screen, with those above and below that the keyboard may reach."""
NOW = "2026-11-19 12:00:00+00:00"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(180)
async def test_a_list_of_thousands(server: RunningServer, page: Page, complaints: Complaints) -> None:
    _add_many(server)
    async with server.operator() as operator:
        place = await operator.post(
            "/stations", {"name": "Überlingen", "address": "Kai 7"}, HTTPStatus.CREATED
        )
        await operator.post(
            "/chargers", {"charge_point_id": "CP-1", "security_profile": 0}, HTTPStatus.CREATED
        )
        await sign_in(page, ADMIN_EMAIL, server.password)
        await page.goto("/stations")
        await expect(page.get_by_role("heading", name=f"{STATIONS + 1:,} stations")).to_be_visible()
        await _scrolls_to_the_end(page)
        await _searches_and_sorts(page)
        await _puts_a_charger_there(page)
        await _narrows_to_it(page, str(place["id"]))
        await _sees_all_on_the_map(page)
        await _hears_of_a_change(page, operator, str(place["id"]))
    assert complaints == []


def _add_many(server: RunningServer) -> None:
    rows = [
        (
            str(uuid4()),
            f"Site {number}",
            alphabetical(f"Site {number}"),
            f"Road {number}",
            47 + number % 7,
            number % 9,
        )
        for number in range(1, STATIONS + 1)
    ]
    columns = "id, name, name_natural, address, latitude, longitude, note, created_at, updated_at"
    path = server.database_url.removeprefix("sqlite://")
    with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        connection.executemany(
            f"INSERT INTO stations ({columns}) VALUES (?, ?, ?, ?, ?, ?, '', '{NOW}', '{NOW}')",
            rows,
        )


async def _scrolls_to_the_end(page: Page) -> None:
    """Counted as people count, and no more rows in the document than the screen needs."""
    rows = page.get_by_role("row")
    await expect(rows.nth(9)).to_contain_text("Site 9")
    await expect(rows.nth(10)).to_contain_text("Site 10")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(STATIONS + 2))
    last = page.get_by_role("link", name="Überlingen", exact=True)
    await scroll_to(page, last, MOST_ROWS)


async def _searches_and_sorts(page: Page) -> None:
    await page.goto("/stations?sort=-name")
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Überlingen")
    await page.get_by_role("searchbox").fill("road 299")
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Site 2999")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(1 + ROADS_299))
    await page.reload()
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Site 2999")
    await page.goto("/stations?status=faulted")
    await expect(page.get_by_text("No stations match")).to_be_visible()


async def _puts_a_charger_there(page: Page) -> None:
    """Found as one types, without the dots that a keyboard may lack."""
    await page.goto("/chargers")
    await page.get_by_role("button", name="Actions for CP-1").click()
    await page.get_by_role("menuitem", name="Edit").click()
    await page.get_by_role("dialog").get_by_label("Station").click()
    await page.keyboard.type("uberl")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("Station")).to_contain_text("Überlingen")
    await page.get_by_role("button", name="Save charger").click()
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Überlingen")


async def _narrows_to_it(page: Page, station_id: str) -> None:
    await page.get_by_role("button", name="Filter", exact=True).click()
    await page.get_by_role("menuitem", name="Search Station").click()
    await page.keyboard.type("kai 7")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    chip = page.get_by_role("button", name="Station Überlingen")
    await expect(chip).to_be_visible()
    assert f"station={station_id}" in page.url
    await page.reload()
    await expect(chip).to_be_visible()
    await expect(page.get_by_role("row")).to_have_count(2)


async def _sees_all_on_the_map(page: Page) -> None:
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url.partition("/api/admin/stations")[2]))
    await page.goto("/map")
    heading = f"{STATIONS + 1:,} stations, nothing faulted or offline"
    await expect(page.get_by_role("heading", name=heading)).to_be_visible()
    await expect(page.get_by_role("button", name="stations, the worst").first).to_be_visible()
    assert {question for question in questions if question} == {"/map"}
    await page.get_by_role("searchbox").fill("site 2999")
    await page.get_by_role("button", name="Show Site 2999 on the map").click()
    popup = page.get_by_role("dialog", name="Station")
    await expect(popup.get_by_text("0 of 0 connectors free")).to_be_visible()
    await page.keyboard.press("Escape")


async def _hears_of_a_change(page: Page, operator: Operator, station_id: str) -> None:
    """Somebody else gives it a place: it moves on the map without a reload."""
    await page.get_by_role("searchbox").fill("Kai 7")
    await expect(page.get_by_role("button", name="Add coordinates Überlingen")).to_be_visible()
    await operator.client.put(
        f"/api/admin/stations/{station_id}", json={"latitude": 47.77, "longitude": 9.17}
    )
    await expect(page.get_by_role("button", name="Show Überlingen on the map")).to_be_visible()
