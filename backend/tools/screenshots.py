"""A picture of every page of the dashboard, light, dark and on a phone: `python -m tools.screenshots [page …]`.

Starts a server with the simulated fleet of its own and shows the dashboard as it was built last. `page` is a picture's
name, `chargers-id-messages`; without one all are taken. `--into` another folder, `--language de` in another
language, `--whole` as far as a page can be scrolled.
"""

import argparse
import asyncio
import base64
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from playwright.async_api import Page, ViewportSize

from tests.journeys.browsing import sign_in_admin
from tests.journeys.pages.looking import DESK, PHONE, Looker, looking
from tests.journeys.pages.routes import DOORS, address, examples, inside, routes, title
from tests.journeys.pages.world import fleet, furnished, zone
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.waiting import eventually

IMAGES = Path(__file__).parents[2] / "docs" / "images" / "pages"
QUALITY = 80
STILL = 1_200
"""Milliseconds in which charts and the map have drawn what they were given."""

PAST_SECONDS = 240.0

_SPEAK = "code => localStorage.setItem('language', code)"
_HEIGHT = "Math.max(innerHeight, document.documentElement.scrollHeight)"


class Look(NamedTuple):
    scheme: Literal["light", "dark"]
    size: ViewportSize


DESKTOP = {"light": Look("light", DESK), "dark": Look("dark", DESK)}
POCKET = {"phone": Look("light", PHONE)}


class Wish(NamedTuple):
    """What is to be taken, and how."""

    folder: Path
    pages: list[str]
    language: str
    whole: bool

    def of(self, every: Iterable[str]) -> list[str]:
        return [route for route in every if not self.pages or title(route) in self.pages]


async def take(server: RunningServer, wish: Wish) -> None:
    wish.folder.mkdir(parents=True, exist_ok=True)
    async with furnished(server) as operator:
        await eventually(partial(_overview, operator), _lived, patience=PAST_SECONDS)
        ids = await examples(operator)
        for looks, sharpness in ((DESKTOP, 1), (POCKET, 2)):
            async with looking(server, sharpness=sharpness, zone=zone()) as looker:
                await _visit(looker, server, wish, looks, ids)


async def _overview(operator: Operator) -> Any:
    await asyncio.sleep(1)  # nobody who asks all the time, for the server has a week to take in
    return await operator.get("/overview")


def _lived(overview: dict[str, Any]) -> bool:
    """Today of the simulated fleet is as full as its last week was; its past takes some minutes to arrive."""
    energy: float = overview["energy_today_wh"]
    return energy >= 0.75 * (overview["energy_last_week_by_now_wh"] or 0)


async def _visit(
    looker: Looker, server: RunningServer, wish: Wish, looks: dict[str, Look], ids: dict[str, str]
) -> None:
    """The doors first, then what is behind them."""
    page = looker.page
    await sign_in_admin(page, server)
    await page.evaluate(_SPEAK, wish.language)
    for route in wish.of(inside()):
        await _portray(looker, route, address(route, ids), wish, looks)
    await page.evaluate("localStorage.clear()")
    await page.evaluate(_SPEAK, wish.language)
    for route in wish.of(route for route in routes() if route.startswith(DOORS)):
        await _portray(looker, route, route, wish, looks)


async def _portray(looker: Looker, route: str, where: str, wish: Wish, looks: dict[str, Look]) -> None:
    first, *_ = looks.values()
    await looker.page.emulate_media(color_scheme=first.scheme, reduced_motion="reduce")
    await looker.page.set_viewport_size(first.size)
    await looker.open(where)
    for name, look in looks.items():
        await looker.wear(look.scheme, look.size)
        await looker.settled()
        if wish.whole:
            height = await looker.page.evaluate(_HEIGHT)
            await looker.page.set_viewport_size({"width": look.size["width"], "height": height})
        await looker.page.wait_for_timeout(STILL)
        picture = await _picture(looker.page)
        await asyncio.to_thread((wish.folder / f"{title(route)}-{name}.webp").write_bytes, picture)
    print(title(route))


async def _picture(page: Page) -> bytes:
    """WebP, which the browser writes itself; Playwright only asks it for PNG or JPEG."""
    session = await page.context.new_cdp_session(page)
    answer = await session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    await session.detach()
    return base64.b64decode(answer["data"])


def _wish() -> Wish:
    parser = argparse.ArgumentParser(prog="screenshots", description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="page")
    parser.add_argument("--into", dest="folder", type=Path, default=IMAGES)
    parser.add_argument("--language", default="en")
    parser.add_argument("--whole", action="store_true")
    wish = Wish(**vars(parser.parse_args()))
    if unknown := set(wish.pages) - {title(route) for route in routes()}:
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    return wish


if __name__ == "__main__":
    wished = _wish()
    with tempfile.TemporaryDirectory() as folder, fleet(Path(folder)) as running:
        asyncio.run(take(running, wished))
