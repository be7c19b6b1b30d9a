"""`/api/me/sessions` and the end of one's own account."""

from datetime import timedelta

from csms.store.models import IdTag
from csms.store.models.accounts import Session, User
from tests.api.conftest import DRIVER, EMAIL, PASSWORD, Api
from tests.auth.support import FakeClock

SESSIONS = "/api/me/sessions"


async def test_where_one_is_signed_in(api: Api, clock: FakeClock) -> None:
    first = await api.signed_in(DRIVER)
    clock.advance(minutes=1)
    second = await api.signed_in(DRIVER)
    newer, older = (await api.get(SESSIONS, headers=second)).json()["items"]
    assert (newer["current"], older["current"]) == (True, False)
    assert (newer["user_agent"], newer["address"], newer["method"]) == ("pytest", "192.0.2.1", "password")
    assert newer["created_at"] > older["created_at"]
    assert (await api.delete(f"{SESSIONS}/{older['id']}", headers=second)).status_code == 204
    assert (await api.get("/api/me", headers=first)).status_code == 401
    assert len((await api.get(SESSIONS, headers=second)).json()["items"]) == 1


async def test_those_of_others_are_as_if_they_were_not_there(api: Api) -> None:
    driver = await api.signed_in(DRIVER)
    (mine,) = (await api.get(SESSIONS)).json()["items"]
    for unknown in (mine["id"], "01930000-0000-7000-8000-000000000000", "x"):
        assert (await api.delete(f"{SESSIONS}/{unknown}", headers=driver)).status_code == 404
    assert (await api.get("/api/me")).status_code == 200


async def test_nobody_without_a_token(api: Api) -> None:
    assert (await api.get(SESSIONS, headers={"Authorization": "Bearer x"})).status_code == 401


class TestEndOfTheAccount:
    async def test_with_the_password(self, api: Api) -> None:
        driver = await api.signed_in(DRIVER)
        user = await User.get(email=DRIVER)
        tag = await IdTag.create(value="TAG1", folded="tag1", user_id=user.id)
        wrong = await api.request("DELETE", "/api/me", json={"current_password": "wrong"}, headers=driver)
        assert wrong.status_code == 403
        gone = await api.request("DELETE", "/api/me", json={"current_password": PASSWORD}, headers=driver)
        assert gone.status_code == 204
        assert (await api.get("/api/me", headers=driver)).status_code == 401
        assert (await IdTag.get(id=tag.id)).user_id is None
        assert await Session.filter(user_id=user.id).count() == 0

    async def test_an_old_sign_in_is_no_proof(self, api: Api, clock: FakeClock) -> None:
        driver = await api.signed_in(DRIVER)
        user = await User.get(email=DRIVER)
        await Session.filter(user_id=user.id).update(created_at=clock() - timedelta(days=2))
        answer = await api.request("DELETE", "/api/me", json={}, headers=driver)
        assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")

    async def test_guessing_is_stopped(self, api: Api) -> None:
        statuses = [
            (await api.request("DELETE", "/api/me", json={"current_password": "wrong"})).status_code
            for _ in range(31)
        ]
        assert statuses == [403] * 30 + [429]

    async def test_not_the_last_administrator(self, api: Api) -> None:
        answer = await api.request("DELETE", "/api/me", json={"current_password": PASSWORD})
        assert answer.status_code == 409
        assert await User.filter(email=EMAIL).exists()


async def test_sign_up_is_open_by_default(api: Api) -> None:
    assert (await api.get("/api/v1/config")).json()["signup"] == "open"
