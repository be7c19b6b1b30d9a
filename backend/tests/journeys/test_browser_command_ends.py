"""Commands that do not go well, in a real browser: what is said is what is true."""

import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Page, Route, expect

from tests.journeys.browsing import Complaints, browsing, sign_in
from tests.journeys.charger import RawCharger, raw
from tests.journeys.command_forms import Chosen, CommandSheet
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer

CALL_TIMEOUT = 3
UNTOUCHED = "window.untouched"


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path, OCPP_CALL_TIMEOUT=str(CALL_TIMEOUT)) as server:
        yield server


@pytest.fixture
async def browser_of_another(server: RunningServer) -> AsyncIterator[Page]:
    async with browsing(server, Complaints()) as page:
        yield page


class Site(NamedTuple):
    page: Page
    sheet: CommandSheet
    operator: Operator
    charger: dict[str, Any]
    complaints: Complaints

    @property
    def address(self) -> str:
        return f"/chargers/{self.charger['id']}/commands"

    def life(self, name: str = "Clear cache") -> Any:
        return self.page.get_by_role("article", name=name).first

    async def asks(self) -> None:
        """Without waiting for the end."""
        await self.sheet.open("Clear cache")
        await self.sheet.button("Clear cache").click()


@pytest.fixture
async def site(server: RunningServer, page: Page, complaints: Complaints) -> AsyncIterator[Site]:
    async with server.operator() as operator:
        charger = await operator.new_charger()
        await sign_in(page, ADMIN_EMAIL, server.password)
        site = Site(page, CommandSheet(page), operator, charger, complaints)
        await page.goto(site.address)
        await page.evaluate(f"{UNTOUCHED} = true")
        yield site


async def _command(charge_point: RawCharger) -> str:
    """The message id of the request that has come."""
    frame = await charge_point.receive()
    assert frame[0] == 2, frame
    message_id: str = frame[1]
    return message_id


@pytest.mark.timeout(150)
async def test_a_refusal_an_error_and_silence(server: RunningServer, site: Site) -> None:
    """Each with its own words, and with what to do next; green is none of them."""
    async with raw(server, site.charger) as charge_point:
        await _online(site)
        await site.asks()
        await charge_point.send(3, await _command(charge_point), {"status": "Rejected"})
        await expect(site.life().get_by_text("Rejected by the charger")).to_be_visible()
        await expect(
            site.life().get_by_text("It has no memory of tags, or could not clear it.")
        ).to_be_visible()

        await site.asks()
        await charge_point.send(4, await _command(charge_point), "NotImplemented", "", {})
        await expect(site.life().get_by_text("The charger refused it (NotImplemented)")).to_be_visible()
        await expect(site.life().get_by_text("It does not have ClearCache.")).to_be_visible()

        await site.asks()
        await _command(charge_point)
        await expect(site.sheet.button("Waiting for the charger")).to_be_disabled()
        await expect(site.life().get_by_text("The charger did not answer", exact=True)).to_be_visible()
        await expect(site.life().get_by_text("It may still happen.")).to_be_visible()
        await _nothing_is_green(site)
    assert await site.page.evaluate(UNTOUCHED)
    assert site.complaints == []


async def _nothing_is_green(site: Site) -> None:
    for name in ("Accepted by the charger", "Answered by the charger"):
        await expect(site.page.get_by_text(name)).to_have_count(0)


async def _online(site: Site) -> None:
    """The header's buttons can be pressed once the screen knows that the charger is there."""
    await expect(site.page.get_by_role("button", name="Restart", exact=True)).to_be_enabled()


@pytest.mark.timeout(150)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_sent(
    server: RunningServer, site: Site
) -> None:
    async with raw(server, site.charger):
        await _online(site)
        await site.sheet.open("Reserve")
        await site.sheet.fill(site.sheet.sheet, {"Connector": "one", "Reservation number": "1.5"})
        await site.sheet.button("Reserve").click()
        for label, message in (
            ("Connector", "Not a whole number."),
            ("Valid until", "Needed."),
            ("Id tag", "Needed."),
            ("Reservation number", "Not a whole number."),
        ):
            field = site.sheet.sheet.get_by_label(label, exact=True)
            await expect(field).to_have_attribute("aria-invalid", "true")
            await expect(field).to_have_accessible_description(re.compile(re.escape(message)))
        await expect(site.sheet.sheet.get_by_label("Connector", exact=True)).to_be_focused()
        assert await site.operator.items(f"/chargers/{site.charger['id']}/commands") == []
        await site.sheet.button("Cancel").click()

        await site.sheet.open("Change configuration")
        await site.sheet.fill(site.sheet.sheet, {"Key": "x" * 51, "Value": "1"})
        await site.sheet.button("Change configuration").click()
        await expect(site.sheet.sheet.get_by_text("51 characters where 50 are allowed.")).to_be_visible()
    assert site.complaints == []


@pytest.mark.timeout(150)
async def test_a_charger_that_is_offline_gets_it_when_it_is_back(server: RunningServer, site: Site) -> None:
    """What cannot be done is not offered; what can wait, waits, and says so."""
    page = site.page
    for name in ("Restart", "Unlock connector"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    await site.sheet.open("Clear cache")
    await expect(site.sheet.sheet.get_by_text("A command can wait until it is back.")).to_be_visible()
    await site.sheet.fill(site.sheet.sheet, {"As long as it is offline": Chosen("Do not send it")})
    await site.sheet.button("Clear cache").click()
    await expect(site.sheet.sheet.get_by_text("The charger is offline: nothing was sent.")).to_be_visible()
    await site.sheet.button("Cancel").click()
    await expect(site.life().get_by_text("The charger was offline")).to_be_visible()
    await site.sheet.open("Clear cache")
    await site.sheet.fill(
        site.sheet.sheet, {"As long as it is offline": Chosen("Send it when it is back, within an hour")}
    )
    await site.sheet.button("Clear cache").click()
    await expect(site.life().get_by_text("Waits for the charger")).to_be_visible()
    await expect(page.get_by_text("It is sent when the charger is back")).to_be_visible()

    async with raw(server, site.charger) as charge_point:
        await charge_point.send(3, await _command(charge_point), {"status": "Accepted"})
        await expect(site.life().get_by_text("Accepted by the charger")).to_be_visible()
    assert await page.evaluate(UNTOUCHED)
    assert [text for text in site.complaints if "status of 409" not in text] == []


@pytest.mark.timeout(150)
async def test_two_tabs_see_one_command(server: RunningServer, site: Site) -> None:
    second = await site.page.context.new_page()
    await second.goto(site.address)
    other = second.get_by_role("article", name="Clear cache")
    async with raw(server, site.charger) as charge_point:
        await _online(site)
        await site.asks()
        message_id = await _command(charge_point)
        await expect(other.get_by_text("Waiting for the charger")).to_be_visible()
        await charge_point.send(3, message_id, {"status": "Accepted"})
        for life in (other, site.life()):
            await expect(life.get_by_text("Accepted by the charger")).to_be_visible()
    assert site.complaints == []


@pytest.mark.timeout(150)
async def test_an_answer_is_lost_on_the_way(server: RunningServer, site: Site) -> None:
    """Nobody here knows then whether it was sent: it is not said to have failed, and the list tells."""

    async def lost(route: Route) -> None:
        await route.fetch()
        await route.abort("connectionreset")

    await site.page.route("**/commands/ClearCache", lost)
    async with raw(server, site.charger) as charge_point:
        await _online(site)
        await site.asks()
        await charge_point.send(3, await _command(charge_point), {"status": "Accepted"})
        said = site.sheet.sheet.get_by_text(re.compile("Whether it was sent stands in the list"))
        await expect(said).to_be_visible()
        await site.sheet.button("Cancel").click()
        await expect(site.life().get_by_text("Accepted by the charger")).to_be_visible()
        await expect(site.page.get_by_role("article")).to_have_count(1)
    assert await site.page.evaluate(UNTOUCHED)
    assert site.complaints.of_more_than_the_network() == []


@pytest.mark.timeout(150)
async def test_the_network_goes_while_a_command_is_under_way(server: RunningServer, site: Site) -> None:
    """The page stays, says that it may be old, and catches up."""
    async with raw(server, site.charger) as charge_point:
        await _online(site)
        await site.asks()
        message_id = await _command(charge_point)
        await site.page.context.set_offline(True)
        await charge_point.send(3, message_id, {"status": "Accepted"})
        await expect(site.page.get_by_text("Reconnecting").first).to_be_attached()
        await site.page.context.set_offline(False)
        await expect(site.life().get_by_text("Accepted by the charger")).to_be_visible()
    assert await site.page.evaluate(UNTOUCHED)
    assert site.complaints.of_more_than_the_network() == []


@pytest.mark.timeout(150)
async def test_a_session_ends_while_a_command_is_under_way(server: RunningServer, site: Site) -> None:
    """The door says why; behind it the command has gone on."""
    async with raw(server, site.charger) as charge_point:
        await _online(site)
        await site.asks()
        message_id = await _command(charge_point)
        for session in (await site.operator.client.get("/api/me/sessions")).json()["items"]:
            if not session["current"]:
                await site.operator.client.delete(f"/api/me/sessions/{session['id']}")
        await expect(site.page).to_have_url(re.compile(r"/auth/sign-in\?next="))
        await expect(site.page.get_by_text("You have been signed out.")).to_be_visible()
        await charge_point.send(3, message_id, {"status": "Accepted"})
        await sign_in_at_the_door(site.page, ADMIN_EMAIL, server.password)
        await expect(site.page).to_have_url(re.compile(re.escape(site.address)))
        await expect(site.life().get_by_text("Accepted by the charger")).to_be_visible()
    assert [text for text in site.complaints if not re.search("status of 40[13]", text)] == []


async def sign_in_at_the_door(page: Page, email: str, password: str) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in").click()


@pytest.mark.timeout(150)
async def test_a_role_that_is_taken_while_the_page_is_open(
    server: RunningServer, site: Site, browser_of_another: Page
) -> None:
    """What was offered a moment ago is not done; behind the door it is offered no more."""
    page, olaf = browser_of_another, {"email": "olaf@charging.example", "role": "operator"}
    person = await site.operator.post("/users", olaf, HTTPStatus.CREATED)
    server.secrets.add(person["password"])
    async with raw(server, site.charger):
        await sign_in(page, person["email"], person["password"])
        await page.goto(site.address)
        sheet = CommandSheet(page)
        await sheet.open("Clear cache")
        answer = await site.operator.client.patch(f"/api/admin/users/{person['id']}", json={"role": "viewer"})
        assert answer.status_code == HTTPStatus.OK, answer.text
        await sheet.button("Clear cache").click()
        await expect(page).to_have_url(re.compile(r"/auth/sign-in\?next="))
        await sign_in_at_the_door(page, person["email"], person["password"])
        await expect(page.get_by_text("Nothing has been sent yet")).to_be_visible()
        await expect(page.get_by_role("button", name="Send command")).to_have_count(0)
        assert await site.operator.items(f"/chargers/{site.charger['id']}/commands") == []
