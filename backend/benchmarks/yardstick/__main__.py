"""Serves the yardstick: `python -m benchmarks.yardstick` with PORT and DATABASE_URL."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from tortoise import Tortoise

from benchmarks.yardstick.charge_point import UsualChargePoint


class Adapter:
    """FastAPI's WebSocket with the two methods that the `ocpp` package wants."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket

    async def recv(self) -> str:
        return await self._websocket.receive_text()

    async def send(self, message: str) -> None:
        await self._websocket.send_text(message)


def _connection(url: str) -> Any:
    """The same database with the same durability as ours."""
    if url.startswith("sqlite://"):
        file = {"file_path": url.removeprefix("sqlite://"), "journal_mode": "WAL", "synchronous": "FULL"}
        return {"engine": "tortoise.backends.sqlite", "credentials": file}
    return "asyncpg" + url[url.index("://") :] + "?maxsize=10"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    await Tortoise.init(
        config={
            "connections": {"default": _connection(os.environ["DATABASE_URL"])},
            "apps": {"usual": {"models": ["benchmarks.yardstick.models"], "default_connection": "default"}},
            "use_tz": True,
            "timezone": "UTC",
        },
        _enable_global_fallback=True,
    )
    await Tortoise.generate_schemas()
    yield
    await Tortoise.close_connections()


app = FastAPI(lifespan=lifespan)


@app.websocket("/ocpp/{identity}")
async def ocpp(websocket: WebSocket, identity: str) -> None:
    await websocket.accept(subprotocol="ocpp1.6")
    try:
        await UsualChargePoint(identity, Adapter(websocket)).start()
    except WebSocketDisconnect:
        return


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
