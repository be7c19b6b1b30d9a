"""A fleet of hundreds in a real browser: its list comes while one scrolls, and is searched and sorted by the server."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.journeys.browsing import DESK, PHONE, Complaints, scroll_to, sign_in
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.waiting import eventually

TABLET: ViewportSize = {"width": 820, "height": 1180}
TWO_ROWS = 120
"""Pixels."""
CHARGERS = 230
MOST_ROWS = 90
"""Of a screen, with those above and below that the keyboard may reach."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(180)
async def test_a_list_of_hundreds(server: RunningServer, page: Page, complaints: Complaints) -> None:
    async with server.operator() as operator:
        place = await operator.post("/stations", {"name": "Aachen"}, HTTPStatus.CREATED)
        for number in range(1, CHARGERS + 1):
            await _add(operator, number, place["id"])
        await sign_in(page, ADMIN_EMAIL, server.password)
        await page.goto("/chargers")
        await expect(page.get_by_role("heading", name=f"{CHARGERS} chargers, 0 online")).to_be_visible()
        await _scrolls_to_the_end(page)
        await _searches_and_sorts(page)
        await _selecting_moves_nothing(page)
        await _selects_all(page)
        await _sees_a_new_one(page, operator, place["id"])
        await _gives_room_to_what_needs_it(page, operator)
    assert complaints == []


async def _add(operator: Operator, number: int, station_id: str) -> None:
    body = {"charge_point_id": f"CP-{number}", "security_profile": 0}
    if number == CHARGERS:
        body["station_id"] = station_id
    await operator.post("/chargers", body, HTTPStatus.CREATED)


async def _scrolls_to_the_end(page: Page) -> None:
    """Counted as people count, no more rows in the document than the screen needs, columns stay where they are."""
    rows = page.get_by_role("row")
    await expect(rows.nth(9)).to_contain_text("CP-9")
    await expect(rows.nth(10)).to_contain_text("CP-10")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(CHARGERS + 1))
    columns = await _columns(page)
    last = page.get_by_role("link", name=f"CP-{CHARGERS}", exact=True)
    await scroll_to(page, last, MOST_ROWS)
    assert await _columns(page) == columns
    await last.scroll_into_view_if_needed()
    await last.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(f"CP-{CHARGERS}")
    await page.go_back()
    await expect(last).to_be_in_viewport()


async def _columns(page: Page) -> list[float]:
    heads = page.get_by_role("columnheader")
    lefts: list[float] = await heads.evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().left)"
    )
    return lefts


async def _searches_and_sorts(page: Page) -> None:
    await page.goto("/chargers?sort=station")
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Aachen")
    await page.get_by_role("searchbox").fill("CP-23")
    await expect(page.get_by_role("row").nth(1)).to_contain_text(f"CP-{CHARGERS}")
    await expect(page.get_by_role("row")).to_have_count(1 + len(["CP-23", "CP-230"]))
    await page.reload()
    await expect(page.get_by_role("row")).to_have_count(1 + len(["CP-23", "CP-230"]))


async def _selecting_moves_nothing(page: Page) -> None:
    """At any width: what can be done stands below, on the screen, in two rows at most, and leaves the last row free."""
    bar = page.get_by_role("region", name="Selected rows")
    for size in (PHONE, TABLET, DESK):
        await page.set_viewport_size(size)
        await page.goto("/chargers?q=CP-1")
        await expect(page.get_by_role("row").nth(2)).to_contain_text("CP-10")
        before = await _edges(page)
        assert all(right <= size["width"] for _, right in before), "its menu is cut off"
        await page.get_by_role("checkbox", name="Select CP-1", exact=True).click()
        await expect(bar).to_be_in_viewport(ratio=1)
        assert await _edges(page) == before
        box = await bar.bounding_box()
        assert box is not None
        assert box["height"] < TWO_ROWS
        await eventually(partial(_room_at_the_end, page, bar), lambda room: room is not None and room >= 0)
        await page.get_by_role("button", name="Clear the selection").click()
        await expect(bar).to_be_hidden()


async def _room_at_the_end(page: Page, bar: Locator) -> float | None:
    """Between the last row and the bar, when all has been scrolled; None as long as there is more."""
    await page.evaluate("scrollBy(0, 4_000)")
    last = page.get_by_role("row").filter(has_text="CP-199")
    if not await last.count():
        return None
    row, over = await last.bounding_box(), await bar.bounding_box()
    assert row is not None
    assert over is not None
    return over["y"] - (row["y"] + row["height"])


async def _edges(page: Page) -> list[tuple[float, float]]:
    """Where the first rows begin, and how far what they show reaches."""
    edges: list[tuple[float, float]] = await page.get_by_role("row").evaluate_all(
        """(all) => all.slice(0, 5).map((row) => [
          row.getBoundingClientRect().top,
          Math.max(...[...row.cells].map((cell) => cell.getBoundingClientRect().right)),
        ])"""
    )
    return [(top, right) for top, right in edges]


async def _selects_all(page: Page) -> None:
    await page.goto("/chargers")
    await page.get_by_role("checkbox", name="Select CP-1", exact=True).click()
    await page.get_by_role("button", name=f"Select all {CHARGERS}").click()
    await expect(page.get_by_text(f"{CHARGERS} selected")).to_be_visible()
    await page.get_by_role("button", name="Restart").click()
    await expect(page.get_by_role("dialog")).to_contain_text(f"{CHARGERS} left out: offline")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Clear the selection").click()


async def _sees_a_new_one(page: Page, operator: Operator, station_id: str) -> None:
    """Somebody else adds it: the title counts it without a reload, the search finds it."""
    await _add(operator, CHARGERS + 1, station_id)
    await expect(page.get_by_role("heading", name=f"{CHARGERS + 1} chargers, 0 online")).to_be_visible()
    await page.get_by_role("searchbox").fill(f"CP-{CHARGERS + 1}")
    await expect(page.get_by_role("link", name=f"CP-{CHARGERS + 1}")).to_be_visible()


async def _gives_room_to_what_needs_it(page: Page, operator: Operator) -> None:
    """On narrow screens a charger's id can be read; a column grows with what comes into a row while it is open."""
    link = page.get_by_role("link", name="CP-1", exact=True)
    for size in (PHONE, TABLET):
        await page.set_viewport_size(size)
        await page.goto("/chargers")
        await expect(link).to_be_visible()
        assert await link.evaluate("(one) => one.scrollWidth <= one.clientWidth"), f"cut off at {size}"
    await page.set_viewport_size(DESK)
    await expect(page.get_by_role("columnheader", name="Station")).to_be_visible()
    [charger, *_] = await operator.items("/chargers", search="CP-1")
    name = "At the old harbour, behind the third crane"
    station = await operator.post("/stations", {"name": name}, HTTPStatus.CREATED)
    await operator.patch(f"/chargers/{charger['id']}", {"station_id": station["id"]})
    cell = page.get_by_role("cell", name=name)
    await expect(cell).to_be_visible()
    await eventually(
        partial(cell.evaluate, "(one) => one.scrollWidth - one.clientWidth"), lambda excess: excess == 0
    )
