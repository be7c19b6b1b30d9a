"""From an empty server to a charging charger in a real browser: how many steps a newcomer takes, and how long."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.browsing import Complaints
from tests.journeys.charger import connected
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.test_charging import boot, report, start
from tests.journeys.waiting import eventually

CLICK_SECONDS, FIELD_SECONDS = 1.0, 3.0
"""So long a person takes for it."""
BOUND = 120.0


class Newcomer:
    """Someone who clicks and types; the steps are counted, and the time that a person would have taken."""

    def __init__(self) -> None:
        self.clicks = self.fields = 0
        self._began = time.monotonic()

    async def click(self, target: Locator) -> None:
        self.clicks += 1
        await target.click()

    async def type(self, target: Locator, text: str) -> None:
        self.fields += 1
        await target.fill(text)

    @property
    def seconds(self) -> float:
        """What the machine took, and the person beside it."""
        waited = time.monotonic() - self._began
        return waited + self.clicks * CLICK_SECONDS + self.fields * FIELD_SECONDS


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


async def _sign_in(newcomer: Newcomer, page: Page, server: RunningServer) -> None:
    await page.goto("/")
    await newcomer.type(page.get_by_label("E-mail"), ADMIN_EMAIL)
    await newcomer.type(page.get_by_label("Password", exact=True), server.password)
    await newcomer.click(page.get_by_role("button", name="Sign in"))
    await expect(page.get_by_role("heading", name="Connect your first charger")).to_be_visible()


@pytest.mark.timeout(180)
async def test_with_a_simulated_charger(server: RunningServer, page: Page, complaints: Complaints) -> None:
    newcomer = Newcomer()
    await _sign_in(newcomer, page, server)
    await newcomer.click(page.get_by_role("button", name="Try a simulated one"))
    await newcomer.click(page.get_by_role("link", name="Open charger"))
    await expect(page.get_by_role("button", name="Stop charging").first).to_be_visible(timeout=90_000)
    await expect(page.get_by_text(re.compile(r"^\d+(\.\d)?\s*kW$")).first).to_be_visible()
    assert (newcomer.fields, newcomer.clicks) <= (2, 3)
    assert newcomer.seconds < BOUND, newcomer.seconds
    assert complaints == []


@pytest.mark.timeout(180)
async def test_with_a_real_charger(server: RunningServer, page: Page, complaints: Complaints) -> None:
    """Its address and password are copied from the screen; the first tag is admitted where it is needed."""
    newcomer = Newcomer()
    await _sign_in(newcomer, page, server)
    await newcomer.type(page.get_by_label("Name", exact=True), "CP-YARD-1")
    await newcomer.click(page.get_by_role("button", name="Add charger"))
    await expect(page.get_by_text("Waiting for CP-YARD-1")).to_be_visible()
    password = await page.get_by_label("Password", exact=True).input_value()
    server.secrets.add(password)
    newcomer.clicks += 2  # the address and the password, each by its copy button
    newcomer.fields += 2  # into the charger's own settings
    charger = {"charge_point_id": "CP-YARD-1", "password": password}
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        await newcomer.click(page.get_by_role("link", name="Open charger"))
        await report(charge_point, "Preparing")
        connector = page.get_by_role("group", name="Connector 1")
        await newcomer.click(connector.get_by_role("button", name="Start charging"))
        await newcomer.type(page.get_by_placeholder("Search or type a tag"), "YARD-CARD-1")
        await newcomer.click(page.get_by_role("option", name=re.compile("YARD-CARD-1")))

        async def asked() -> list[Any]:
            return charge_point.asked

        [(action, request)] = await eventually(asked)
        assert (action, request["id_tag"]) == ("RemoteStartTransaction", "YARD-CARD-1")
        await start(charge_point, request["id_tag"])
        await report(charge_point, "Charging")
        await expect(connector.get_by_role("button", name="Stop charging")).to_be_visible()
    assert (newcomer.fields, newcomer.clicks) <= (6, 7)
    assert newcomer.seconds < BOUND, newcomer.seconds
    assert complaints == []
