"""Every route of the dashboard by its address: nothing for axe to find, nothing in the console, no foreign host."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

import pytest

from tests.journeys.browsing import sign_in_admin
from tests.journeys.pages.looking import DESK, PHONE, Looker, looking
from tests.journeys.pages.routes import DOORS, address, examples, inside, routes
from tests.journeys.pages.world import fleet, furnished
from tests.journeys.server import RunningServer

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"wide": DESK, "phone": PHONE}
BETWEEN = (360, 600, 768, 834, 1024, 1180, 1280, 1366)
"""Widths of small phones, of tablets, and of screens where a list stands beside the sidebar or another card."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with fleet(tmp_path) as server:
        yield server


@pytest.mark.timeout(600)
async def test_every_page(server: RunningServer) -> None:
    async with furnished(server) as operator, looking(server) as looker:
        ids = await examples(operator)
        for route in (route for route in routes() if route.startswith(DOORS)):
            await _look_at(looker, route)
        await sign_in_admin(looker.page, server)
        for route in inside():
            await _look_at(looker, address(route, ids))
        await looker.page.evaluate("localStorage.setItem('language', 'de')")
        await looker.wear("light", PHONE)
        for route in inside():
            await looker.open(address(route, ids))
            await _has_room(looker, "German")
    assert not looker.findings, "\n".join(f"{where}: {what}" for where, what in looker.findings)


async def _look_at(looker: Looker, where: str) -> None:
    """Opened once; then in both schemes at both sizes, as somebody would turn the phone or dim the light."""
    await looker.open(where)
    for (name, size), scheme in product(SIZES.items(), SCHEMES):
        await looker.wear(scheme, size)
        await looker.settled()
        await looker.examine(f"{scheme}, {name}")
        await looker.overflow(name)
    await _has_room(looker, "English")


async def _has_room(looker: Looker, language: str) -> None:
    for width in BETWEEN:
        await looker.page.set_viewport_size({"width": width, "height": DESK["height"]})
        await looker.overflow(f"{language}, {width} px")
