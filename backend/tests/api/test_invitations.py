"""`/api/admin/invitations`: who may make an account, by letter or by a link handed over."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from csms.store.models.accounts import User
from csms.store.models.letters import Invitation
from tests.api.conftest import DRIVER, EMAIL, Api
from tests.api.mailed import fragment_of
from tests.auth.support import FakeClock

INVITATIONS = "/api/admin/invitations"
INES = "ines@example.com"


async def invite(api: Api, email: str = INES, **more: Any) -> dict[str, Any]:
    answer = await api.post(INVITATIONS, json={"email": email, **more})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    made: dict[str, Any] = answer.json()
    return made


async def accept(api: Api, link: str) -> httpx.Response:
    query = link.partition("?")[2]
    assert (await api.get(f"/auth/v1/verify?{query}")).status_code in (200, 303)
    return await api.post(f"/auth/v1/verify/confirm?{query}")


async def test_the_whole_way(api: Api) -> None:
    made = await invite(api, f" {INES.upper()}", role="operator")
    assert (made["email"], made["role"], made["invited_by"], made["mailed"]) == (
        INES,
        "operator",
        EMAIL,
        True,
    )
    await api.services.embedded.box.settled()
    (letter,) = api.letters
    assert letter.to == INES
    assert made["link"] in letter.text
    (listed,) = (await api.get(INVITATIONS)).json()["items"]
    assert listed == {name: made[name] for name in made if name not in ("link", "mailed")}
    accepted = await accept(api, made["link"])
    assert urlsplit(accepted.headers["Location"]).path == "/auth/new-password"
    said = fragment_of(accepted)
    assert said["type"] == "invite"
    hers = {"Authorization": f"Bearer {said['access_token']}"}
    assert (await api.get("/api/me", headers=hers)).json()["role"] == "operator"
    chosen = await api.put("/auth/v1/user", json={"password": "chosen by herself"}, headers=hers)
    assert chosen.status_code == 200
    assert (await api.get(INVITATIONS)).json()["items"] == []
    again = fragment_of(await accept(api, made["link"]))
    assert again["error_code"] == "otp_expired"


async def test_a_new_one_voids_the_old(api: Api) -> None:
    first, second = await invite(api), await invite(api, role="viewer")
    assert fragment_of(await accept(api, first["link"]))["error_code"] == "otp_expired"
    assert "access_token" in fragment_of(await accept(api, second["link"]))


async def test_revoked(api: Api) -> None:
    made = await invite(api)
    assert (await api.delete(f"{INVITATIONS}/{made['id']}")).status_code == 204
    assert (await api.delete(f"{INVITATIONS}/{made['id']}")).status_code == 404
    assert fragment_of(await accept(api, made["link"]))["error_code"] == "otp_expired"


async def test_for_a_week(api: Api, clock: FakeClock) -> None:
    made = await invite(api)
    clock.advance(days=7)
    assert fragment_of(await accept(api, made["link"]))["error_code"] == "otp_expired"
    assert await User.filter(email=INES).count() == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"email": DRIVER}, 409),
        ({"email": "no address"}, 422),
        ({"email": INES, "role": "emperor"}, 422),
        ({}, 422),
    ],
)
async def test_refusals(api: Api, body: dict[str, Any], status: int) -> None:
    answer = await api.post(INVITATIONS, json=body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


async def test_only_administrators(api: Api) -> None:
    driver = await api.signed_in(DRIVER)
    assert (await api.post(INVITATIONS, json={"email": INES}, headers=driver)).status_code == 403
    assert (await api.get(INVITATIONS, headers=driver)).status_code == 403


async def test_a_key_cannot_invite(api: Api) -> None:
    made = await api.post("/api/admin/api-keys", json={"name": "billing", "scope": "full"})
    headers = {"X-API-Key": made.json()["key"]}
    del api.headers["Authorization"]
    assert (await api.post(INVITATIONS, json={"email": INES}, headers=headers)).status_code == 403


async def test_whoever_signed_up_with_the_address_before_does_not_get_in(api: Api) -> None:
    await api.post("/auth/v1/signup", json={"email": INES, "password": "the stranger knows it"})
    made = await invite(api, role="admin")
    assert "access_token" in fragment_of(await accept(api, made["link"]))
    user = await User.get(email=INES)
    assert (user.role, user.password_hash) == ("admin", None)


@pytest.mark.parametrize(("had", "has"), [("user", "operator"), ("viewer", "viewer")])
async def test_an_account_confirmed_meanwhile_stays(api: Api, had: str, has: str) -> None:
    made = await invite(api, role="operator")
    created = await api.post("/api/admin/users", json={"email": INES, "role": had})
    assert "access_token" in fragment_of(await accept(api, made["link"]))
    user = await User.get(email=INES)
    assert (str(user.id), user.role) == (created.json()["id"], has)


async def test_only_a_hash_is_kept(api: Api) -> None:
    made = await invite(api)
    token = made["link"].partition("token=")[2].partition("&")[0]
    assert token not in str(await Invitation.all().values())
