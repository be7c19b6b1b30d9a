"""`/auth/v1`: signing up, recovery and changes of address by letter, in the wire format of Supabase Auth."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from csms.auth.accounts import Accounts
from csms.auth.passwords import Argon2Pool
from csms.auth.pkce import s256
from csms.store.accounts import create_user
from csms.store.models.accounts import User
from csms.store.models.letters import LetterLimit, OneTimeToken
from tests.api.mailed import (
    PASSWORD,
    Person,
    code_of,
    fragment_of,
    link_of,
    person,
    query_of,
    token_of,
)
from tests.api.test_auth import assert_refused, bearer
from tests.auth.support import BASE_URL, CHEAP, DASHBOARD, FakeClock, make_accounts, new_signing_key, opened

INES, OTHER, NEW = "ines@example.com", "other@example.com", "new@example.com"
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
async def me(accounts: Accounts, clock: FakeClock, pool: Argon2Pool) -> AsyncIterator[Person]:
    async with person(accounts, clock, pool) as me:
        yield me


@pytest.fixture
async def ines(me: Person, pool: Argon2Pool, clock: FakeClock) -> User:
    """Somebody with a confirmed account."""
    return await create_user(INES, await pool.hash(PASSWORD.encode()), "user", clock())


async def user_of(me: Person, header: dict[str, str]) -> dict[str, Any]:
    answer = await me.get("/auth/v1/user", headers=header)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


class TestSignUp:
    async def test_the_whole_way(self, me: Person) -> None:
        answer = await me.sign_up(f" {INES.upper()} ", data={"name": "Ines"})
        assert answer.status_code == 200
        document = answer.json()
        assert (document["email"], document["email_confirmed_at"]) == (INES, None)
        assert "access_token" not in document
        assert_refused(await me.sign_in(INES), 400, "email_not_confirmed")
        said = fragment_of(await me.click(await me.letter(INES)))
        assert (said["type"], said["token_type"], said["expires_in"]) == ("signup", "bearer", "3600")
        user = await user_of(me, bearer(said["access_token"]))
        assert (user["id"], user["user_metadata"]) == (document["id"], {"name": "Ines"})
        assert user["app_metadata"]["role"] == "user"
        assert (await me.sign_in(INES)).status_code == 200

    async def test_with_the_code_in_the_letter(self, me: Person) -> None:
        await me.sign_up(INES)
        body = {"type": "signup", "email": INES, "token": code_of(await me.letter(INES))}
        answer = await me.post("/auth/v1/verify", json=body)
        assert answer.json()["user"]["email"] == INES
        assert_refused(await me.post("/auth/v1/verify", json=body), 403, "otp_expired")

    @pytest.mark.parametrize("kind", ["signup", "email"])
    async def test_with_the_token_hash(self, me: Person, kind: str) -> None:
        await me.sign_up(INES)
        body = {"type": kind, "token_hash": token_of(await me.letter(INES))}
        assert (await me.post("/auth/v1/verify", json=body)).json()["user"]["email"] == INES

    async def test_with_pkce(self, me: Person) -> None:
        await me.sign_up(INES, **PKCE)
        letter = await me.letter(INES)
        assert token_of(letter).startswith("pkce_")
        landed = await me.click(letter)
        assert fragment_of(landed) == {}
        exchange = {"auth_code": query_of(landed)["code"], "code_verifier": VERIFIER}
        answer = await me.post("/auth/v1/token", params={"grant_type": "pkce"}, json=exchange)
        assert answer.json()["user"]["email"] == INES
        again = await me.post("/auth/v1/token", params={"grant_type": "pkce"}, json=exchange)
        assert_refused(again, 404, "flow_state_not_found")

    async def test_the_code_of_another_client_is_worth_nothing(self, me: Person) -> None:
        await me.sign_up(INES, **PKCE)
        code = query_of(await me.click(await me.letter(INES)))["code"]
        body = {"auth_code": code, "code_verifier": "w" * 50}
        answer = await me.post("/auth/v1/token", params={"grant_type": "pkce"}, json=body)
        assert_refused(answer, 400, "bad_code_verifier")

    async def test_an_address_with_an_account_gets_the_same_answer(self, me: Person, ines: User) -> None:
        taken, free = await me.sign_up(INES), await me.sign_up(NEW)
        assert taken.status_code == free.status_code == 200
        assert set(taken.headers) == set(free.headers)
        assert _shape(taken.json()) == _shape(free.json())
        assert taken.json()["id"] != str(ines.id)
        assert await User.filter(email=INES).count() == 1
        (letter,) = await me.letters(INES)
        assert "already have an account" in letter.subject
        assert "/verify" not in letter.text
        assert (await me.sign_in(INES)).status_code == 200

    async def test_twice_each_gets_the_same_answers(self, me: Person, ines: User) -> None:
        """Neither the id nor the limit tells which address has an account."""
        for email in (INES, NEW):
            first = await me.sign_up(email)
            assert_refused(await me.sign_up(email), 429, "over_email_send_rate_limit")
            me.later()
            second = await me.sign_up(email)
            assert first.json()["id"] != second.json()["id"]

    async def test_whoever_signs_up_for_somebody_else_leaves_no_password_behind(self, me: Person) -> None:
        await me.sign_up(INES, "the stranger knows it")
        me.later()
        await me.sign_up(INES)
        first, second = await me.letters(INES)
        assert fragment_of(await me.click(first))["error_code"] == "otp_expired"
        fragment_of(await me.click(second))
        assert_refused(await me.sign_in(INES, "the stranger knows it"), 400, "invalid_credentials")
        assert (await me.sign_in(INES)).status_code == 200

    async def test_at_once_with_the_same_address(self, me: Person) -> None:
        answers = await asyncio.gather(*(me.sign_up(INES) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 429, 429, 429, 429]
        assert len(await me.letters(INES)) == 1
        assert await User.all().count() == 1

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"email": INES, "password": "short"}, 422, "weak_password"),
            ({"email": "no address", "password": PASSWORD}, 400, "validation_failed"),
            ({"email": INES}, 400, "validation_failed"),
            ({"phone": "+49", "password": PASSWORD}, 400, "validation_failed"),
            ({}, 422, "anonymous_provider_disabled"),
            ({"email": INES, "password": PASSWORD, "data": {"x": "\0"}}, 400, "validation_failed"),
            ({"email": INES, "password": PASSWORD, "code_challenge": "x"}, 400, "validation_failed"),
            ({"email": INES, "password": PASSWORD, "data": {"x": "y" * 5000}}, 400, "validation_failed"),
        ],
    )
    async def test_refusals(self, me: Person, body: dict[str, Any], status: int, code: str) -> None:
        assert_refused(await me.post("/auth/v1/signup", json=body), status, code)
        assert await User.all().count() == 0

    async def test_nobody_makes_himself_more_than_a_user(self, me: Person) -> None:
        await me.sign_up(INES, data={"role": "admin"}, role="admin", app_metadata={"role": "admin"})
        said = fragment_of(await me.click(await me.letter(INES)))
        assert (await user_of(me, bearer(said["access_token"])))["app_metadata"]["role"] == "user"
        assert (await User.get(email=INES)).role == "user"


class TestClosed:
    @pytest.mark.parametrize("signup", ["invitation", "off"])
    async def test_by_setting(
        self, accounts: Accounts, clock: FakeClock, pool: Argon2Pool, signup: Any
    ) -> None:
        async with person(accounts, clock, pool, signup=signup) as me:
            assert_refused(await me.sign_up(INES), 422, "signup_disabled")
            assert (await me.get("/auth/v1/settings")).json()["disable_signup"] is True

    async def test_without_post(self, accounts: Accounts, clock: FakeClock, pool: Argon2Pool) -> None:
        async with person(accounts, clock, pool, mail=False) as me:
            assert_refused(await me.sign_up(INES), 422, "email_provider_disabled")
            recover = await me.post("/auth/v1/recover", json={"email": INES})
            assert_refused(recover, 422, "email_provider_disabled")
            assert (await me.get("/auth/v1/settings")).json()["disable_signup"] is True
            assert await LetterLimit.all().count() == 0


class TestLinks:
    async def test_machines_that_fetch_links_use_nothing_up(self, me: Person) -> None:
        await me.sign_up(INES)
        letter = await me.letter(INES)
        for _ in range(3):
            assert (await me.head(link_of(letter))).status_code == 200
            assert (await me.get(link_of(letter))).status_code == 200
        assert_refused(await me.sign_in(INES), 400, "email_not_confirmed")
        assert "access_token" in fragment_of(await me.click(letter))

    async def test_the_page_lets_nothing_run_and_tells_nobody_its_address(self, me: Person) -> None:
        await me.sign_up(INES)
        page = await me.click(await me.letter(INES), confirm=False)
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert f"form-action 'self' {BASE_URL};" in policy
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        ("asked", "landed"),
        [(f"{DASHBOARD}/welcome?a=1", f"{DASHBOARD}/welcome?a=1"), ("https://evil.example/", f"{BASE_URL}/")],
    )
    async def test_where_they_lead(self, me: Person, asked: str, landed: str) -> None:
        body = {"email": INES, "password": PASSWORD}
        await me.post("/auth/v1/signup", params={"redirect_to": asked}, json=body)
        letter = await me.letter(INES)
        forged = link_of(letter).replace("redirect_to=", "redirect_to=https%3A%2F%2Fevil.example%2F&x=")
        assert (await me.get(forged)).headers["Content-Security-Policy"].count("evil") == 0
        answer = await me.click(letter)
        assert answer.headers["Location"].split("#")[0] == landed

    @pytest.mark.parametrize("method", ["GET", "POST"])
    @pytest.mark.parametrize("token", ["", "x", "x" * 200, "pkce_x"])
    async def test_a_bad_link_leads_back_with_an_error(self, me: Person, method: str, token: str) -> None:
        path = "/auth/v1/verify" if method == "GET" else "/auth/v1/verify/confirm"
        answer = await me.request(method, path, params={"token": token, "type": "signup"})
        said = fragment_of(answer)
        assert (said["error"], said["error_code"]) == ("access_denied", "otp_expired")
        assert ("error_code" in query_of(answer)) is token.startswith("pkce_")

    @pytest.mark.parametrize("kind", ["", "magiclink", "sms", "<script>"])
    async def test_an_unknown_type(self, me: Person, kind: str) -> None:
        answer = await me.get("/auth/v1/verify", params={"token": "x", "type": kind})
        assert fragment_of(answer)["error_code"] == "validation_failed"
        body = {"token_hash": "x", "type": kind}
        assert_refused(await me.post("/auth/v1/verify", json=body), 400, "validation_failed")

    async def test_too_old(self, me: Person) -> None:
        await me.sign_up(INES)
        me.clock.advance(days=1)
        assert fragment_of(await me.click(await me.letter(INES)))["error_code"] == "otp_expired"

    async def test_a_link_of_one_kind_is_none_of_another(self, me: Person, ines: User) -> None:
        await me.post("/auth/v1/recover", json={"email": INES})
        body = {"type": "signup", "token_hash": token_of(await me.letter(INES))}
        assert_refused(await me.post("/auth/v1/verify", json=body), 403, "otp_expired")

    async def test_of_many_at_once_one_wins(self, me: Person) -> None:
        await me.sign_up(INES)
        body = {"type": "signup", "token_hash": token_of(await me.letter(INES))}
        answers = await asyncio.gather(*(me.post("/auth/v1/verify", json=body) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 403, 403, 403, 403]

    async def test_guessing_links_is_stopped(self, me: Person) -> None:
        bodies = ({"type": "signup", "token_hash": f"guess {n}"} for n in range(31))
        answers = [await me.post("/auth/v1/verify", json=body) for body in bodies]
        assert_refused(answers[-2], 403, "otp_expired")
        assert_refused(answers[-1], 429, "over_request_rate_limit")

    async def test_only_hashes_are_kept(self, me: Person) -> None:
        await me.sign_up(INES)
        letter = await me.letter(INES)
        row = str(await OneTimeToken.all().values())
        assert token_of(letter) not in row
        assert code_of(letter) not in row


class TestCodes:
    async def test_five_guesses(self, me: Person) -> None:
        await me.sign_up(INES)
        letter = await me.letter(INES)
        wrong = f"{(int(code_of(letter)) + 1) % 10**6:06}"
        for _ in range(5):
            body = {"type": "signup", "email": INES, "token": wrong}
            assert_refused(await me.post("/auth/v1/verify", json=body), 403, "otp_expired")
        right = {"type": "signup", "email": INES, "token": code_of(letter)}
        assert_refused(await me.post("/auth/v1/verify", json=right), 403, "otp_expired")
        assert "access_token" in fragment_of(await me.click(letter))  # nobody guesses the link

    async def test_the_code_of_somebody_else(self, me: Person) -> None:
        await me.sign_up(INES)
        await me.sign_up(OTHER)
        code = code_of(await me.letter(OTHER))
        if code != code_of(await me.letter(INES)):
            body = {"type": "signup", "email": INES, "token": code}
            assert_refused(await me.post("/auth/v1/verify", json=body), 403, "otp_expired")

    @pytest.mark.parametrize("email", ["nobody@example.com", "no address"])
    async def test_of_nobody(self, me: Person, email: str) -> None:
        answer = await me.post("/auth/v1/verify", json={"type": "signup", "email": email, "token": "123456"})
        assert answer.status_code in (400, 403)

    async def test_nothing_to_verify(self, me: Person) -> None:
        answer = await me.post("/auth/v1/verify", json={"type": "signup", "email": INES})
        assert_refused(answer, 400, "validation_failed")


class TestRecovery:
    async def test_the_whole_way(self, me: Person, ines: User) -> None:
        old = await me.header(INES)
        assert (await me.post("/auth/v1/recover", json={"email": INES})).json() == {}
        said = fragment_of(await me.click(await me.letter(INES)))
        assert said["type"] == "recovery"
        mine = bearer(said["access_token"])
        changed = await me.put("/auth/v1/user", json={"password": "a new password"}, headers=mine)
        assert changed.status_code == 200
        assert (await me.get("/auth/v1/user", headers=old)).status_code == 403
        assert_refused(await me.sign_in(INES), 400, "invalid_credentials")
        assert (await me.sign_in(INES, "a new password")).status_code == 200
        assert "password was changed" in (await me.letter(INES)).subject

    async def test_nobody_learns_who_has_an_account(self, me: Person, ines: User) -> None:
        for email in (INES, "nobody@example.com"):
            answer = await me.post("/auth/v1/recover", json={"email": email})
            assert (answer.status_code, answer.json()) == (200, {})
            again = await me.post("/auth/v1/recover", json={"email": email})
            assert_refused(again, 429, "over_email_send_rate_limit")
            assert 1 <= int(again.headers["Retry-After"]) <= 60
        assert await me.letters("nobody@example.com") == []

    async def test_of_an_unconfirmed_account_drops_the_password_of_a_stranger(self, me: Person) -> None:
        await me.sign_up(INES, "the stranger knows it")
        me.later()
        await me.post("/auth/v1/recover", json={"email": INES})
        said = fragment_of(await me.click(await me.letter(INES)))
        assert "access_token" in said
        assert_refused(await me.sign_in(INES, "the stranger knows it"), 400, "invalid_credentials")

    async def test_a_new_letter_voids_the_old(self, me: Person, ines: User) -> None:
        for _ in range(2):
            await me.post("/auth/v1/recover", json={"email": INES})
            me.later()
        first, second = await me.letters(INES)
        assert fragment_of(await me.click(first))["error_code"] == "otp_expired"
        assert "access_token" in fragment_of(await me.click(second))

    async def test_a_new_password_voids_the_link(self, me: Person, ines: User) -> None:
        mine = await me.header(INES)
        await me.post("/auth/v1/recover", json={"email": INES})
        letter = await me.letter(INES)
        await me.put("/auth/v1/user", json={"password": "a new password"}, headers=mine)
        assert fragment_of(await me.click(letter))["error_code"] == "otp_expired"

    async def test_a_banned_person_is_not_let_in(self, me: Person, ines: User) -> None:
        await me.post("/auth/v1/recover", json={"email": INES})
        letter = await me.letter(INES)
        await User.filter(id=ines.id).update(banned=True)
        assert fragment_of(await me.click(letter))["error_code"] == "user_banned"
        me.later()
        await me.post("/auth/v1/recover", json={"email": INES})
        assert len(await me.letters(INES)) == 1

    async def test_one_network_asks_so_often(self, me: Person) -> None:
        for number in range(30):
            assert (
                await me.post("/auth/v1/recover", json={"email": f"{number}@x.example"})
            ).status_code == 200
        answer = await me.post("/auth/v1/recover", json={"email": "one@x.example"})
        assert_refused(answer, 429, "over_request_rate_limit")

    async def test_one_mailbox_gets_so_many_a_day(self, me: Person, ines: User) -> None:
        for _ in range(20):
            await me.post("/auth/v1/recover", json={"email": INES})
            me.clock.advance(minutes=15)
        answer = await me.post("/auth/v1/recover", json={"email": INES})
        assert_refused(answer, 429, "over_email_send_rate_limit")
        me.clock.advance(seconds=int(answer.headers["Retry-After"]))
        assert (await me.post("/auth/v1/recover", json={"email": INES})).status_code == 200


class TestResend:
    async def test_sign_up(self, me: Person) -> None:
        await me.sign_up(INES)
        soon = await me.post("/auth/v1/resend", json={"type": "signup", "email": INES})
        assert_refused(soon, 429, "over_email_send_rate_limit")
        me.later()
        assert (await me.post("/auth/v1/resend", json={"type": "signup", "email": INES})).json() == {}
        first, second = await me.letters(INES)
        assert fragment_of(await me.click(first))["error_code"] == "otp_expired"
        assert "access_token" in fragment_of(await me.click(second))

    async def test_where_there_is_nothing_to_confirm(self, me: Person, ines: User) -> None:
        for email in (INES, "nobody@example.com"):
            for kind in ("signup", "email_change"):
                answer = await me.post("/auth/v1/resend", json={"type": kind, "email": email})
                assert (answer.status_code, answer.json()) == (200, {})
                me.later()
            assert await me.letters(email) == []

    @pytest.mark.parametrize("body", [{"type": "sms", "email": INES}, {"type": "signup"}, {}])
    async def test_refusals(self, me: Person, body: dict[str, Any]) -> None:
        assert_refused(await me.post("/auth/v1/resend", json=body), 400, "validation_failed")


class TestChangeOfAddress:
    async def ask(self, me: Person, header: dict[str, str], email: str = NEW, **more: Any) -> httpx.Response:
        return await me.put("/auth/v1/user", json={"email": email, **more}, headers=header)

    @pytest.mark.parametrize("order", [(INES, NEW), (NEW, INES)])
    async def test_both_addresses_agree(self, me: Person, ines: User, order: tuple[str, str]) -> None:
        mine = await me.header(INES)
        asked = await self.ask(me, mine)
        assert (asked.json()["email"], asked.json()["new_email"]) == (INES, NEW)
        first, second = order
        half = fragment_of(await me.click(await me.letter(first)))
        assert set(half) == {"message"}
        assert (await user_of(me, mine))["email"] == INES
        said = fragment_of(await me.click(await me.letter(second)))
        assert said["type"] == "email_change"
        user = await user_of(me, bearer(said["access_token"]))
        assert (user["email"], "new_email" in user) == (NEW, False)
        assert (await me.get("/auth/v1/user", headers=mine)).status_code == 403
        assert_refused(await me.sign_in(INES), 400, "invalid_credentials")
        assert (await me.sign_in(NEW)).status_code == 200

    async def test_by_codes(self, me: Person, ines: User) -> None:
        await self.ask(me, await me.header(INES))
        for email, wanted in ((NEW, "msg"), (INES, "access_token")):
            body = {"type": "email_change", "email": email, "token": code_of(await me.letter(email))}
            assert wanted in (await me.post("/auth/v1/verify", json=body)).json()

    async def test_with_pkce(self, me: Person, ines: User) -> None:
        await self.ask(me, await me.header(INES), **PKCE)
        assert "message" in query_of(await me.click(await me.letter(INES)))
        assert "code" in query_of(await me.click(await me.letter(NEW)))

    async def test_a_taken_address_is_not_told(self, me: Person, ines: User, clock: FakeClock) -> None:
        await create_user(OTHER, None, "user", clock())
        mine = await me.header(INES)
        asked = await self.ask(me, mine, OTHER)
        assert asked.json()["new_email"] == OTHER
        (letter,) = await me.letters(OTHER)
        assert "already have an account" in letter.subject
        assert "message" in fragment_of(await me.click(await me.letter(INES)))
        assert (await user_of(me, mine))["email"] == INES

    async def test_an_address_that_was_taken_meanwhile(
        self, me: Person, ines: User, clock: FakeClock
    ) -> None:
        await self.ask(me, await me.header(INES))
        letter = await me.letter(NEW)
        await create_user(NEW, None, "user", clock())
        await me.click(await me.letter(INES))
        assert fragment_of(await me.click(letter))["error_code"] == "email_exists"
        assert (await me.sign_in(INES)).status_code == 200

    async def test_an_account_that_nobody_confirmed_does_not_keep_it(self, me: Person, ines: User) -> None:
        await me.sign_up(NEW, "the stranger knows it")
        me.later()
        await self.ask(me, await me.header(INES))
        await me.click(await me.letter(INES))
        assert "access_token" in fragment_of(await me.click(await me.letter(NEW)))
        assert await User.all().count() == 1

    async def test_again(self, me: Person, ines: User) -> None:
        mine = await me.header(INES)
        await self.ask(me, mine)
        assert_refused(await self.ask(me, mine), 429, "over_email_send_rate_limit")
        me.later()
        for email in (INES, NEW):
            assert (
                await me.post("/auth/v1/resend", json={"type": "email_change", "email": email})
            ).json() == {}
        assert "message" in fragment_of(await me.click(await me.letter(INES)))
        assert "access_token" in fragment_of(await me.click(await me.letter(NEW)))

    async def test_the_old_address_changes_nothing(self, me: Person, ines: User) -> None:
        answer = await self.ask(me, await me.header(INES), INES.upper())
        assert "new_email" not in answer.json()
        assert me.memory.letters == []


class TestReauthentication:
    async def test_a_sign_in_of_yesterday_needs_more(self, me: Person, ines: User) -> None:
        mine = await me.header(INES)
        me.clock.advance(minutes=30)
        assert (await me.put("/auth/v1/user", json={"data": {"a": 1}}, headers=mine)).status_code == 200
        session = (await me.sign_in(INES)).json()
        me.clock.advance(hours=24, seconds=1)
        renewed = await me.post(
            "/auth/v1/token",
            params={"grant_type": "refresh_token"},
            json={"refresh_token": session["refresh_token"]},
        )
        mine = bearer(renewed.json()["access_token"])
        for change in ({"password": "a new password"}, {"email": NEW}):
            answer = await me.put("/auth/v1/user", json=change, headers=mine)
            assert_refused(answer, 400, "reauthentication_needed")
        wrong = {"password": "a new password", "current_password": "wrong"}
        assert_refused(await me.put("/auth/v1/user", json=wrong, headers=mine), 400, "invalid_credentials")
        assert_refused(
            await me.put("/auth/v1/user", json={"password": "a new password", "nonce": "x"}, headers=mine),
            422,
            "reauthentication_not_valid",
        )
        assert (await me.get("/auth/v1/reauthenticate", headers=mine)).json() == {}
        with_nonce = {"password": "a new password", "nonce": code_of(await me.letter(INES))}
        assert (await me.put("/auth/v1/user", json=with_nonce, headers=mine)).status_code == 200
        again = {**with_nonce, "password": "a third password"}
        assert_refused(
            await me.put("/auth/v1/user", json=again, headers=mine), 422, "reauthentication_not_valid"
        )
        by_password = {"password": "a third password", "current_password": "a new password"}
        assert (await me.put("/auth/v1/user", json=by_password, headers=mine)).status_code == 200

    async def test_guessing_the_password_of_a_stolen_session(self, me: Person, ines: User) -> None:
        mine = await me.header(INES)
        for _ in range(30):
            body = {"password": "a new password", "current_password": "wrong"}
            assert_refused(await me.put("/auth/v1/user", json=body, headers=mine), 400, "invalid_credentials")
        answer = await me.put("/auth/v1/user", json=body, headers=mine)
        assert_refused(answer, 429, "over_request_rate_limit")

    async def test_needs_a_sign_in(self, me: Person) -> None:
        assert_refused(await me.get("/auth/v1/reauthenticate"), 401, "no_authorization")


class TestLeftOver:
    async def test_what_nobody_can_use_any_more_goes(self, me: Person, ines: User) -> None:
        await me.sign_up(NEW)
        await me.post("/auth/v1/recover", json={"email": INES})
        await me.letters(INES)
        me.clock.advance(hours=2)
        await me.embedded.tidy()
        assert [row.address for row in await OneTimeToken.all()] == [NEW]
        assert await LetterLimit.all().count() == 2
        me.clock.advance(days=7)
        await me.embedded.tidy()
        assert await OneTimeToken.all().count() == await LetterLimit.all().count() == 0
        assert [user.email for user in await User.all()] == [INES]


def _shape(document: Any) -> Any:
    """Everything but what is different for everybody."""
    if isinstance(document, dict):
        unlike = ("id", "email", "identity_id", "user_id", "sub")
        return {name: _shape(value) for name, value in document.items() if name not in unlike}
    return [_shape(item) for item in document] if isinstance(document, list) else document
