"""How much script a browser has to fetch before the overview can be read."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.browsing import sign_in_admin
from tests.journeys.pages.looking import looking
from tests.journeys.server import RunningServer

KB = 1000
BOUND = 200 * KB
"""Brotli, as it is sent. Half of it is React and Next themselves."""

WATCHED = """
new MutationObserver((_, observer) => {
    if (!document.querySelector('main h1')) return
    observer.disconnect()
    window.fetched = performance.getEntriesByType('resource')
        .filter(({name}) => new URL(name).pathname.endsWith('.js'))
        .map(({name, encodedBodySize}) => [new URL(name).pathname, encodedBodySize])
}).observe(document, {childList: true, subtree: true})
"""
"""Keeps what had been fetched in the moment that the title appeared."""

KEPT = "for (const {name, value} of %s) localStorage.setItem(name, value)"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path) as server:
        yield server


async def test_the_overview_needs_little_script(server: RunningServer) -> None:
    """Charts, menus and what a first run shows come after. A new browser: nothing is kept from before."""
    async with server.operator() as operator:
        await operator.new_charger()
    async with looking(server) as looker:
        await sign_in_admin(looker.page, server)
        kept = await looker.page.context.storage_state()
    async with looking(server) as looker:
        signed_in = json.dumps(kept["origins"][0]["localStorage"])
        await looker.page.add_init_script(KEPT % signed_in + WATCHED)
        await looker.page.goto("/")
        await expect(looker.page.locator("main h1")).to_be_visible()
        fetched: list[tuple[str, int]] = await looker.page.evaluate("window.fetched")
        assert looker.findings == []
    assert fetched
    assert all(size > 0 for _, size in fetched)
    assert sum(size for _, size in fetched) <= BOUND, sorted(fetched, key=lambda one: -one[1])
