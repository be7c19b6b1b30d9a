"""An administrator who works over REST."""

import itertools
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import httpx

from tests.journeys.waiting import eventually

_numbers = itertools.count(1)


class Operator:
    """Paths are below `/api/admin`. An answer with another status than the expected one fails the test."""

    def __init__(self, client: httpx.AsyncClient, secrets: set[str]) -> None:
        self.client = client
        self._secrets = secrets

    async def get(self, path: str, **query: Any) -> Any:
        return await self._send("GET", path, HTTPStatus.OK, params=query)

    async def items(self, path: str, **query: Any) -> list[Any]:
        items: list[Any] = (await self.get(path, **query))["items"]
        return items

    async def post(self, path: str, body: Any = None, status: int = HTTPStatus.OK) -> Any:
        return await self._send("POST", path, status, json=body)

    async def put(self, path: str, body: Any, status: int = HTTPStatus.OK) -> Any:
        return await self._send("PUT", path, status, json=body)

    async def patch(self, path: str, body: Any, status: int = HTTPStatus.OK) -> Any:
        return await self._send("PATCH", path, status, json=body)

    async def _send(self, method: str, path: str, status: int, **request: Any) -> Any:
        answer = await self.client.request(method, f"/api/admin{path}", **request)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    async def eventually(self, path: str, wanted: Callable[[Any], bool], **query: Any) -> Any:
        """The answer of a GET, once it is as wanted."""

        def look() -> Awaitable[Any]:
            return self.get(path, **query)

        return await eventually(look, wanted)

    async def new_charger(self, **fields: Any) -> dict[str, Any]:
        """A charger with an identity nobody else has; with its password."""
        body = {"charge_point_id": f"CP-{next(_numbers):04}", **fields}
        charger: dict[str, Any] = await self.post("/chargers", body, HTTPStatus.CREATED)
        if charger["password"]:
            self._secrets.add(charger["password"])
        return charger

    async def new_id_tag(self, **fields: Any) -> str:
        """The text of a new id tag."""
        body = {"id_tag": f"TAG{next(_numbers):05}", **fields}
        text: str = (await self.post("/id-tags", body, HTTPStatus.CREATED))["id_tag"]
        return text

    async def command(self, charger: dict[str, Any], action: str, request: Any) -> dict[str, Any]:
        """A command by its OCPP name; how it ended."""
        ended: dict[str, Any] = await self.post(f"/chargers/{charger['id']}/commands/{action}", request)
        return ended

    async def messages(self, charger: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        """The message log, newest first."""
        return await self.items(f"/chargers/{charger['id']}/messages", **query)
