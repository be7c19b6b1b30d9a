"""Signing in by Google, whom a stand-in plays: who gets which account, and who gets none."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import jwt
import pytest

from csms.auth.accounts import Accounts
from csms.auth.passwords import Argon2Pool
from csms.auth.pkce import s256
from csms.store.accounts import create_user
from csms.store.models.accounts import Identity, Session, User
from csms.store.models.letters import Invitation, ProviderFlow
from tests.api.mailed import PASSWORD, Person, fragment_of, person, query_of
from tests.api.test_auth import assert_refused, bearer
from tests.auth.google import CLIENT_ID, CLIENT_SECRET, PlayedGoogle, signed
from tests.auth.support import BASE_URL, CHEAP, DASHBOARD, FakeClock, make_accounts, new_signing_key, opened

INES = "ines@example.com"
KEY = new_signing_key()
VERIFIER = "v" * 50
PKCE = {"code_challenge": s256(VERIFIER), "code_challenge_method": "s256"}


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
        yield make_accounts(clock, pool, KEY)


@pytest.fixture
def google(clock: FakeClock) -> PlayedGoogle:
    return PlayedGoogle(clock)


@pytest.fixture
async def me(
    request: pytest.FixtureRequest,
    accounts: Accounts,
    clock: FakeClock,
    pool: Argon2Pool,
    google: PlayedGoogle,
) -> AsyncIterator[Person]:
    """A browser. `SIGNUP` is the parameter, by default open."""
    signup: Any = getattr(request, "param", "open")
    async with person(accounts, clock, pool, signup=signup, google=google.provider()) as me:
        yield me


closed = pytest.mark.parametrize("me", ["invitation", "off"], indirect=True)


async def leave(me: Person, **query: str) -> str:
    """Where the server sends the browser; it keeps the cookie."""
    answer = await me.get("/auth/v1/authorize", params={"provider": "google", **query})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


async def come_in(me: Person, google: PlayedGoogle, **query: str) -> httpx.Response:
    return await me.get(google.sign_in(await leave(me, **query)))


async def user_of(me: Person, landed: httpx.Response) -> dict[str, Any]:
    header = bearer(fragment_of(landed)["access_token"])
    document: dict[str, Any] = (await me.get("/auth/v1/user", headers=header)).json()
    return document


class TestNewPeople:
    async def test_with_a_session_in_the_fragment(self, me: Person, google: PlayedGoogle) -> None:
        landed = await come_in(me, google, redirect_to=f"{DASHBOARD}/x")
        assert landed.headers["Location"].startswith(f"{DASHBOARD}/x#access_token=")
        user = await user_of(me, landed)
        assert (user["email"], user["user_metadata"]) == (INES, {"name": "Ines"})
        assert user["email_confirmed_at"]
        assert user["app_metadata"] == {"provider": "google", "providers": ["google"], "role": "user"}
        assert [identity["provider"] for identity in user["identities"]] == ["google"]
        assert (await Session.get()).method == "oauth"

    async def test_with_pkce(self, me: Person, google: PlayedGoogle) -> None:
        landed = await come_in(me, google, **PKCE)
        body = {"auth_code": query_of(landed)["code"], "code_verifier": VERIFIER}
        answer = await me.post("/auth/v1/token", params={"grant_type": "pkce"}, json=body)
        assert answer.json()["user"]["email"] == INES

    async def test_again_it_is_the_same_account_whatever_the_address(
        self, me: Person, google: PlayedGoogle
    ) -> None:
        first = await user_of(me, await come_in(me, google))
        google.person |= {"email": "other@example.com", "email_verified": False}
        assert (await user_of(me, await come_in(me, google)))["id"] == first["id"]
        assert await User.all().count() == 1

    async def test_twice_at_once(self, me: Person, google: PlayedGoogle, pool: Argon2Pool) -> None:
        async with person(me.embedded.accounts, me.clock, pool, google=google.provider()) as other:
            landed = await asyncio.gather(come_in(me, google), come_in(other, google))
        assert all("access_token" in fragment_of(answer) for answer in landed)
        assert await User.all().count() == await Identity.all().count() == 1

    @pytest.mark.parametrize("claims", [{"email_verified": False}, {"email": None}, {"email": "no address"}])
    async def test_nobody_without_an_address_that_google_vouches_for(
        self, me: Person, google: PlayedGoogle, claims: dict[str, Any]
    ) -> None:
        google.person |= claims
        said = fragment_of(await come_in(me, google))
        assert said["error_code"] == "provider_email_needs_verification"
        assert await User.all().count() == 0

    @closed
    async def test_nobody_where_sign_up_is_closed(self, me: Person, google: PlayedGoogle) -> None:
        assert fragment_of(await come_in(me, google))["error_code"] == "signup_disabled"
        assert await User.all().count() == await Identity.all().count() == 0

    @pytest.mark.parametrize(
        ("me", "role"), [("invitation", "operator"), ("open", "operator"), ("off", None)], indirect=["me"]
    )
    async def test_who_is_invited(self, me: Person, google: PlayedGoogle, role: str | None) -> None:
        await Invitation.create(
            email=INES,
            role="operator",
            token_hash="x",
            invited_by="admin@example.com",
            created_at=me.clock(),
            expires_at=me.clock.now.replace(year=2027),
        )
        landed = fragment_of(await come_in(me, google))
        assert ("access_token" in landed) is (role is not None)
        assert [user.role for user in await User.all()] == ([role] if role else [])
        assert await Invitation.all().count() == (0 if role else 1)


class TestPeopleWithAnAccount:
    @pytest.mark.parametrize("me", ["open", "invitation", "off"], indirect=True)
    async def test_a_confirmed_one_is_joined(
        self, me: Person, google: PlayedGoogle, pool: Argon2Pool
    ) -> None:
        hashed = await pool.hash(PASSWORD.encode())
        ines = await create_user(INES, hashed, "viewer", me.clock())
        user = await user_of(me, await come_in(me, google))
        assert (user["id"], user["app_metadata"]["role"]) == (str(ines.id), "viewer")
        assert user["app_metadata"]["providers"] == ["email", "google"]
        assert (await me.sign_in(INES)).status_code == 200

    async def test_not_when_google_does_not_vouch_for_the_address(
        self, me: Person, google: PlayedGoogle
    ) -> None:
        await create_user(INES, None, "admin", me.clock())
        google.person["email_verified"] = False
        said = fragment_of(await come_in(me, google))
        assert said["error_code"] == "provider_email_needs_verification"
        assert await Identity.all().count() == 0

    async def test_whoever_signed_up_with_the_address_before_does_not_get_in(
        self, me: Person, google: PlayedGoogle
    ) -> None:
        await me.sign_up(INES, "the stranger knows it", data={"name": "a stranger"})
        user = await user_of(me, await come_in(me, google))
        assert user["user_metadata"] == {"name": "Ines"}
        assert_refused(await me.sign_in(INES, "the stranger knows it"), 400, "invalid_credentials")
        letter = await me.letter(INES)
        assert fragment_of(await me.click(letter))["error_code"] == "otp_expired"

    async def test_an_unconfirmed_one_with_a_role_keeps_it_and_loses_the_password(
        self, me: Person, google: PlayedGoogle
    ) -> None:
        await me.sign_up(INES, "the stranger knows it")
        await User.filter(email=INES).update(role="operator")
        user = await user_of(me, await come_in(me, google))
        assert user["app_metadata"]["role"] == "operator"
        assert_refused(await me.sign_in(INES, "the stranger knows it"), 400, "invalid_credentials")

    async def test_a_banned_one_is_not_let_in(self, me: Person, google: PlayedGoogle) -> None:
        await come_in(me, google)
        await User.all().update(banned=True)
        assert fragment_of(await come_in(me, google))["error_code"] == "user_banned"


class TestState:
    async def test_the_cookie_is_for_this_way_back_only(self, me: Person) -> None:
        answer = await me.get("/auth/v1/authorize", params={"provider": "google"})
        cookie = answer.headers["Set-Cookie"]
        assert re.search("HttpOnly", cookie)
        assert re.search("SameSite=lax", cookie)
        assert re.search("Secure", cookie)
        assert re.search("Path=/auth/v1/callback", cookie)

    async def test_another_browser_cannot_finish_it(self, me: Person, google: PlayedGoogle) -> None:
        """Somebody who sends his own way back to others would have them in his account."""
        back = google.sign_in(await leave(me))
        me.cookies.clear()
        landed = await me.get(back)
        assert fragment_of(landed)["error_code"] == "bad_oauth_state"
        me.cookies.set("csms-sign-in", "guess", domain="charging.example", path="/auth/v1/callback")
        assert fragment_of(await me.get(back))["error_code"] == "bad_oauth_state"
        assert await User.all().count() == 0

    async def test_once(self, me: Person, google: PlayedGoogle) -> None:
        back = google.sign_in(await leave(me))
        cookies = dict(me.cookies)
        assert "access_token" in fragment_of(await me.get(back))
        assert dict(me.cookies) == {}
        me.cookies.update(cookies)
        assert fragment_of(await me.get(back))["error_code"] == "bad_oauth_state"

    async def test_not_for_long(self, me: Person, google: PlayedGoogle) -> None:
        back = google.sign_in(await leave(me))
        me.clock.advance(minutes=10)
        assert fragment_of(await me.get(back))["error_code"] == "bad_oauth_state"

    async def test_what_never_came_back_is_forgotten(self, me: Person) -> None:
        await leave(me)
        me.clock.advance(minutes=11)
        await me.embedded.tidy()
        assert await ProviderFlow.all().count() == 0

    async def test_back_to_no_foreign_address(self, me: Person, google: PlayedGoogle) -> None:
        landed = await come_in(me, google, redirect_to="https://evil.example/")
        assert landed.headers["Location"].startswith(f"{BASE_URL}/#access_token=")

    @pytest.mark.parametrize("query", [{"error": "access_denied"}, {}])
    async def test_who_changes_his_mind(
        self, me: Person, google: PlayedGoogle, query: dict[str, str]
    ) -> None:
        back = google.sign_in(await leave(me, redirect_to=f"{DASHBOARD}/x", **PKCE))
        landed = await me.get(httpx.URL(back).copy_remove_param("code").copy_merge_params(query))
        said = fragment_of(landed)
        assert said["error_code"] == query_of(landed)["error_code"] == "bad_oauth_callback"
        assert landed.headers["Location"].startswith(f"{DASHBOARD}/x")


def _with(**changes: Any) -> Callable[[dict[str, Any]], str]:
    def forge(claims: dict[str, Any]) -> str:
        changed = {name: value for name, value in {**claims, **changes}.items() if value is not None}
        return signed(changed)

    return forge


class TestTokens:
    @pytest.mark.parametrize(
        "forge",
        [
            _with(nonce="another"),
            _with(nonce=None),
            _with(aud="somebody else"),
            _with(azp="somebody else"),
            _with(iss="https://evil.example"),
            _with(exp=1),
            _with(exp="soon"),
            _with(iat=4_000_000_000),
            _with(iat=None),
            _with(sub=""),
            _with(sub=None),
            lambda claims: jwt.encode(claims, "", "none", {"kid": "google-1"}),
            lambda claims: jwt.encode(claims, CLIENT_SECRET * 3, "HS256", {"kid": "google-1"}),
            lambda claims: jwt.encode(claims, KEY.private, "ES256", {"kid": "google-1"}),
            lambda claims: jwt.encode(claims, KEY.private, "ES256", {"kid": "unknown"}),
            lambda claims: signed(claims)[:-4] + "AAAA",
            lambda claims: "no token",
        ],
    )
    async def test_one_that_cannot_be_believed_lets_nobody_in(
        self, me: Person, google: PlayedGoogle, forge: Callable[[dict[str, Any]], str]
    ) -> None:
        google.forge = forge
        assert fragment_of(await come_in(me, google))["error_code"] == "bad_oauth_callback"
        assert await User.all().count() == 0

    async def test_both_spellings_of_the_issuer(self, me: Person, google: PlayedGoogle) -> None:
        google.forge = _with(iss="accounts.google.example", aud=[CLIENT_ID])
        assert "access_token" in fragment_of(await come_in(me, google))


class TestAway:
    async def test_before_the_sign_in(self, me: Person, google: PlayedGoogle) -> None:
        google.status = 503
        answer = await me.get("/auth/v1/authorize", params={"provider": "google"})
        assert_refused(answer, 400, "bad_oauth_callback")

    async def test_after_it(self, me: Person, google: PlayedGoogle) -> None:
        back = google.sign_in(await leave(me))
        google.status = 500
        assert fragment_of(await me.get(back))["error_code"] == "bad_oauth_callback"

    @pytest.mark.parametrize(
        "description",
        [
            {"issuer": "https://evil.example"},
            {"token_endpoint": "http://accounts.google.example/o/token"},
            {"jwks_uri": None},
            {"x": "y" * 70_000},
        ],
    )
    async def test_an_odd_description(
        self, me: Person, google: PlayedGoogle, description: dict[str, Any]
    ) -> None:
        google.description = description
        answer = await me.get("/auth/v1/authorize", params={"provider": "google"})
        assert_refused(answer, 400, "bad_oauth_callback")

    @pytest.mark.parametrize("provider", ["", "github", "email"])
    async def test_other_providers(self, me: Person, provider: str) -> None:
        answer = await me.get("/auth/v1/authorize", params={"provider": provider})
        assert_refused(answer, 400, "validation_failed")


async def test_settings_name_it(me: Person) -> None:
    assert (await me.get("/auth/v1/settings")).json()["external"]["google"] is True


async def test_without_google(accounts: Accounts, clock: FakeClock, pool: Argon2Pool) -> None:
    async with person(accounts, clock, pool) as me:
        for path in ("authorize?provider=google", "callback?state=x&code=y"):
            assert_refused(await me.get(f"/auth/v1/{path}"), 400, "validation_failed")
        assert (await me.get("/auth/v1/settings")).json()["external"]["google"] is False
