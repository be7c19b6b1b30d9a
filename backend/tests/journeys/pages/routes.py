"""The dashboard's routes, as its folders say them, and an address of each with something to see."""

import re
from pathlib import Path

from tests.journeys.rest import Operator

APP = Path(__file__).parents[4] / "frontend" / "app"
DOORS = "/auth/"
"""Pages for those who are not signed in."""

_DYNAMIC = "[id]"


def routes() -> list[str]:
    """`/chargers/[id]/messages` and all others, sorted; groups in parentheses are no part of an address."""
    pages = [page.parent.relative_to(APP).parts for page in APP.rglob("page.tsx")]
    return sorted("/" + "/".join(part for part in parts if not part.startswith("(")) for parts in pages)


def inside() -> list[str]:
    """Those behind the doors."""
    return [route for route in routes() if not route.startswith(DOORS)]


def of_one_thing(route: str) -> str | None:
    """`/chargers` of `/chargers/[id]/messages`; None of a page that is about no single thing."""
    return route.split(f"/{_DYNAMIC}", maxsplit=1)[0] if _DYNAMIC in route else None


def address(route: str, ids: dict[str, str]) -> str:
    """The route with the id that `ids` has for what it is about."""
    kind = of_one_thing(route)
    return route if kind is None else route.replace(_DYNAMIC, ids[kind])


async def examples(operator: Operator) -> dict[str, str]:
    """An id for each kind of page that is about one thing."""
    charger, *_ = await operator.items("/chargers", search="CP-0038")
    [own, *_] = (await operator.client.get("/api/me/transactions")).json()["items"]
    return {
        "/chargers": charger["id"],
        "/transactions": (await operator.items("/transactions", state="completed", charger_id=charger["id"]))[
            0
        ]["id"],
        "/stations": charger["station_id"],
        "/me/sessions": own["id"],
        **await _programs(operator),
    }


async def _programs(operator: Operator) -> dict[str, str]:
    hooks = await operator.items("/webhooks")
    return {"/webhooks": hooks[0]["id"]}


def title(route: str) -> str:
    """A name for files and tests: `chargers-id-messages`."""
    return re.sub(r"\W+", "-", route).strip("-") or "overview"
