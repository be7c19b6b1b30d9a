"""Without a mouse, in a real browser: where the focus goes, and where it comes back to."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import Complaints
from tests.journeys.server import ADMIN_EMAIL, RunningServer


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(150)
async def test_stations_are_kept_without_a_mouse(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await _sign_in(page, server)
    async with server.operator() as operator:
        for name in ("Harbour", "Station square"):
            await operator.post("/stations", {"name": name}, HTTPStatus.CREATED)
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox")).to_be_focused()
    await page.keyboard.type("Stations")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name="2 stations")).to_be_visible()
    await _walks_the_rows_but_not_behind_a_menu(page)
    await _comes_back_to_where_it_was(page)
    assert complaints == []


async def _sign_in(page: Page, server: RunningServer) -> None:
    """From one field to the next, with nothing between them."""
    await page.goto("/auth/sign-in")
    await expect(page.get_by_label("E-mail")).to_be_focused()
    await page.get_by_label("E-mail").fill(ADMIN_EMAIL)
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Password", exact=True)).to_be_focused()
    await page.get_by_label("Password", exact=True).fill(server.password)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: "/auth/" not in url)


async def _walks_the_rows_but_not_behind_a_menu(page: Page) -> None:
    await expect(page.get_by_role("link", name="Harbour")).to_be_visible()
    await page.keyboard.press("j")
    await expect(page.get_by_role("link", name="Harbour")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name="Station square")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Edit station")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Add charger here")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("menuitem", name="Edit station")).to_be_focused()


async def _comes_back_to_where_it_was(page: Page) -> None:
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Actions for Station square")).to_be_focused()
    await page.get_by_role("button", name="Add station").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Add station")).to_be_focused()
