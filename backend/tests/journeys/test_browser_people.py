"""People in a real browser: who looks after them, who may only look, and a driver who sees what is theirs."""

import json
import re
import shlex
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import PHONE, Complaints, sign_in
from tests.journeys.charger import connected
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.test_charging import at, boot, meter, report, start, stop

CHOSEN = "seven-tall-masts-at-noon"
"""A password of one's own choice."""


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(150)
async def test_an_administrator_looks_after_people_and_keys(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await sign_in(page, ADMIN_EMAIL, server.password)
    await page.get_by_role("link", name="Users").click()
    await _add_user(page, server)
    await _the_last_administrator_stays(page)
    await page.get_by_role("link", name="API keys").click()
    await _a_key_that_works_until_it_is_revoked(page, server)
    await page.get_by_role("link", name="Audit").click()
    await _the_trail_says_so(page)
    await page.get_by_role("link", name="Users").click()
    await _one_is_told_all_and_forgotten(page)
    assert [text for text in complaints if "status of 409" not in text] == []


@pytest.mark.timeout(300)
async def test_a_viewer_finds_nothing_that_changes_anything(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    async with server.operator() as operator:
        person = await _new_user(operator, server, "vera@charging.example", "viewer")
        tag = await operator.new_id_tag(note="Ada")
        place = await operator.post("/stations", {"name": "Harbour"}, HTTPStatus.CREATED)
        charger = await operator.new_charger(station_id=place["id"])
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            await report(charge_point, "Preparing")
            await start(charge_point, tag, meter_start=0, moment=at(-1))
            await sign_in(page, person["email"], person["password"])
            await expect(page.get_by_role("link", name="Chargers")).to_be_visible()
            await expect(page.get_by_role("link", name="Users")).to_have_count(0)
            [running] = await operator.items("/transactions")
            for path, seen in _pages_of(charger, running, tag):
                await page.goto(path)
                await expect(page.get_by_text(seen).locator("visible=true").first).to_be_visible()
                await _nothing_to_press(page, path)
    for path in ("/users", "/api-keys", "/webhooks", "/audit", "/settings", "/chargers/new", "/profiles/new"):
        await page.goto(path)
        await expect(
            page.get_by_text(re.compile("This page is for (administrators|operators)"))
        ).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(150)
async def test_a_driver_sees_their_own_and_nothing_else(
    server: RunningServer, page: Page, complaints: Complaints
) -> None:
    await page.set_viewport_size(PHONE)
    async with server.operator() as operator:
        person = await _new_user(operator, server, "ada@charging.example", "user")
        tag = await operator.new_id_tag(user_id=person["id"])
        charger = await operator.new_charger()
        await sign_in(page, person["email"], person["password"])
        await expect(page.get_by_role("heading", name="Nothing is charging")).to_be_visible()
        async with connected(server, charger) as charge_point:
            await boot(charge_point)
            number = await start(charge_point, tag, meter_start=1000, moment=at(-3))
            await meter(charge_point, number, 9000, "22.1", at(-1))
            await expect(page.get_by_role("heading", name="Charging at 22.1 kW")).to_be_visible()
            await expect(page.get_by_text(re.compile(r"^8\.0 kWh in \d+ (s|min)$"))).to_be_visible()
            await stop(charge_point, number, 9500, reason="Local")
        await expect(page.get_by_role("heading", name="Nothing is charging")).to_be_visible()
    await _the_session_is_kept(page, charger["charge_point_id"], tag)
    await page.goto("/transactions")
    await expect(page.get_by_text("This part is for those who run the chargers")).to_be_visible()
    await page.get_by_role("link", name="Go to my charging").click()
    await _another_password(page, server, person)
    assert complaints == []
    await _the_way_out(page, person["email"])
    assert [text for text in complaints if "status of 40" not in text] == []


async def _new_user(operator: Operator, server: RunningServer, email: str, role: str) -> dict[str, Any]:
    person: dict[str, Any] = await operator.post("/users", {"email": email, "role": role}, HTTPStatus.CREATED)
    server.secrets.add(person["password"])
    return person


async def _add_user(page: Page, server: RunningServer) -> None:
    """The password is on the screen once, and lets them in."""
    await page.get_by_role("button", name="Add user").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("E-mail").fill("ines.vogel@charging.example")
    await dialog.get_by_label("Name").fill("Ines Vogel")
    await dialog.get_by_role("radio", name=re.compile("^Operator")).click()
    await dialog.get_by_role("button", name="Add user").click()
    await expect(dialog.get_by_role("heading", name="Ines Vogel can sign in")).to_be_visible()
    password = await dialog.get_by_label("Password", exact=True).input_value()
    server.secrets.add(password)
    await dialog.get_by_role("button", name="Done").click()
    row = page.get_by_role("row", name=re.compile("Ines Vogel"))
    await expect(row.get_by_role("cell", name="Operator", exact=True)).to_be_visible()
    async with httpx.AsyncClient(base_url=server.url) as client:
        answer = await client.post(
            "/auth/v1/token?grant_type=password",
            json={"email": "ines.vogel@charging.example", "password": password},
        )
    assert answer.status_code == HTTPStatus.OK


async def _the_last_administrator_stays(page: Page) -> None:
    row = page.get_by_role("row", name=re.compile(ADMIN_EMAIL))
    await expect(row.get_by_text("You", exact=True)).to_be_visible()
    await row.get_by_role("button", name=re.compile("^Actions for")).click()
    await expect(page.get_by_role("menuitem", name="Delete user")).to_have_count(0)
    await page.get_by_role("menuitem", name="Change role").click()
    await page.get_by_role("radio", name=re.compile("^Viewer")).click()
    await page.get_by_role("button", name="Change role").click()
    await expect(page.get_by_text("is the last administrator")).to_be_visible()
    await expect(row.get_by_role("cell", name="Administrator", exact=True)).to_be_visible()


async def _a_key_that_works_until_it_is_revoked(page: Page, server: RunningServer) -> None:
    await page.get_by_role("button", name="Make API key").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("billing")
    await dialog.get_by_role("button", name="Make key").click()
    server.secrets.add(await dialog.get_by_label("Key", exact=True).input_value())
    command = await dialog.get_by_label("Try it").input_value()
    assert await _runs(command) == HTTPStatus.OK
    await dialog.get_by_role("button", name="Done").click()
    await page.get_by_role("button", name="Revoke billing").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Revoke key").click()
    await expect(page.get_by_role("cell", name="Revoked")).to_be_visible()
    assert await _runs(command) == HTTPStatus.UNAUTHORIZED


async def _runs(command: str) -> int:
    """What the server answers to the line of curl."""
    program, url, option, header = shlex.split(command)
    assert (program, option) == ("curl", "-H")
    name, value = header.split(": ")
    async with httpx.AsyncClient() as client:
        return (await client.get(url, headers={name: value})).status_code


async def _the_trail_says_so(page: Page) -> None:
    await page.get_by_role("button", name="Added a user").click()
    entry = page.get_by_role("complementary", name="Entry")
    await expect(entry.get_by_text(ADMIN_EMAIL)).to_be_visible()
    await expect(entry.get_by_role("region", name="Request").get_by_text('"Ines Vogel"')).to_be_visible()
    await expect(entry.get_by_role("link", name=re.compile("ines.vogel@charging.example"))).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(entry).to_have_count(0)
    await page.goto("/audit?end=failed")
    await expect(page.get_by_role("row", name=re.compile("Changed a user.*Refused"))).to_be_visible()
    await expect(page.get_by_role("button", name="Added a user")).to_have_count(0)


async def _one_is_told_all_and_forgotten(page: Page) -> None:
    """The document first; then nothing names them, and what stays is said."""
    row = page.get_by_role("row", name=re.compile("Ines Vogel"))
    menu = row.get_by_role("button", name=re.compile("^Actions for"))
    await menu.click()
    async with page.expect_download() as saving:
        await page.get_by_role("menuitem", name="Download all about them").click()
    assert "ines.vogel@charging.example" in json.dumps(_document(await (await saving.value).path()))
    await menu.click()
    await page.get_by_role("menuitem", name="Erase all about them").click()
    erase = page.get_by_role("button", name="Erase for good")
    await expect(erase).to_be_disabled()
    await page.get_by_label("To be sure, their address").fill("ines.vogel@charging.example")
    await erase.click()
    outcome = page.get_by_role("dialog", name="Ines Vogel is erased")
    await expect(outcome.get_by_text("No card is gone, no session without a name.")).to_be_visible()
    await expect(outcome.get_by_role("list", name="What stays")).to_contain_text("The audit trail")
    await outcome.get_by_role("button", name="Close").first.click()
    await expect(row).to_have_count(0)
    await expect(page.get_by_text("Ines Vogel")).to_have_count(0)


def _document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text())
    return document


def _pages_of(charger: dict[str, Any], running: dict[str, Any], tag: str) -> list[tuple[str, str]]:
    """Every page of those who run chargers, with what shows that it is there."""
    own = f"/chargers/{charger['id']}"
    return [
        ("/", "Live sessions"),
        ("/chargers", charger["charge_point_id"]),
        ("/stations", "Harbour"),
        ("/stations?edit=new", "Harbour"),
        ("/id-tags", "Ada"),
        ("/id-tags?edit=new", "Ada"),
        ("/transactions", tag),
        (f"/transactions?transaction={running['id']}", "Evidence"),
        (f"/transactions/{running['id']}", "Evidence"),
        (own, "Connector 1"),
        (f"{own}/commands", "Sent, answered"),
        (f"{own}/configuration", "settings are not known yet"),
        (f"{own}/messages", "BootNotification"),
        (f"{own}/logs", "No log was asked for yet"),
        (f"{own}/schedules", "What limits"),
        (f"{own}/security", "Security profile"),
        (f"/stations/{charger['station_id']}", "Harbour"),
        ("/map", "Harbour"),
        ("/analytics", "Energy"),
        ("/problems", "Problems"),
        ("/problems/refusals", "Nobody was refused"),
        ("/problems/violations", "No rule was broken"),
        ("/problems/conformance", "keep to the rules"),
        ("/problems/quarantined", "Every stop has its transaction"),
        ("/reservations", "Nothing was reserved yet"),
        ("/reservations?edit=new", "Nothing was reserved yet"),
        ("/local-lists", charger["charge_point_id"]),
        ("/profiles", "No charging profile yet"),
        ("/configuration", "No template yet"),
        ("/configuration?edit=new", "No template yet"),
        ("/firmware", "Firmware"),
        ("/firmware?edit=new", "Firmware"),
        ("/security", charger["charge_point_id"]),
        ("/security?view=certificates", "Certificates"),
        ("/security?view=events", "Security events"),
        ("/notifications", "Notifications"),
        ("/notifications?edit=new", "Notifications"),
    ]


CHANGES = re.compile(
    r"^(Add|Edit|Delete|Start|Stop|Send|Restart|Unlock|Read configuration|Change|Dismiss|Snooze|Take out|Put into"
    r"|Accept|More actions|Make|Import|Reserve|Cancel|Install|Clear profile|Repair|Sync|Upload|Update|Renew"
    r"|Revoke|Try|Take|Ask|Have it|Raise|New password|Own desired values|Save file|Save list|Adopt|Rotate|Refresh)\b"
)


async def _nothing_to_press(page: Page, path: str) -> None:
    for role in ("button", "link"):
        found = page.get_by_role(role, name=CHANGES)
        await expect(found, f"{path}: {await found.all_inner_texts()}").to_have_count(0)
    await expect(page.get_by_role("dialog"), path).to_have_count(0)
    menus = page.get_by_role("button", name=re.compile("^Actions for"))
    if await menus.count() > 0:
        await menus.first.click()
        await expect(page.get_by_role("menuitem")).not_to_have_count(0)
        await expect(page.get_by_role("menuitem", name=CHANGES), path).to_have_count(0)
        await page.keyboard.press("Escape")


async def _the_session_is_kept(page: Page, charge_point_id: str, tag: str) -> None:
    places = page.get_by_role("navigation", name="Places")
    await places.get_by_role("link", name="History").click()
    await page.get_by_role("link", name=re.compile(charge_point_id)).click()
    await expect(page.get_by_role("heading", name=charge_point_id)).to_be_visible()
    await expect(page.get_by_text("8.5 kWh", exact=True)).to_be_visible()
    curve = page.get_by_role("region", name="Curve")
    await curve.get_by_role("button", name="Show as table").click()
    await expect(curve.get_by_role("cell", name="22.1 kW")).to_be_visible()
    await places.get_by_role("link", name="Cards").click()
    await expect(page.get_by_role("heading", name="1 card")).to_be_visible()
    await expect(page.get_by_text(tag)).to_be_visible()


async def _the_way_out(page: Page, email: str) -> None:
    """With what is stored about one; afterwards nobody signs in with that address."""
    await page.get_by_role("navigation", name="Places").get_by_role("link", name="Account").click()
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Download my data").click()
    assert email in json.dumps(_document(await (await saving.value).path()))
    await page.get_by_role("button", name="Delete my account").click()
    dialog = page.get_by_role("dialog", name="Delete your account?")
    await dialog.get_by_label("Current password", exact=True).fill(CHOSEN)
    await dialog.get_by_role("button", name="Delete my account").click()
    await expect(page).to_have_url(re.compile("/auth/sign-in"))
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password", exact=True).fill(CHOSEN)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_text("E-mail or password is wrong")).to_be_visible()


async def _another_password(page: Page, server: RunningServer, person: dict[str, Any]) -> None:
    server.secrets.add(CHOSEN)
    await page.get_by_role("navigation", name="Places").get_by_role("link", name="Account").click()
    await page.get_by_label("Current password").fill(person["password"])
    await page.get_by_label("New password").fill(CHOSEN)
    await page.get_by_role("button", name="Change password").click()
    await expect(page.get_by_text("Your password is changed")).to_be_visible()
    await page.get_by_role("button", name="Sign out everywhere").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Sign out everywhere").click()
    await page.wait_for_url("**/auth/sign-in**")
    await sign_in(page, person["email"], CHOSEN)
    await expect(page.get_by_role("heading", name=re.compile("Account|Nothing is charging"))).to_be_visible()
