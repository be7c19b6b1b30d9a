"""What a browser does to a dashboard: back and forward, no network, a session that ends, a second tab."""

import re
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.browsing import sign_in_admin, sign_in_here
from tests.journeys.pages.looking import Looker, looking
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer

UNTOUCHED = "window.untouched"
"""Gone when the page is loaded anew."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.fixture
async def operator(server: RunningServer) -> AsyncIterator[Operator]:
    async with server.operator() as operator:
        await operator.post("/stations", {"name": "Harbour"}, HTTPStatus.CREATED)
        for _ in range(2):
            await operator.new_charger()
        yield operator


@pytest.fixture
async def looker(server: RunningServer, operator: Operator) -> AsyncIterator[Looker]:
    async with looking(server) as looker:
        await sign_in_admin(looker.page, server)
        yield looker


async def test_back_and_forward_keep_what_was_chosen(looker: Looker) -> None:
    page = looker.page
    await looker.open("/chargers?q=CP")
    await page.get_by_role("link", name=re.compile(r"^CP-\d+")).first.click()
    await expect(page).to_have_url(re.compile(r"/chargers/[0-9a-f-]{36}$"))
    await page.get_by_role("link", name="Messages", exact=True).click()
    await expect(page).to_have_url(re.compile("/messages$"))
    await page.go_back()
    await page.go_back()
    await expect(page).to_have_url(re.compile(r"/chargers\?q=CP$"))
    await expect(page.get_by_role("searchbox")).to_have_value("CP")
    await page.go_forward()
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("CP-"))
    assert looker.findings == []


async def test_without_a_network_it_says_so_and_catches_up(looker: Looker, operator: Operator) -> None:
    """What happened meanwhile is there by itself once the network is."""
    page = looker.page
    await looker.open("/stations")
    await page.evaluate(f"{UNTOUCHED} = true")
    live = page.get_by_role("status").filter(has_text=re.compile("Live|Reconnecting"))
    await expect(live).to_have_text("Live")
    await page.context.set_offline(True)
    await expect(live).to_have_text("Reconnecting")
    await expect(page.get_by_role("link", name="Harbour")).to_be_visible()
    await operator.post("/stations", {"name": "Lindenhof"}, HTTPStatus.CREATED)
    await page.context.set_offline(False)
    await expect(page.get_by_role("link", name="Lindenhof")).to_be_visible()
    await expect(live).to_have_text("Live")
    assert await page.evaluate(UNTOUCHED)
    assert [one for one in looker.findings if "net::ERR_" not in one.what] == []


async def test_a_session_that_was_ended_elsewhere_leads_back_after_signing_in(
    looker: Looker, server: RunningServer, operator: Operator
) -> None:
    page = looker.page
    await looker.open("/transactions?state=active")
    for session in (await operator.client.get("/api/me/sessions")).json()["items"]:
        if not session["current"]:
            await operator.client.delete(f"/api/me/sessions/{session['id']}")
    await expect(page).to_have_url(re.compile(r"/auth/sign-in\?next=%2Ftransactions"))
    await expect(page.get_by_text("You have been signed out.")).to_be_visible()
    await sign_in_here(page, ADMIN_EMAIL, server.password)
    await expect(page).to_have_url(re.compile(r"/transactions\?state=active"))
    assert [one for one in looker.findings if not re.search("status of 40[13]", one.what)] == []


async def test_two_tabs_see_the_same_and_leave_together(looker: Looker) -> None:
    first = looker.page
    second = await first.context.new_page()
    for page in (first, second):
        await page.goto("/stations")
        await expect(page.get_by_role("link", name="Harbour")).to_be_visible()
    await first.get_by_role("button", name="Add station").first.click()
    dialog = first.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Campus West")
    await dialog.get_by_role("button", name="Add station").click()
    for page in (first, second):
        await expect(page.get_by_role("link", name="Campus West")).to_be_visible()
    await first.get_by_role("button", name=re.compile("Administrator")).click()
    await first.get_by_role("menuitem", name="Sign out").click()
    for page in (first, second):
        await expect(page).to_have_url(re.compile("/auth/sign-in"))
    assert looker.findings == []


@pytest.mark.parametrize("address", ["/chargers/00000000-0000-7000-8000-000000000000", "/nowhere"])
async def test_what_is_not_there_is_said(looker: Looker, address: str) -> None:
    page = looker.page
    await page.goto(address)
    await expect(
        page.get_by_text(re.compile("nothing here|no such|does not exist|not found", re.I)).first
    ).to_be_visible()
