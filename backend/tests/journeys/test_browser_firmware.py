"""Firmware, logs and security of chargers in a real browser, with a simulated charger at the other end."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import PHONE, Complaints, browsing, sign_in_admin
from tests.journeys.server import RunningServer
from tests.journeys.simulated import simulated
from tests.journeys.updates import CONTENT

COMPANY = "Charging Ltd"


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path, OCPP_CPO_NAME=COMPANY) as server:
        yield server


@pytest.fixture
async def page(server: RunningServer, complaints: Complaints) -> AsyncIterator[Page]:
    async with browsing(server, complaints) as page:
        await sign_in_admin(page, server)
        yield page


@pytest.mark.timeout(150)
async def test_from_a_file_to_an_updated_charger_and_its_log(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        async with simulated(server, charger):
            name = charger["charge_point_id"]
            await page.get_by_role("link", name="Firmware", exact=True).click()
            await _upload(page)
            await _update(page, name)
            await page.get_by_role("link", name=name, exact=True).click()
            job = page.get_by_role("article", name=re.compile("^Firmware .* to 3.0.0$"))
            await expect(job.get_by_text("Installed").first).to_be_visible()
            await _a_log_comes_and_is_saved(page)
    await _fits_the_phone(page, "/firmware", "/firmware?view=jobs", f"/chargers/{charger['id']}/logs")
    assert complaints == []


@pytest.mark.timeout(150)
async def test_a_charger_gets_a_root_and_a_certificate(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        async with simulated(server, charger):
            name = charger["charge_point_id"]
            await page.get_by_role("link", name="Security", exact=True).click()
            await page.get_by_role("link", name=name, exact=True).click()
            await _install_our_root(page)
            await _get_a_certificate(page)
            await page.goto("/security?view=certificates")
            row = page.get_by_role("row", name=re.compile(name))
            await expect(row.get_by_text(re.compile(r"^\d+ days left$"))).to_be_visible()
            await row.get_by_role("button", name=re.compile("^Revoke")).click()
            await page.get_by_role("alertdialog").get_by_role("button", name="Revoke certificate").click()
            await expect(page.get_by_text(f"The certificate of {name} is revoked")).to_be_visible()
            await page.goto("/security?view=events&type=StartupOfTheDevice")
            await expect(page.get_by_text("It has started.").first).to_be_visible()
    await _fits_the_phone(
        page,
        "/security",
        "/security?view=certificates",
        "/security?view=events",
        f"/chargers/{charger['id']}/security",
    )
    assert complaints == []


async def _upload(page: Page) -> None:
    await page.get_by_role("button", name="Upload firmware").first.click()
    dialog = page.get_by_role("dialog")
    file: Any = {"name": "kestrel-3.0.0.bin", "mimeType": "application/octet-stream", "buffer": CONTENT}
    await dialog.get_by_label("Firmware file").set_input_files(file)
    await dialog.get_by_label("Version").fill("3.0.0")
    await dialog.get_by_label("For vendor").fill("Kestrel")
    await dialog.get_by_role("button", name="Upload firmware").click()
    await expect(page.get_by_role("heading", name="1 firmware file")).to_be_visible()


async def _update(page: Page, name: str) -> None:
    """The plan says whom it concerns; the list then follows the charger's own words."""
    await page.get_by_role("button", name="Update chargers to 3.0.0").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("checkbox", name=re.compile(name))).to_be_checked()
    await expect(dialog.get_by_role("status")).to_contain_text("1 charger is asked, 1 of them online now")
    await dialog.get_by_role("button", name="Update 1 charger").click()
    progress = page.get_by_role("list", name="How far it is")
    await expect(progress.get_by_text("1 installed")).to_be_visible()


async def _a_log_comes_and_is_saved(page: Page) -> None:
    await page.get_by_role("button", name="Ask for a log").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ask for it").click()
    log = page.get_by_role("article", name="Diagnostics")
    await expect(log.get_by_text("The file has arrived", exact=True)).to_be_visible()
    async with page.expect_download() as saved:
        await log.get_by_role("button", name=re.compile("^Save ")).click()
    assert (await (await saved.value).path()).stat().st_size > 0
    await log.get_by_role("button", name=re.compile("^Delete ")).click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Delete file").click()
    await expect(log.get_by_role("button", name=re.compile("^Save "))).to_have_count(0)


async def _install_our_root(page: Page) -> None:
    await page.get_by_role("button", name="Install root").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name=re.compile(r"^Take .*RSA")).click()
    await dialog.get_by_role("button", name="Install root").click()
    await expect(page.get_by_role("article", name="Install a root")).to_be_visible()
    await page.get_by_role("button", name="Ask the charger").click()
    await expect(page.get_by_text("Proves this server")).to_be_visible()


async def _get_a_certificate(page: Page) -> None:
    await page.get_by_role("button", name="Have it ask for one").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Renew").click()
    await expect(dialog.get_by_text("Accepted by the charger")).to_be_visible()
    await dialog.get_by_role("button", name="Close").first.click()
    await expect(page.get_by_text("Taken, not used yet")).to_be_visible()


async def _fits_the_phone(page: Page, *paths: str) -> None:
    await page.set_viewport_size(PHONE)
    for path in paths:
        await page.goto(path)
        await expect(page.get_by_role("heading").first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
