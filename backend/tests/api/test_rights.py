"""The matrix of rights, made from the OpenAPI document: every operation, as nobody, as each role and as each key."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from csms.api.app import openapi
from csms.api.rights import RIGHT_OF, right_of
from csms.api.routers import events
from csms.auth.rights import ROLES, SCOPES, Right
from csms.store.accounts import create_user
from csms.store.models import Session, User
from tests.api.conftest import DRIVER, EMAIL, Api
from tests.store.rows import transaction

Operation = tuple[str, str, str]
"""Method, path, operation id."""

PUBLIC = {"get_health", "get_readiness", "get_config"}
BY_THE_SECRET_IN_THE_ADDRESS = {"fetch_file", "deliver_file", "deliver_form"}
HIDDEN = {"send_unknown"}
"""Not in the document: an operation of OCPP that there is not."""

OPERATIONS: list[Operation] = [
    (method.upper(), path, operation["operationId"])
    for path, operations in openapi()["paths"].items()
    for method, operation in operations.items()
]
OF_ADMINISTRATORS = [operation for operation in OPERATIONS if operation[1].startswith("/api/admin/")]
OF_EVERYBODY = [operation for operation in OPERATIONS if operation[1].split("/")[2:3] == ["me"]]

NO_ID = "01930000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def short_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: Any) -> AsyncIterator[bytes]:
        yield b"one chunk, and the end"

    monkeypatch.setattr(events, "_stream", nothing)


@pytest.fixture
async def people(api: Api) -> dict[str, dict[str, str]]:
    """The headers of one person of each role."""
    hashed = (await User.get(email=DRIVER)).password_hash
    assert hashed is not None
    for role in ("operator", "viewer"):
        await create_user(f"{role}@example.com", hashed, role, api.clock())
    emails = {"admin": EMAIL, "user": DRIVER} | {
        role: f"{role}@example.com" for role in ("operator", "viewer")
    }
    return {role: await api.signed_in(email) for role, email in emails.items()}


@pytest.fixture
async def programs(api: Api) -> dict[str, dict[str, str]]:
    """The headers of one key of each scope."""
    keys = {}
    for scope in SCOPES:
        answer = await api.post("/api/admin/api-keys", json={"name": scope, "scope": scope})
        keys[scope] = {"X-API-Key": answer.json()["key"]}
    return keys


def test_every_operation_has_its_right() -> None:
    """What is in the table, belongs to anybody signed in, or is public by decision: nothing else."""
    names = {name.replace("patch_", "update_") for _, _, name in OF_ADMINISTRATORS}
    assert names | HIDDEN == set(RIGHT_OF)
    rest = {name for _, path, name in OPERATIONS if not path.startswith("/api/admin/")} - {
        name for _, _, name in OF_EVERYBODY
    }
    assert rest == PUBLIC | BY_THE_SECRET_IN_THE_ADDRESS


def test_what_changes_something_takes_more_than_a_look() -> None:
    changing = {name for method, _, name in OF_ADMINISTRATORS if method != "GET"}
    assert [name for name in changing if right_of(name) is Right.VIEW] == []


async def test_the_matrix(
    api: Api, people: dict[str, dict[str, str]], programs: dict[str, dict[str, str]]
) -> None:
    """S8, S9. With the right: anything but a refusal. Without it: 403, and who may. Strangers: 401."""
    holes = []
    del api.headers["authorization"]
    for method, path, name in OF_ADMINISTRATORS:
        expected = {role: right_of(name) in rights for role, rights in (ROLES | SCOPES).items()}
        for caller, headers in (people | programs).items():
            answer = await asked(api, method, path, headers)
            if (answer in (401, 403)) == expected[caller]:
                holes.append((method, path, caller, answer))
        for nobody in ({}, {"Authorization": "Bearer x.y.z"}, {"X-API-Key": "csms_guess"}):
            if (answer := await asked(api, method, path, nobody)) != 401:
                holes.append((method, path, f"nobody {nobody}", answer))
    assert holes == []


async def test_ones_own_data_takes_a_person(
    api: Api, people: dict[str, dict[str, str]], programs: dict[str, dict[str, str]]
) -> None:
    """Every role has data of its own. A key is no person."""
    del api.headers["authorization"]
    for method, path, _ in OF_EVERYBODY:
        for headers in people.values():
            assert await asked(api, method, path, headers) not in (401, 403), (method, path)
        for headers in ({}, {"Authorization": "Bearer x.y.z"}, *programs.values()):
            assert await asked(api, method, path, headers) == 401, (method, path)


async def test_what_is_anothers_is_not_there(api: Api, people: dict[str, dict[str, str]]) -> None:
    """Also for administrators: `/api/me` is one's own, whatever else one may see."""
    owner = await create_user("owner@example.com", "x", "user", api.clock())
    others = await belongings(api, owner.id)
    del api.headers["authorization"]
    for method, path, _ in OF_EVERYBODY:
        if "{id}" not in path:
            continue
        address = path.replace("{id}", str(others[path.split("/")[3]]))
        for role, headers in people.items():
            answer = await api.request(method, address, headers=headers)
            assert answer.status_code == 404, (role, method, path, answer.text)


async def belongings(api: Api, owner: UUID) -> dict[str, UUID]:
    """Something of everything that a person can have, by its name in the path."""
    charger, now = await api.database.charger(), api.clock()
    session = await Session.create(user_id=owner, created_at=now, last_used_at=now)
    return {
        "transactions": (await transaction(charger, 1, user_id=owner)).id,
        "sessions": session.id,
    }


async def test_a_key_that_reads_sends_no_command(api: Api, programs: dict[str, dict[str, str]]) -> None:
    """Asking the charger itself for its schedule is more than a look."""
    charger = await api.database.charger()
    path = f"/api/admin/chargers/{charger.id}/composite-schedule"
    del api.headers["authorization"]
    looking = await api.get(path, headers=programs["read"])
    asking = await api.get(path, params={"ask": True}, headers=programs["read"])
    assert (looking.status_code, asking.status_code) == (200, 403)


async def test_a_refusal_names_the_role_that_may(api: Api, people: dict[str, dict[str, str]]) -> None:
    refused = await api.post("/api/admin/stations", json={"name": "A"}, headers=people["viewer"])
    assert refused.json()["detail"] == "This takes the role `operator` or more; yours is `viewer`."


async def test_a_role_that_nobody_knows_has_no_right(api: Api) -> None:
    await create_user(
        "odd@example.com", (await User.get(email=DRIVER)).password_hash or "", "root", api.clock()
    )
    headers = await api.signed_in("odd@example.com")
    assert (await api.get("/api/admin/stations", headers=headers)).status_code == 403


async def asked(api: Api, method: str, path: str, headers: dict[str, str]) -> int:
    address = path.replace("{id}", NO_ID)
    answer = await api.request(
        method, address, headers=headers, json={} if method in ("POST", "PUT", "PATCH") else None
    )
    return answer.status_code
