"""`/auth/v1` in the wire format of Supabase Auth, and who is let through to the rest of the API."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import jwt
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from csms.api.dependencies import Admin, CurrentUser
from csms.api.routers import auth
from csms.api.supabase import STATUS
from csms.auth.accounts import Accounts
from csms.auth.embedded import Embedded
from csms.auth.errors import AuthError, Busy
from csms.auth.passwords import Argon2Pool
from csms.errors import Problem
from csms.mail import MemoryPost
from csms.store.models.accounts import User
from tests.api.mailed import services_of_accounts
from tests.auth.support import CHEAP, FakeClock, make_accounts, make_embedded, new_signing_key, opened

EMAIL, PASSWORD = "operator@charging.example", "correct horse"
KEY = new_signing_key()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def pool() -> Iterator[Argon2Pool]:
    pool = Argon2Pool(CHEAP)
    yield pool
    pool.close()


@pytest.fixture
async def accounts(database_url: str, clock: FakeClock, pool: Argon2Pool) -> AsyncIterator[Accounts]:
    async with opened(database_url):
        accounts = make_accounts(clock, pool, KEY)
        await accounts.ensure_admin(EMAIL, PASSWORD)
        yield accounts


@pytest.fixture
async def client(accounts: Accounts, clock: FakeClock, pool: Argon2Pool) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(_app(make_embedded(accounts, clock, pool, post=MemoryPost()), clock))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


def _app(embedded: Embedded, clock: FakeClock) -> FastAPI:
    app = FastAPI()
    app.state.services = services_of_accounts(clock)
    app.state.accounts, app.state.embedded = embedded.accounts, embedded
    app.state.principals = embedded.accounts
    app.include_router(auth.router)

    @app.get("/me")
    async def me(user: CurrentUser) -> str:
        return user.email

    @app.get("/admin", name="list_users")
    async def admin(user: Admin) -> str:
        return user.email

    @app.exception_handler(Problem)
    async def problem(request: Request, error: Problem) -> JSONResponse:
        return JSONResponse({"detail": error.detail}, error.status, error.headers)

    return app


async def sign_in(client: httpx.AsyncClient, password: str = PASSWORD) -> dict[str, Any]:
    answer = await post_token(client, "password", email=EMAIL, password=password)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def post_token(client: httpx.AsyncClient, grant_type: str, **body: Any) -> httpx.Response:
    return await client.post("/auth/v1/token", params={"grant_type": grant_type}, json=body)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def raw_bearer(token: str) -> dict[bytes, bytes]:
    return {b"Authorization": f"Bearer {token}".encode()}


def assert_refused(answer: httpx.Response, status: int, code: str) -> None:
    body = answer.json()
    assert (answer.status_code, body["code"], body["error_code"]) == (status, code, code)
    assert body["message"]
    assert answer.headers["X-Supabase-Api-Version"] == "2024-01-01"
    assert answer.headers["Cache-Control"] == "no-store"


class TestToken:
    async def test_password_grant(self, client: httpx.AsyncClient, clock: FakeClock) -> None:
        body = await sign_in(client)
        assert set(body) == {
            "access_token",
            "token_type",
            "expires_in",
            "expires_at",
            "refresh_token",
            "user",
        }
        assert (body["token_type"], body["expires_in"]) == ("bearer", 3600)
        user = body["user"]
        assert (user["email"], user["aud"], user["role"]) == (EMAIL, "authenticated", "authenticated")
        assert user["app_metadata"] == {"provider": "email", "providers": ["email"], "role": "admin"}
        assert user["last_sign_in_at"] == "2026-11-22T08:00:00Z"
        assert "password_hash" not in str(body)

    async def test_tokens_are_not_cached(self, client: httpx.AsyncClient) -> None:
        answer = await post_token(client, "password", email=EMAIL, password=PASSWORD)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Supabase-Api-Version"] == "2024-01-01"

    async def test_refresh_grant_and_reuse(self, client: httpx.AsyncClient, clock: FakeClock) -> None:
        first = await sign_in(client)
        second = (await post_token(client, "refresh_token", refresh_token=first["refresh_token"])).json()
        assert second["refresh_token"] != first["refresh_token"]
        clock.advance(seconds=11)
        reused = await post_token(client, "refresh_token", refresh_token=first["refresh_token"])
        assert_refused(reused, 400, "refresh_token_already_used")
        ended = await post_token(client, "refresh_token", refresh_token=second["refresh_token"])
        assert_refused(ended, 400, "refresh_token_not_found")

    @pytest.mark.parametrize("email", [EMAIL, "nobody@charging.example", "no address"])
    async def test_wrong_password_and_unknown_user_are_one(
        self, client: httpx.AsyncClient, email: str
    ) -> None:
        answer = await post_token(client, "password", email=email, password="wrong")
        assert_refused(answer, 400, "invalid_credentials")
        assert answer.json()["message"] == "Invalid login credentials"

    async def test_banned(self, client: httpx.AsyncClient) -> None:
        session = await sign_in(client)
        await User.filter(email=EMAIL).update(banned=True)
        answer = await post_token(client, "password", email=EMAIL, password=PASSWORD)
        assert_refused(answer, 400, "user_banned")
        again = await post_token(client, "refresh_token", refresh_token=session["refresh_token"])
        assert_refused(again, 400, "user_banned")

    async def test_too_many_failures(self, client: httpx.AsyncClient) -> None:
        for _ in range(30):
            await post_token(client, "password", email=EMAIL, password="wrong")
        answer = await post_token(client, "password", email=EMAIL, password=PASSWORD)
        assert_refused(answer, 429, "over_request_rate_limit")
        assert 1 <= int(answer.headers["Retry-After"]) <= 300

    async def test_refused_refresh_tokens_are_counted_and_good_ones_are_not_held_up(
        self, client: httpx.AsyncClient
    ) -> None:
        session = await sign_in(client)
        for number in range(30):
            guess = await post_token(client, "refresh_token", refresh_token=f"guess {number}")
            assert_refused(guess, 400, "refresh_token_not_found")
        answer = await post_token(client, "refresh_token", refresh_token="one more")
        assert_refused(answer, 429, "over_request_rate_limit")
        assert 1 <= int(answer.headers["Retry-After"]) <= 300
        renewed = await post_token(client, "refresh_token", refresh_token=session["refresh_token"])
        assert renewed.status_code == 200, renewed.text

    async def test_a_full_queue_is_said_to_be_temporary(
        self, client: httpx.AsyncClient, pool: Argon2Pool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def full(stored: str | None, password: bytes) -> bool:
            raise Busy

        monkeypatch.setattr(pool, "verify", full)
        answer = await post_token(client, "password", email=EMAIL, password=PASSWORD)
        assert_refused(answer, 429, "over_request_rate_limit")
        assert answer.headers["Retry-After"] == "1"


BAD_BODIES: list[tuple[str, bytes, str]] = [
    ("password", b"", "validation_failed"),
    ("password", b"{", "bad_json"),
    ("password", b"[]", "validation_failed"),
    ("password", b"null", "validation_failed"),
    ("password", b"{}", "validation_failed"),
    ("password", b'{"email": "a@b.c"}', "validation_failed"),
    ("password", b'{"email": 7, "password": []}', "validation_failed"),
    ("password", b'{"email": "a@b.c", "password": "\\ud800"}', "validation_failed"),
    ("password", b'{"email": "\xff", "password": "x"}', "bad_json"),
    ("password", b'{"email": "a@b.c", "password": "' + b"x" * 5000 + b'"}', "validation_failed"),
    ("password", b"[" * 60_000, "bad_json"),
    ("password", b'{"n": ' + b"9" * 5000 + b"}", "bad_json"),
    ("refresh_token", b"{}", "validation_failed"),
    ("refresh_token", b'{"refresh_token": {}}', "validation_failed"),
    ("refresh_token", b'{"refresh_token": "\\u0000"}', "refresh_token_not_found"),
    ("pkce", b"{}", "validation_failed"),
    ("", b"{}", "validation_failed"),
]


class TestBadInput:
    @pytest.mark.parametrize(("grant_type", "body", "code"), BAD_BODIES)
    async def test_is_a_400(self, client: httpx.AsyncClient, grant_type: str, body: bytes, code: str) -> None:
        answer = await client.post(
            "/auth/v1/token",
            params={"grant_type": grant_type},
            content=body,
            headers={"Content-Type": "application/json;charset=UTF-8"},
        )
        assert_refused(answer, 400, code)

    async def test_a_body_without_end_is_cut_off(self, client: httpx.AsyncClient) -> None:
        sent = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal sent
            while sent < 100:
                sent += 1
                yield b"x" * 16 * 1024

        answer = await client.post(
            "/auth/v1/token?grant_type=password",
            content=endless(),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code == 413

    @pytest.mark.parametrize("scope", ["everything", ""])
    async def test_an_unknown_scope(self, client: httpx.AsyncClient, scope: str) -> None:
        session = await sign_in(client)
        answer = await client.post(f"/auth/v1/logout?scope={scope}", headers=bearer(session["access_token"]))
        assert_refused(answer, 400, "validation_failed")


class TestUser:
    async def test_get(self, client: httpx.AsyncClient) -> None:
        session = await sign_in(client)
        answer = await client.get("/auth/v1/user", headers=bearer(session["access_token"]))
        assert answer.json() == session["user"]

    async def test_change_password(self, client: httpx.AsyncClient) -> None:
        other, session = await sign_in(client), await sign_in(client)
        mine = bearer(session["access_token"])
        answer = await client.put("/auth/v1/user", json={"password": "battery staple"}, headers=mine)
        assert (answer.status_code, answer.json()["email"]) == (200, EMAIL)
        await sign_in(client, "battery staple")
        assert_refused(
            await client.get("/auth/v1/user", headers=bearer(other["access_token"])), 403, "session_not_found"
        )

    async def test_change_metadata(self, client: httpx.AsyncClient) -> None:
        mine = bearer((await sign_in(client))["access_token"])
        await client.put("/auth/v1/user", json={"data": {"name": "Ada"}, "email": EMAIL}, headers=mine)
        assert (await client.get("/auth/v1/user", headers=mine)).json()["user_metadata"] == {"name": "Ada"}

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"password": "short"}, 422, "weak_password"),
            ({"password": PASSWORD}, 422, "same_password"),
            ({"password": "battery staple", "current_password": "wrong"}, 400, "invalid_credentials"),
            ({"email": "no address"}, 400, "validation_failed"),
            ({"phone": "+49123"}, 400, "validation_failed"),
            ({"data": []}, 400, "validation_failed"),
            ({"data": {"x": "y" * 5000}}, 400, "validation_failed"),
            ({"data": {"x": "\0"}}, 400, "validation_failed"),
            ({"password": "battery staple", "data": {"x": "\0"}}, 400, "validation_failed"),
        ],
    )
    async def test_refusals_change_nothing(
        self, client: httpx.AsyncClient, change: dict[str, Any], status: int, code: str
    ) -> None:
        session = await sign_in(client)
        mine = bearer(session["access_token"])
        assert_refused(await client.put("/auth/v1/user", json=change, headers=mine), status, code)
        assert (await client.get("/auth/v1/user", headers=mine)).json() == session["user"]
        await sign_in(client)

    async def test_weak_passwords_come_with_their_reasons(self, client: httpx.AsyncClient) -> None:
        mine = bearer((await sign_in(client))["access_token"])
        answer = await client.put("/auth/v1/user", json={"password": "short"}, headers=mine)
        assert answer.json()["weak_password"] == {"reasons": ["length"]}


class TestLogout:
    @pytest.mark.parametrize("scope", ["local", "global"])
    async def test_the_access_token_is_refused_from_then_on(
        self, client: httpx.AsyncClient, scope: str
    ) -> None:
        session = await sign_in(client)
        mine = bearer(session["access_token"])
        assert (await client.get("/me", headers=mine)).status_code == 200
        assert (await client.post(f"/auth/v1/logout?scope={scope}", headers=mine)).status_code == 204
        assert (await client.get("/me", headers=mine)).status_code == 401
        assert_refused(await client.get("/auth/v1/user", headers=mine), 403, "session_not_found")
        assert_refused(await client.post("/auth/v1/logout", headers=mine), 403, "session_not_found")
        renewed = await post_token(client, "refresh_token", refresh_token=session["refresh_token"])
        assert_refused(renewed, 400, "refresh_token_not_found")


class TestPublic:
    async def test_tokens_verify_with_the_published_keys(self, client: httpx.AsyncClient) -> None:
        token = (await sign_in(client))["access_token"]
        answer = await client.get("/auth/v1/.well-known/jwks.json")
        assert answer.headers["Cache-Control"] == "public, max-age=600"
        keys = jwt.PyJWKSet.from_dict(answer.json())
        key = keys[jwt.get_unverified_header(token)["kid"]]
        said = jwt.decode(
            token,
            key,
            ["ES256"],
            audience="authenticated",
            options={"verify_exp": False, "verify_iat": False},
        )
        assert said["email"] == EMAIL

    async def test_settings_and_health(self, client: httpx.AsyncClient) -> None:
        settings = (await client.get("/auth/v1/settings")).json()
        assert settings["disable_signup"] is False
        assert settings["external"]["email"] is True
        assert (await client.get("/auth/v1/health")).status_code == 200

    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("POST", "otp", 422, "otp_disabled"),
            ("GET", "authorize?provider=google", 400, "validation_failed"),
            ("GET", "nothing/here", 404, "not_found"),
            ("DELETE", "user", 404, "not_found"),
            ("GET", "", 404, "not_found"),
        ],
    )
    async def test_closed_doors_are_named_in_supabases_words(
        self, client: httpx.AsyncClient, method: str, path: str, status: int, code: str
    ) -> None:
        assert_refused(await client.request(method, f"/auth/v1/{path}"), status, code)


BAD_TOKENS = ["x", "a.b.c", "x" * 20_000, "eyJhbGciOiJub25lIn0.e30.", "é"]


class TestBadTokens:
    @pytest.mark.parametrize("token", BAD_TOKENS)
    async def test_in_supabases_words(self, client: httpx.AsyncClient, token: str) -> None:
        answer = await client.get("/auth/v1/user", headers=raw_bearer(token))
        assert_refused(answer, 403, "bad_jwt")
        assert "WWW-Authenticate" not in answer.headers

    @pytest.mark.parametrize("header", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}])
    async def test_none_at_all(self, client: httpx.AsyncClient, header: dict[str, str]) -> None:
        assert_refused(await client.get("/auth/v1/user", headers=header), 401, "no_authorization")

    @pytest.mark.parametrize("path", ["/me", "/admin"])
    @pytest.mark.parametrize("token", BAD_TOKENS)
    async def test_elsewhere_is_401(self, client: httpx.AsyncClient, path: str, token: str) -> None:
        answer = await client.get(path, headers=raw_bearer(token))
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="csms", error="invalid_token"'

    async def test_none_at_all_elsewhere_is_401(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/admin")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="csms"')


class TestRoles:
    async def test_an_administrator_is_let_in(self, client: httpx.AsyncClient) -> None:
        session = await sign_in(client)
        answer = await client.get("/admin", headers=bearer(session["access_token"]))
        assert (answer.status_code, answer.json()) == (200, EMAIL)

    async def test_everybody_else_is_403_at_once(self, client: httpx.AsyncClient) -> None:
        mine = bearer((await sign_in(client))["access_token"])
        await User.filter(email=EMAIL).update(role="user")
        assert (await client.get("/admin", headers=mine)).status_code == 403
        assert (await client.get("/me", headers=mine)).json() == EMAIL

    async def test_a_role_of_ones_own_making_is_403(self, client: httpx.AsyncClient) -> None:
        await User.filter(email=EMAIL).update(role="user")
        mine = bearer((await sign_in(client))["access_token"])
        forged = {"data": {"role": "admin", "app_metadata": {"role": "admin"}}, "role": "admin"}
        assert (await client.put("/auth/v1/user", json=forged, headers=mine)).status_code == 200
        fresh = bearer((await sign_in(client))["access_token"])
        assert (await client.get("/admin", headers=fresh)).status_code == 403

    async def test_a_banned_user_is_401(self, client: httpx.AsyncClient) -> None:
        mine = bearer((await sign_in(client))["access_token"])
        await User.filter(email=EMAIL).update(banned=True)
        assert (await client.get("/me", headers=mine)).status_code == 401


def test_every_refusal_has_a_status() -> None:
    def kinds(kind: type[AuthError]) -> Iterator[type[AuthError]]:
        for each in kind.__subclasses__():
            yield each
            yield from kinds(each)

    assert {kind.code for kind in kinds(AuthError)} <= set(STATUS)
