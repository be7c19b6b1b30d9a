"""Every answer has the id of its request, and so has the log."""

import logging
from typing import Any

import pytest

from csms.api.request_ids import NamesRequests
from csms.store import stations
from tests.api.conftest import Api

STATIONS = "/api/admin/stations"


async def test_the_callers_own_is_taken_over(api: Api) -> None:
    answer = await api.get("/api/admin/nothing", headers={"X-Request-Id": "order-7.a"})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "order-7.a"
    assert answer.json()["instance"] == "/api/admin/nothing"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "a\u00e4", "[31m"])
async def test_what_is_no_name_is_replaced(api: Api, given: str) -> None:
    answers = [await api.get(STATIONS, headers={b"X-Request-Id": given.encode()}) for _ in range(2)]
    names = {answer.headers["x-request-id"] for answer in answers}
    assert len(names) == 2
    assert all(len(name) == 32 for name in names)


async def test_what_failed_is_found_in_the_log(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(stations, "list_page", broken)
    caplog.handler.addFilter(NamesRequests())
    headers = {"X-Request-Id": "order-8", "Origin": "https://dashboard.example"}
    answer = await api.get(STATIONS, headers=headers)
    assert (answer.status_code, answer.json()["request_id"]) == (500, "order-8")
    assert answer.headers["access-control-allow-origin"] == "https://dashboard.example"
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert record.request_id == " [request order-8]"  # type: ignore[attr-defined]
    assert record.exc_info is not None


async def test_the_wrong_method_names_the_right_ones(api: Api) -> None:
    answer = await api.post(f"{STATIONS}/1")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, PUT, PATCH, DELETE")
