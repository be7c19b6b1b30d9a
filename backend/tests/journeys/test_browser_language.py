"""The reader's language in a real browser: German where the browser speaks it, another by choice, and remembered."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import DESK, PHONE, Complaints, browsing
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.test_doors import refused

PLACES = {
    "/": "Übersicht",
    "/users": "Personen",
    "/api-keys": "API-Schlüssel",
    "/audit": "Prüfprotokoll",
    "/account": "Konto",
    "/me": "Mein Laden",
    "/me/cards": "Karten",
    "/me/sessions": "Verlauf",
}


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.fixture
async def page(server: RunningServer, complaints: Complaints) -> AsyncIterator[Page]:
    async with browsing(server, complaints, locale="de-DE") as page:
        yield page


@pytest.mark.timeout(150)
async def test_a_german_browser_is_spoken_to_in_german(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await _sign_in(page, server)
    for viewport in (DESK, PHONE):
        await page.set_viewport_size(viewport)
        for path, title in PLACES.items():
            await page.goto(path)
            await expect(page).to_have_title(f"{title} · CSMS")
            await expect(page.get_by_role("heading").first).to_be_visible()
            assert await page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ), f"{path} is wider than the screen"
    assert complaints == []


@pytest.mark.timeout(150)
async def test_the_choice_of_a_language_is_seen_at_once_and_remembered(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await _sign_in(page, server)
    await page.get_by_role("link", name="Personen").click()
    await page.get_by_role("button", name="Administrator").click()
    await page.get_by_role("menuitemradio", name="English").click()
    await expect(page.get_by_role("link", name="Users")).to_be_visible()
    await expect(page).to_have_title("Users · CSMS")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.reload()
    await expect(page.get_by_role("heading", name="1 user")).to_be_visible()
    await page.set_viewport_size(PHONE)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("group", name="Language").get_by_role("button", name="Deutsch").click()
    await expect(page.get_by_role("heading", name="1 Person")).to_be_visible()
    await page.get_by_role("button", name="Mehr").click()
    await page.get_by_role("link", name="Mein Laden").click()
    await expect(page.get_by_role("heading", name="Nichts lädt")).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_what_the_server_says_is_german_too(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    """Matters and refused connections come as texts and values."""
    async with server.operator() as operator:
        charger = await operator.new_charger(charge_point_id="CP-0042")
    await refused(server, "CP-0O42", charger["password"])
    await _sign_in(page, server)
    title = "CP-0O42 abgewiesen. War CP-0042 gemeint?"
    detail = re.compile(
        "^Buchstabe O anstelle einer Null. 1 Versuch von .*; CP-0042 hat sich nie verbunden.$"
    )
    await expect(page.get_by_role("heading", name=title)).to_be_visible()
    await expect(page.get_by_text(detail)).to_be_visible()
    await page.goto("/problems")
    await expect(page.get_by_role("checkbox", name=f"Auswählen: {title}")).to_be_visible()
    await expect(page.get_by_text(detail)).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_what_the_server_refuses_is_refused_in_german(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    """By the rules of OCPP in a command's form, and by the schemas of REST in a list."""
    async with server.operator() as operator:
        charger = await operator.new_charger()
    await _sign_in(page, server)
    await page.goto(f"/chargers/{charger['id']}/commands")
    await page.get_by_role("button", name="Befehl senden").click()
    await page.get_by_role("tab", name="JSON").click()
    await page.get_by_label("Anfrage").fill('{"idTag": 7}')
    await page.get_by_role("button", name="Senden", exact=True).click()
    refusal = page.get_by_role("listitem").filter(has_text="idTag")
    await expect(refusal).to_have_text("idTag eine Zahl, verlangt ist ein Text (OCPP 1.6, 6.33)")
    await page.route(
        "**/api/admin/stations?*", lambda route: route.continue_(url=f"{route.request.url}&limit=0")
    )
    await page.goto("/stations")
    await expect(page.get_by_text("limit: Muss mindestens 1 sein")).to_be_visible()
    assert [text for text in complaints if "status of 422" not in text] == []


async def _sign_in(page: Page, server: RunningServer) -> None:
    await page.goto("/auth/sign-in")
    await page.get_by_label("E-Mail").fill(ADMIN_EMAIL)
    await page.get_by_label("Passwort", exact=True).fill(server.password)
    await page.get_by_role("button", name="Anmelden").click()
    await page.wait_for_url(lambda url: "/auth/" not in url)
