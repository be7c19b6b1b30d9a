"""The application as a whole: who is let in where, how refusals look, which headers every answer has."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from csms import __version__
from csms.api.app import openapi
from csms.api.limits import MAX_BODY
from csms.config import Settings
from csms.errors import StorageUnavailable
from csms.store import stations
from tests.api.conftest import DRIVER, EMAIL, Api

OPERATIONS = [
    (method.upper(), path)
    for path, operations in openapi()["paths"].items()
    if path.startswith("/api/admin")
    for method in operations
]


def address(path: str) -> str:
    return path.replace("{id}", "01930000-0000-7000-8000-000000000000").replace("{action}", "Reset")


async def test_a_stranger_is_told_how_to_come_in(api: Api) -> None:
    """RFC 6750: every operation of the document says it, in the form of all problems."""
    del api.headers["authorization"]
    for method, path in OPERATIONS:
        answer = await api.request(method, address(path))
        assert answer.status_code == 401, (method, path)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_unknown_ids_are_404s(api: Api) -> None:
    for method, path in OPERATIONS:
        if "{id}" not in path or "/attention/" in path:
            continue
        bodies: dict[str, Any] = {
            "remote-start": {"id_tag": "A"},
            "remote-stop": {"transaction_id": 1},
            "updates": {"charger_ids": ["01933d1c-0000-7000-8000-000000000000"]},
            "desired": {"keys": []},
            "erase": {"email": "a@example.com"},
            "replay": {"since": "2026-05-04T00:00:00Z"},
            "install": {"use": "ManufacturerRootCertificate", "certificate": "PEM"},
        }
        body = bodies.get(path.rsplit("/", 1)[1], {"type": "Soft"} if "{action}" in path else {})
        if path.endswith("/local-lists/{id}"):
            body = {"mode": "off"}
        period = {"from": "2026-05-04T00:00:00Z", "to": "2026-05-05T00:00:00Z"}
        params = period if path.endswith("/outages") else {}
        answer = await api.request(method, address(path), json=body, params=params)
        assert answer.status_code == (204 if path.endswith("/dismissal") else 404), (
            method,
            path,
            answer.text,
        )


async def test_me(api: Api) -> None:
    me = (await api.get("/api/me")).json()
    assert (me["email"], me["role"], me["rights"]) == (EMAIL, "admin", ["administer", "operate", "view"])
    driver = (await api.get("/api/me", headers=await api.signed_in(DRIVER))).json()
    assert (driver["email"], driver["role"], driver["rights"]) == (DRIVER, "user", [])
    del api.headers["authorization"]
    assert (await api.get("/api/me")).status_code == 401


async def test_config_is_public_and_says_where_chargers_call(api: Api) -> None:
    del api.headers["authorization"]
    config = (await api.get("/api/v1/config")).json()
    assert config["ocpp_url"] == "wss://charging.example/ocpp/"
    assert (config["auth_url"], config["providers"], config["version"]) == (
        "/auth/v1",
        ["email"],
        __version__,
    )


async def test_without_a_public_address_chargers_call_where_the_browser_did(
    api: Api, settings: Settings
) -> None:
    """A newcomer opens the server by its address in the network: that is what the charger needs."""
    settings.public_url = ""
    config = (await api.get("http://192.168.20.15:8000/api/v1/config")).json()
    assert config["ocpp_url"] == "ws://192.168.20.15:8000/ocpp/"


async def test_liveness_readiness_and_metrics(api: Api) -> None:
    del api.headers["authorization"]
    assert (await api.get("/health")).json() == {"status": "ok"}
    ready = await api.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    await api.database.charger()
    metrics = (await api.get("/metrics")).text
    assert 'csms_chargers{state="never_connected"} 1.0' in metrics
    assert 'csms_part_healthy{part="database"} 1.0' in metrics


async def test_without_the_journal_nobody_is_ready(api: Api) -> None:
    api.services.journal.healthy = False
    answer = await api.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert answer.json()["parts"]["journal"]["healthy"] is False


async def test_without_other_processes_service_goes_on(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(api.services.broker), "healthy", False)
    answer = await api.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


async def test_every_answer_has_the_security_headers(api: Api) -> None:
    for path in ("/", "/api/v1/config", "/api/nothing", "/health", "/docs"):
        headers = (await api.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
    data = (await api.get("/api/v1/config")).headers
    assert (data["content-security-policy"], data["cache-control"]) == (
        "default-src 'none'; frame-ancestors 'none'",
        "no-store",
    )


async def test_other_origins_only_when_they_are_named(api: Api) -> None:
    async def allowed(origin: str) -> str | None:
        preflight = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        answer = await api.options("/api/v1/config", headers=preflight)
        found: str | None = answer.headers.get("access-control-allow-origin")
        return found

    assert await allowed("https://dashboard.example") == "https://dashboard.example"
    assert await allowed("https://evil.example") is None


async def test_the_wrong_method_is_a_405(api: Api) -> None:
    answer = await api.patch("/api/admin/stations")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")


async def test_an_unknown_door_is_a_problem_and_no_page(api: Api) -> None:
    answer = await api.get("/api/admin/nothing")
    assert (answer.status_code, answer.json()["title"]) == (404, "Not found")


async def test_a_body_that_is_too_long_is_refused(api: Api) -> None:
    answer = await api.post("/api/admin/stations", content=b" " * (MAX_BODY + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 1024 + 1):
            yield b" " * 1024

    assert (await api.post("/api/admin/stations", content=unannounced())).status_code == 413


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[1]", b'{"name": NaN}', b'{"name": "\\ud800"}'])
async def test_a_body_that_is_no_json_is_refused(api: Api, body: bytes) -> None:
    answer = await api.post("/api/admin/stations", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == (400 if body == b"\xff" else 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_no_text_in_an_address_reaches_a_database_that_cannot_take_it(api: Api) -> None:
    """PostgreSQL refuses NUL (S14): it is the caller's mistake, never ours."""
    document = openapi()
    charger = await api.database.charger()
    for path, operations in document["paths"].items():
        parameters = operations.get("get", {}).get("parameters", [])
        for name in [parameter["name"] for parameter in parameters if parameter["in"] == "query"]:
            if path == "/api/admin/events":
                continue
            answer = await api.get(path.replace("{id}", str(charger.id)), params={name: "a\0b"})
            assert answer.status_code in (404, 422), (path, name, answer.text)


@pytest.mark.parametrize("text", ["\0", "\ud800"])
async def test_a_payload_that_cannot_be_stored_is_refused(api: Api, text: str) -> None:
    charger = await api.database.charger()
    body = json.dumps({"vendorId": "V", "data": text})
    headers = {"content-type": "application/json"}
    address = f"/api/admin/chargers/{charger.id}/commands/DataTransfer"
    answer = await api.post(address, content=body, headers=headers)
    assert answer.status_code in (409, 422), answer.text


async def test_a_database_that_is_away_is_a_503(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*args: Any, **kwargs: Any) -> None:
        raise StorageUnavailable("secret detail")

    monkeypatch.setattr(stations, "list_page", away)
    answer = await api.get("/api/admin/stations")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "secret" not in answer.text


async def test_a_mistake_of_ours_tells_nothing(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(stations, "list_page", broken)
    answer = await api.get("/api/admin/stations")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


async def test_lists_are_compressed(api: Api) -> None:
    for number in range(10):
        await api.database.charger(f"CP-{number}")
    answer = await api.get("/api/admin/chargers", headers={"Accept-Encoding": "gzip"})
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding, Origin")


async def test_the_documentation_asks_no_foreign_host(api: Api) -> None:
    page = await api.request("GET", "/docs")
    assert page.status_code == 200
    assert "https://" not in page.text
    script = await api.request("GET", "/docs/static/swagger-ui-bundle.js")
    assert script.status_code == 200
