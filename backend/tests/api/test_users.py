"""`/api/admin/users`: who is there, what they may, and that somebody always may everything."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from csms.store.models import IdTag, User
from tests.api.conftest import DRIVER, EMAIL, PASSWORD, Api

USERS = "/api/admin/users"
NEW = "ines@charging.example"
LAST = "This is the last administrator: make somebody else one first."


async def made(api: Api, **fields: Any) -> dict[str, Any]:
    answer = await api.post(USERS, json={"email": NEW, **fields})
    assert answer.status_code == 201, answer.text
    user: dict[str, Any] = answer.json()
    return user


async def user_of(api: Api, email: str) -> dict[str, Any]:
    (found,) = (await api.get(USERS, params={"search": email})).json()["items"]
    user: dict[str, Any] = found
    return user


async def signs_in(api: Api, email: str, password: str) -> int:
    body = {"email": email, "password": password}
    return (await api.post("/auth/v1/token?grant_type=password", json=body)).status_code


async def test_a_person_is_made_and_signs_in_at_once(api: Api) -> None:
    """The password is shown once, and is in no other answer."""
    user = await made(api, name="Ines", role="admin")
    assert (user["email"], user["name"], user["role"], user["banned"]) == (NEW, "Ines", "admin", False)
    assert await signs_in(api, NEW, user["password"]) == 200
    shown = await api.get(f"{USERS}/{user['id']}")
    assert "password" not in shown.text
    assert shown.json()["last_sign_in_at"] is not None


async def test_a_chosen_password_is_told_to_nobody(api: Api) -> None:
    user = await made(api, password="correct horse")
    assert (user["password"], user["role"]) == (None, "user")
    assert await signs_in(api, NEW, "correct horse") == 200


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"email": DRIVER.upper()}, 409, "email"),
        ({"email": "no address"}, 422, "email"),
        ({"password": "short"}, 422, "password"),
        ({"password": "nul\0nul\0nul"}, 422, "password"),
        ({"role": "root"}, 422, "role"),
        ({"app_metadata": {"role": "admin"}}, 422, "app_metadata"),
    ],
)
async def test_what_cannot_be_is_named(api: Api, fields: dict[str, Any], status: int, field: str) -> None:
    answer = await api.post(USERS, json={"email": NEW, **fields})
    assert answer.status_code == status, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_they_are_found_in_pages(api: Api) -> None:
    await made(api)
    first = (await api.get(USERS, params={"limit": 2})).json()
    rest = (await api.get(USERS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [user["email"] for user in first["items"] + rest["items"]] == sorted([EMAIL, DRIVER, NEW])
    assert rest["next_cursor"] is None
    admins = (await api.get(USERS, params={"role": "admin"})).json()["items"]
    assert [user["email"] for user in admins] == [EMAIL]


async def test_another_role_counts_at_once_and_not_from_an_old_session(api: Api) -> None:
    """S9"""
    headers = await api.signed_in(DRIVER)
    driver = await user_of(api, DRIVER)
    changed = await api.put(f"{USERS}/{driver['id']}", json={"role": "admin"})
    assert (changed.status_code, changed.json()["role"]) == (200, "admin")
    assert (await api.get(USERS, headers=headers)).status_code == 401
    assert (await api.get(USERS, headers=await api.signed_in(DRIVER))).status_code == 200


@pytest.mark.parametrize("change", [{"banned": True}, {"password": "another horse"}])
async def test_a_ban_and_a_new_password_end_the_sessions(api: Api, change: dict[str, Any]) -> None:
    headers = await api.signed_in(DRIVER)
    driver = await user_of(api, DRIVER)
    assert (await api.put(f"{USERS}/{driver['id']}", json=change)).status_code == 200
    assert (await api.get("/api/me", headers=headers)).status_code == 401
    assert await signs_in(api, DRIVER, PASSWORD) == 400


async def test_a_change_of_name_or_address_ends_nothing(api: Api) -> None:
    headers = await api.signed_in(DRIVER)
    driver = await user_of(api, DRIVER)
    path = f"{USERS}/{driver['id']}"
    changed = (
        await api.put(path, json={"name": "Jo", "email": "jo@charging.example", "role": "user"})
    ).json()
    assert (changed["name"], changed["email"]) == ("Jo", "jo@charging.example")
    assert (await api.get("/api/me", headers=headers)).json()["email"] == "jo@charging.example"
    assert (await api.put(path, json={"name": None})).json()["name"] is None
    assert (await api.put(path, json={"email": EMAIL})).status_code == 409
    assert (await api.put(path, json={"role": None})).status_code == 422


async def test_a_person_is_deleted_and_the_cards_stay(api: Api) -> None:
    headers = await api.signed_in(DRIVER)
    driver = await user_of(api, DRIVER)
    tag = (await api.post("/api/admin/id-tags", json={"id_tag": "CARD", "user_id": driver["id"]})).json()
    assert (await api.delete(f"{USERS}/{driver['id']}")).status_code == 204
    assert (await api.get("/api/me", headers=headers)).status_code == 401
    assert (await IdTag.get(id=tag["id"])).user_id is None
    assert (await api.delete(f"{USERS}/{driver['id']}")).status_code == 404


@pytest.mark.parametrize("change", [{"role": "user"}, {"banned": True}, None])
async def test_the_last_administrator_stays(api: Api, change: dict[str, Any] | None) -> None:
    me = await user_of(api, EMAIL)
    path = f"{USERS}/{me['id']}"
    answer = await (api.delete(path) if change is None else api.put(path, json=change))
    assert (answer.status_code, answer.json()["detail"]) == (409, LAST)
    banned = await made(api, role="admin")
    await api.put(f"{USERS}/{banned['id']}", json={"banned": True})
    answer = await (api.delete(path) if change is None else api.put(path, json=change))
    assert answer.status_code == 409, "one who cannot sign in is none"
    await api.put(f"{USERS}/{banned['id']}", json={"banned": False})
    answer = await (api.delete(path) if change is None else api.put(path, json=change))
    assert answer.status_code in (200, 204)


async def test_two_who_go_at_the_same_moment_leave_one(api: Api) -> None:
    both = [await made(api, role="admin"), await user_of(api, EMAIL)]
    goes = [api.services.users.change(UUID(user["id"]), {"role": "user"}) for user in both]
    ends = await asyncio.gather(*goes, return_exceptions=True)
    assert sorted(str(end) for end in ends if end is not None) == [LAST]
    assert await User.filter(role="admin").count() == 1
