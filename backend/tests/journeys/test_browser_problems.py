"""What needs somebody, and what was delivered, in a real browser."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import Complaints, browsing, sign_in_admin
from tests.journeys.charger import connected, raw
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.test_charging import at, boot, meter, report, start, stop
from tests.journeys.test_doors import refused

TOO_LONG = "Cable detected by proximity pilot, waiting for authorisation"


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.fixture
async def page(server: RunningServer, complaints: Complaints) -> AsyncIterator[Page]:
    async with browsing(server, complaints) as page:
        await sign_in_admin(page, server)
        yield page


@pytest.mark.timeout(150)
async def test_the_inbox_fills_by_itself_and_is_emptied_from_the_keyboard(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await page.get_by_role("link", name="Problems").click()
    await expect(page.get_by_role("heading", level=1, name="Nothing needs you")).to_be_visible()
    async with server.operator() as operator:
        charger = await operator.new_charger()
        name = charger["charge_point_id"]
        await _a_meter_that_runs_backwards(server, operator, charger)
    await refused(server, f"{name}-X", charger["password"])
    await expect(page.get_by_role("heading", level=1, name="2 things need you")).to_be_visible()
    await expect(page.get_by_role("link", name="Problems")).to_contain_text("2")
    await page.keyboard.press("j")
    await page.keyboard.press("e")
    await page.keyboard.press("e")
    await expect(page.get_by_role("heading", level=1, name="Nothing needs you")).to_be_visible()
    await page.keyboard.press("z")
    await expect(page.get_by_role("heading", level=1, name="1 thing needs you")).to_be_visible()
    await page.get_by_role("link", name=re.compile("the meter ran backwards")).click()
    await page.wait_for_url("**/transactions/*")
    assert complaints == []


@pytest.mark.timeout(150)
async def test_the_logs_behind_it_say_what_helps(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        name = charger["charge_point_id"]
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
        async with raw(server, charger) as charge_point:
            status = {"connectorId": 1, "errorCode": "NoError", "status": "Available", "info": TOO_LONG}
            await charge_point.call("StatusNotification", status)
        await refused(server, name, "0" * 40)
        await operator.eventually("/violations", lambda page: bool(page["items"]))
    await page.goto("/problems/refusals")
    row = page.get_by_role("row", name=re.compile("Wrong password"))
    await expect(row).to_contain_text("Make a new password on its page")
    await expect(row.get_by_role("link", name=f"Open {name}")).to_be_visible()
    await page.get_by_role("link", name="Conformance").click()
    await expect(
        page.get_by_role("heading", level=1, name="0 of 1 charger keep to the rules")
    ).to_be_visible()
    await page.get_by_role("link", name="1 kind").click()
    await page.get_by_role("button", name=name).click()
    sheet = page.get_by_role("dialog", name="A text that is too long")
    await expect(sheet).to_contain_text(TOO_LONG)
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="Quarantined stops").click()
    await expect(page.get_by_text("Every stop has its transaction").first).to_be_visible()
    await page.goto(f"/chargers/{charger['id']}")
    await expect(page.get_by_role("link", name="1 broken rule")).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_what_was_delivered_is_on_one_page(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        tag = await operator.new_id_tag()
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            await report(charge_point, "Charging")
            number = await start(charge_point, tag, meter_start=0, moment=at(-3600))
            await meter(charge_point, number, 9_000, "11.0", at(-1800))
            await stop(charge_point, number, 18_000)
        now = datetime.now(UTC)
        span = {"from": (now - timedelta(days=2)).isoformat(), "to": (now + timedelta(days=1)).isoformat()}
        await operator.eventually("/analytics/energy", lambda sums: sums["energy_wh"] == 18_000, **span)
    await page.get_by_role("link", name="Analytics").click()
    title = page.get_by_role("heading", level=1)
    await expect(title).to_contain_text("18.0 kWh in 1 session")
    await page.get_by_label("Divided by").click()
    await page.get_by_role("option", name="By charger").click()
    await expect(page.get_by_text(f"{charger['charge_point_id']} 18.0 kWh")).to_be_visible()
    await _the_week_is_walked_by_keys(page)
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Save as CSV").first.click()
    saved = await saving.value
    assert saved.suggested_filename == "energy.csv"
    assert charger["charge_point_id"] in _text_of(await saved.path())
    await page.reload()
    await expect(page.get_by_label("Divided by")).to_have_text("By charger")
    assert complaints == []


async def _a_meter_that_runs_backwards(
    server: RunningServer, operator: Operator, charger: dict[str, Any]
) -> None:
    tag = await operator.new_id_tag()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        number = await start(charge_point, tag, meter_start=1000, moment=at(-60))
        await meter(charge_point, number, 9000, "11.0", at(-30))
        await stop(charge_point, number, 8590)


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


async def _the_week_is_walked_by_keys(page: Page) -> None:
    cells = page.get_by_role("grid", name="Energy by hour and weekday").get_by_role("gridcell")
    await cells.first.focus()
    await page.keyboard.press("ArrowRight")
    await expect(cells.nth(1)).to_be_focused()
