"""Thousands of id tags in a real browser: they come while one scrolls, are found by the server and blocked together."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsing import Complaints, scroll_to, sign_in
from tests.journeys.charger import connected
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.test_charging import boot, start

TAGS = 3_000
VANS = 140
MOST_ROWS = 90
"""Of a screen, with those above and below that the keyboard may reach."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


@pytest.mark.timeout(180)
async def test_a_list_of_thousands(server: RunningServer, page: Page, complaints: Complaints) -> None:
    async with server.operator() as operator:
        await _import(operator)
        await sign_in(page, ADMIN_EMAIL, server.password)
        await page.goto("/id-tags")
        await expect(page.get_by_role("heading", name=f"{TAGS:,} id tags")).to_be_visible()
        await _scrolls_to_the_end(page)
        await _searches_and_sorts(page)
        await _has_the_last_used_first(page, server, operator)
        await _blocks_all_that_it_found(page)
        await _has_left_the_others_alone(page, operator)
    assert complaints == []


async def _import(operator: Operator) -> None:
    rows = [f"TAG-{number:05},{'van' if number <= VANS else 'car'}" for number in range(1, TAGS + 1)]
    table = "\n".join(["id_tag,note", *rows])
    answer = await operator.client.post(
        "/api/admin/id-tags/import", content=table, headers={"Content-Type": "text/csv"}
    )
    assert answer.json()["created"] == TAGS, answer.text


async def _scrolls_to_the_end(page: Page) -> None:
    """No more rows in the document than the screen needs."""
    rows = page.get_by_role("row")
    await expect(rows.nth(1)).to_contain_text("TAG-00001")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", re.compile(r"\d+"))
    last = page.get_by_text(f"TAG-{TAGS:05}", exact=True)
    await scroll_to(page, last, MOST_ROWS)


async def _searches_and_sorts(page: Page) -> None:
    await page.goto("/id-tags?sort=-note")
    await expect(page.get_by_role("row").nth(1)).to_contain_text("van")
    await page.get_by_role("searchbox").fill("van")
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(VANS + 1))
    await page.reload()
    await expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(VANS + 1))
    await expect(page.get_by_role("heading", name=f"{TAGS:,} id tags")).to_be_visible()


async def _has_the_last_used_first(page: Page, server: RunningServer, operator: Operator) -> None:
    charger, tag = await operator.new_charger(), f"TAG-{TAGS:05}"
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        await start(charge_point, tag)
        for order in ("-last_used", "-charging"):
            await operator.eventually("/id-tags", lambda page: page["items"][0]["id_tag"] == tag, sort=order)
        for column in ("used", "active"):
            await page.goto(f"/id-tags?sort=-{column}")
            await expect(page.get_by_role("row").nth(1)).to_contain_text(tag)
            await expect(page.get_by_role("row").nth(2)).to_contain_text("Never")


async def _blocks_all_that_it_found(page: Page) -> None:
    """Also those that have not come into the table."""
    await page.goto("/id-tags?q=van")
    await page.get_by_role("checkbox", name="Select TAG-00001", exact=True).click()
    await page.get_by_role("button", name=f"Select all {VANS}").click()
    await expect(page.get_by_text(f"{VANS} selected")).to_be_visible()
    await page.get_by_role("button", name="Block", exact=True).click()
    await page.get_by_role("button", name=f"Block {VANS} id tags").click()
    await expect(page.get_by_role("dialog")).to_contain_text(f"{VANS} done")
    await page.get_by_role("button", name="Close", exact=True).last.click()
    await expect(page.get_by_role("heading", name=f"{TAGS:,} id tags, {VANS} blocked")).to_be_visible()


async def _has_left_the_others_alone(page: Page, operator: Operator) -> None:
    assert await operator.get("/id-tags/summary", blocked=True) == {
        "total": VANS,
        "blocked": VANS,
        "expired": 0,
    }
    await page.goto("/id-tags?status=active")
    await expect(page.get_by_role("row").nth(1)).to_contain_text(f"TAG-{VANS + 1:05}")
