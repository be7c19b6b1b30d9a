"""Programs in a real browser: where events go, who is told of what, and what the server is set to."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import PHONE, Complaints, sign_in_admin
from tests.journeys.server import RunningServer
from tests.services.receiver import Receiver, receiving


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(150)
async def test_a_webhook_from_its_first_day_to_its_last(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await sign_in_admin(page, server)
    async with receiving(status=200, answer=b'{"taken": true}') as receiver, server.operator() as operator:
        await page.get_by_role("link", name="Webhooks").click()
        secret = await _add_webhook(page, receiver)
        server.secrets.add(secret)
        await page.get_by_role("link", name=receiver.url).click()
        await _a_test_says_how_it_was_answered(page)
        await operator.post("/stations", {"name": "Harbour"}, HTTPStatus.CREATED)
        await page.get_by_role("button", name="station.created").click()
        sheet = page.get_by_role("complementary", name="Delivery")
        await expect(sheet.get_by_text("Delivered")).to_be_visible()
        await expect(sheet.get_by_text("Harbour")).to_be_visible()
        await sheet.get_by_role("button", name="Send again").click()
        await expect(page.get_by_text("The event is sent again")).to_be_visible()
        for request in receiver.requests:
            request.verify(secret)
        await sheet.get_by_role("button", name="Close").click()
        await page.get_by_role("button", name="Pause").click()
        await expect(page.get_by_text("Nothing is sent.")).to_be_visible()
        await page.set_viewport_size(PHONE)
        await _no_wider_than_the_screen(page)
        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Delete webhook").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Delete webhook").click()
        await expect(page.get_by_text("No webhook yet")).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_a_rule_says_that_its_letter_is_in_the_log_only(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await sign_in_admin(page, server)
    await page.get_by_role("link", name="Notifications").click()
    await page.get_by_role("button", name="Add rule").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Night shift")
    await dialog.get_by_label("E-mail addresses").fill("ines@charging.example")
    await dialog.get_by_role("button", name="Add rule").click()
    await expect(page.get_by_role("heading", name="1 rule tells people")).to_be_visible()
    await page.get_by_role("button", name="Actions for Night shift").click()
    await page.get_by_role("menuitem", name="Send test").click()
    await page.get_by_role("dialog").get_by_role("button", name="Send test").click()
    await expect(page.get_by_role("dialog").get_by_text("In the server’s log only")).to_be_visible()
    await page.get_by_role("dialog").get_by_role("button", name="Done").click()
    await page.get_by_role("button", name=re.compile("^Test of the rule")).click()
    await expect(page.get_by_role("complementary").get_by_text("nothing has happened")).to_be_visible()
    await page.set_viewport_size(PHONE)
    await _no_wider_than_the_screen(page)
    assert complaints == []


@pytest.mark.timeout(150)
async def test_what_the_server_is_set_to(server: RunningServer, page: Page, complaints: Complaints) -> None:
    await sign_in_admin(page, server)
    await page.get_by_role("link", name="Settings").click()
    await expect(page.get_by_role("heading", name=re.compile(r"^CSMS \d"))).to_be_visible()
    await expect(page.get_by_text("None: nobody gets letters")).to_be_visible()
    charger_address = page.get_by_label("For chargers, with their identity behind it")
    await expect(charger_address).to_have_value(f"ws://127.0.0.1:{server.port}/ocpp/")
    await page.set_viewport_size(PHONE)
    await _no_wider_than_the_screen(page)
    await page.get_by_role("button", name="Deutsch").click()
    await expect(page.get_by_role("heading", name="Dieser Browser")).to_be_visible()
    await page.get_by_role("button", name="Dunkel").click()
    await expect(page.locator("html")).to_have_class(re.compile("dark"))
    assert complaints == []


async def _add_webhook(page: Page, receiver: Receiver) -> str:
    """For stations only; its secret."""
    await page.get_by_role("button", name="Add webhook").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Address").fill(receiver.url)
    await dialog.get_by_role("radio", name="Chosen events").click()
    await dialog.get_by_role("checkbox", name="Stations").click()
    await dialog.get_by_role("button", name="Add webhook").click()
    secret = await dialog.get_by_label("Secret", exact=True).input_value()
    assert secret.startswith("whsec_")
    await dialog.get_by_role("button", name="Done").click()
    return secret


async def _a_test_says_how_it_was_answered(page: Page) -> None:
    await page.get_by_role("button", name="Send test").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("Delivered", exact=True)).to_be_visible()
    await expect(dialog.get_by_text(re.compile(r"^HTTP 200 in \d+ ms$"))).to_be_visible()
    await expect(dialog.get_by_text('{"taken": true}')).to_be_visible()
    await dialog.get_by_role("button", name="Done").click()


async def _no_wider_than_the_screen(page: Page) -> None:
    await expect(page.locator("main")).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], width
