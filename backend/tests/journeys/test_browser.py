"""The main job in a real browser: from signing in to a transaction that outlives the death of the server."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.browsing import Complaints, sign_in_here
from tests.journeys.charger import Charger, connected
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.test_charging import at, boot, meter, report, start, stop
from tests.journeys.waiting import eventually

NAME = "CP-HARBOUR-1"
UNTOUCHED = "window.untouched"
"""Gone when the page is loaded anew."""


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(120)
async def test_from_sign_in_to_a_stored_curve(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    expect.set_options(timeout=20_000)
    await _sign_in(page, server)
    await page.evaluate(f"{UNTOUCHED} = true")
    await _create_station(page, "Harbour")
    charger = await _create_charger(page, server)
    async with server.operator() as operator, connected(server, charger) as charge_point:
        number = await _charge(page, operator, charge_point)
        await _stop_from_the_browser(page, charge_point, number)
    assert await page.evaluate(UNTOUCHED)
    assert complaints == []

    server.restart()
    await page.get_by_role("link", name=f"Session {number}").click()
    await _shows_the_transaction(page, number)
    assert await page.evaluate(UNTOUCHED)
    await page.reload()
    await _shows_the_transaction(page, number)
    assert complaints.of_more_than_the_network() == []
    await _the_policy_is_in_force(page, complaints)


def test_an_icon_is_where_browsers_look_without_being_told(server: RunningServer) -> None:
    """Chromium asks for it where a page is left as soon as it has loaded: 404 is an error on the console."""
    answer = httpx.get(f"{server.url}/favicon.ico")
    assert (answer.status_code, answer.content[:4]) == (200, b"\0\0\1\0")


async def _the_policy_is_in_force(page: Page, complaints: Complaints) -> None:
    """S15: no script runs but those of the build; and what the browser complains about is heard here."""
    await page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))"
    )

    async def refused() -> bool:
        return any("Content Security Policy" in text for text in complaints)

    await eventually(refused)
    assert await page.evaluate("window.x") is None


async def _sign_in(page: Page, server: RunningServer) -> None:
    await page.goto("/")
    await sign_in_here(page, ADMIN_EMAIL, server.password)
    await expect(page.get_by_role("heading", name="Connect your first charger")).to_be_visible()


async def _create_station(page: Page, name: str) -> None:
    await page.get_by_role("link", name="Stations").click()
    await page.get_by_role("button", name="Add station").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill(name)
    await dialog.get_by_label("Address").fill("Quay 1")
    await dialog.get_by_role("button", name="Add station").click()
    await expect(page.get_by_role("link", name=name)).to_be_visible()


async def _create_charger(page: Page, server: RunningServer) -> dict[str, Any]:
    """At the station; identity and password as they stand on the screen."""
    await page.get_by_role("button", name="Actions for Harbour").click()
    await page.get_by_role("menuitem", name="Add charger here").click()
    await page.get_by_label("Name", exact=True).fill(NAME)
    await page.get_by_role("button", name="Add charger").click()
    await expect(page.get_by_text(f"Waiting for {NAME}")).to_be_visible()
    await expect(page.get_by_label("Server address")).to_have_value(server.ocpp_url(NAME))
    password = await page.get_by_label("Password", exact=True).input_value()
    server.secrets.add(password)
    return {"charge_point_id": NAME, "password": password}


async def _charge(page: Page, operator: Operator, charge_point: Charger) -> int:
    """The numbers move on the screen; the number of the transaction."""
    tag = await operator.new_id_tag(note="Ada")
    await boot(charge_point)
    await expect(page.get_by_text(f"{NAME} is connected")).to_be_visible()
    await expect(page.get_by_text("firmware 1.2.3")).to_be_visible()
    await page.get_by_role("link", name="Open charger").click()

    await report(charge_point, "Preparing")
    connector = page.get_by_role("group", name="Connector 1")
    await expect(connector.get_by_role("button", name="Start charging")).to_be_visible()
    number = await start(charge_point, tag, meter_start=1000, moment=at(-3))
    await report(charge_point, "Charging")
    await expect(connector.get_by_role("link", name=str(number))).to_be_visible()
    for moment, register, power in ((-2, 3400, "7.4"), (-1, 9000, "22.1")):
        await meter(charge_point, number, register, power, at(moment))
        await expect(_power(connector)).to_have_text(re.compile(rf"^{re.escape(power)}\s*kW$"))
    await expect(connector.get_by_text(re.compile(r"8(\.0)? kWh"))).to_be_visible()
    return number


def _power(connector: Locator) -> Locator:
    return connector.get_by_role("definition").first


async def _stop_from_the_browser(page: Page, charge_point: Charger, number: int) -> None:
    await page.get_by_role("button", name="Stop charging").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Stop charging").click()

    async def asked() -> list[Any]:
        return charge_point.asked

    assert await eventually(asked) == [("RemoteStopTransaction", {"transaction_id": number})]
    await stop(charge_point, number, 9500, reason="Remote")
    await report(charge_point, "Available")
    connector = page.get_by_role("group", name="Connector 1")
    await expect(connector.get_by_text("Free", exact=True)).to_be_visible()


async def _shows_the_transaction(page: Page, number: int) -> None:
    await expect(page.get_by_role("heading", name=f"Transaction {number}")).to_be_visible()
    await expect(page.get_by_text(re.compile(r"^8\.50? kWh$")).first).to_be_visible()
    curve = page.get_by_role("region", name="Curve")
    await curve.get_by_role("button", name="Show as table").click()
    table = curve.get_by_role("table")
    for shown in ("7.4 kW", "22.1 kW"):
        await expect(table.get_by_role("cell", name=shown)).to_be_visible()
