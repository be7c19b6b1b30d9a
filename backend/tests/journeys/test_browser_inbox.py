"""What comes into the inbox and onto open pages by itself, and jobs that are taken back, in a real browser."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import Complaints, browsing, sign_in
from tests.journeys.charger import connected, raw
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.simulated import simulated
from tests.journeys.test_charging import at, boot, meter, start, stop, transaction_of
from tests.journeys.updates import begin, upload

BREAKS = re.compile(r"^1 of \d+ messages? of the last 7 days breaks a rule")
TOO_LONG = "Cable detected by proximity pilot, waiting for authorisation"


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.fixture
async def page(server: RunningServer, complaints: Complaints) -> AsyncIterator[Page]:
    async with browsing(server, complaints) as page:
        await sign_in(page, ADMIN_EMAIL, server.password)
        yield page


@pytest.mark.timeout(150)
async def test_a_security_event_comes_in_by_itself_and_is_acknowledged(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
    name = charger["charge_point_id"]
    await page.goto("/security?view=events")
    await expect(page.get_by_text("Nothing has happened yet").first).to_be_visible()
    async with raw(server, charger) as charge_point:
        event = {"type": "TamperDetectionActivated", "timestamp": at(0), "techInfo": "lid open"}
        await charge_point.call("SecurityEventNotification", event)
        await expect(page.get_by_text("lid open").first).to_be_visible()
        await page.get_by_role("link", name="Problems").click()
        await expect(page.get_by_role("link", name=f"{name}: TamperDetectionActivated")).to_be_visible()
        await expect(page.get_by_text("Have somebody look at the charger")).to_be_visible()
        row = page.get_by_role("listitem").filter(has_text="TamperDetectionActivated")
        await row.get_by_role("button", name="Acknowledge").click()
        await expect(page.get_by_role("link", name=f"{name}: TamperDetectionActivated")).to_be_hidden()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_a_doubtful_record_is_accepted_for_good(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    """The record is settled as it stands: for everybody, over a reload, with who did it."""
    async with server.operator() as operator:
        charger, tag = await operator.new_charger(), await operator.new_id_tag()
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            number = await start(charge_point, tag, meter_start=5000, moment=at(-7200))
            await meter(charge_point, number, 6500, "7.4", at(-3600))
            await stop(charge_point, number, 6000, reason="Local")
            await page.goto("/problems")
            matter = page.get_by_role("listitem").filter(has_text="the meter ran backwards")
            await matter.get_by_role("button", name="Accept as is").click()
            await expect(page.get_by_role("heading", name="Nothing needs you")).to_be_visible()
            await page.reload()
            await expect(page.get_by_role("heading", name="Nothing needs you")).to_be_visible()
            found = await transaction_of(operator, charger)
            assert (found["state"], found["energy_wh"]) == ("completed", 1000)
            assert (await operator.get("/attention"))["items"] == []
            await page.goto(f"/transactions/{found['id']}")
            await expect(page.get_by_text(f"Settled by {ADMIN_EMAIL}")).to_be_visible()
            await expect(page.get_by_role("main").get_by_text("Completed", exact=True)).to_be_visible()
            (entry,) = (await operator.get("/audit", operation="settle_transaction"))["items"]
            assert (entry["actor"]["name"], entry["target"]["id"]) == (ADMIN_EMAIL, found["id"])
    assert complaints == []


@pytest.mark.timeout(150)
async def test_a_job_moves_on_an_open_page(server: RunningServer, page: Page, complaints: Complaints) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        firmware = await upload(operator, {})
        async with simulated(server, charger):
            await page.goto("/firmware?view=jobs")
            await expect(page.get_by_text("Nothing has been asked for yet")).to_be_visible()
            await begin(operator, firmware, charger)
            row = page.get_by_role("row", name=re.compile(charger["charge_point_id"]))
            await expect(row.get_by_text("Installed")).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_updates_are_held_back_and_a_job_is_cancelled(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        firmware = await upload(operator, {})
        await begin(operator, firmware, charger)
        await page.goto(f"/firmware?view=jobs&firmware={firmware['id']}")
        await page.get_by_role("button", name="Pause updates").click()
        await expect(page.get_by_role("button", name="Resume updates")).to_be_visible()
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            name = charger["charge_point_id"]
            await page.get_by_role("button", name=f"Cancel job of {name}").click()
            await page.get_by_role("alertdialog").get_by_role("button", name="Cancel job").click()
            row = page.get_by_role("row", name=re.compile(name))
            await expect(row.get_by_text("Cancelled", exact=True)).to_be_visible()
            assert [one["action"] for one in await operator.items("/commands", action="UpdateFirmware")] == []
    assert complaints == []


@pytest.mark.timeout(150)
async def test_a_charger_says_its_score_and_what_lowers_it(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        await page.goto(f"/chargers/{charger['id']}")
        await expect(page.get_by_text("It has sent nothing in the last 7 days.")).to_be_visible()
        async with raw(server, charger) as charge_point:
            status = {"connectorId": 1, "errorCode": "NoError", "status": "Available", "info": TOO_LONG}
            await charge_point.call("StatusNotification", status)
            await expect(page.get_by_text(BREAKS)).to_be_visible()
            await page.get_by_role("link", name="A text that is too long").click()
            await page.wait_for_url("**/messages?*rules=broken*")
    assert complaints == []
