"""Signing in and staying signed in, on both databases (S3, S9)."""

import asyncio
import hashlib
from typing import Any

import pytest

from csms.auth import errors
from csms.auth.accounts import (
    IDLE_LIMIT,
    MAX_USER_METADATA,
    REUSE_INTERVAL,
    Accounts,
    Client,
    Grant,
    generate_password,
)
from csms.auth.keys import SigningKey
from csms.auth.passwords import Argon2Parameters, Argon2Pool
from csms.store.models.accounts import RefreshToken, Session, User
from tests.auth.support import HERE, FakeClock, make_accounts

EMAIL = "operator@charging.example"
PASSWORD = "correct horse"


@pytest.fixture
async def admin(accounts: Accounts) -> User:
    await accounts.ensure_admin(EMAIL, PASSWORD)
    return await User.get(email=EMAIL)


@pytest.fixture
async def grant(accounts: Accounts, admin: User) -> Grant:
    return await accounts.sign_in(EMAIL, PASSWORD, HERE)


class TestSignIn:
    async def test_the_right_password_opens_a_session(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        principal = await accounts.authenticate(grant.access_token)
        session = await Session.get(id=principal.session_id)
        assert (principal.email, principal.role) == (EMAIL, "admin")
        assert (session.address, session.user_agent) == (HERE.address, HERE.user_agent)
        assert principal.user.last_sign_in_at == clock.now
        assert grant.expires_at == int(clock.now.timestamp()) + 3600

    @pytest.mark.parametrize("email", [EMAIL.upper(), f" {EMAIL}\n", EMAIL.replace("o", "ｏ")])
    async def test_the_address_is_compared_folded(self, accounts: Accounts, admin: User, email: str) -> None:
        assert (await accounts.sign_in(email, PASSWORD, HERE)).user.id == admin.id

    @pytest.mark.parametrize(
        ("email", "password"),
        [
            (EMAIL, PASSWORD.upper()),
            (EMAIL, ""),
            (EMAIL, PASSWORD + "\0"),
            ("nobody@charging.example", PASSWORD),
            ("no address", PASSWORD),
            ("nul\0@charging.example", PASSWORD),
            ("", ""),
        ],
    )
    async def test_everything_else_gets_one_answer(
        self, accounts: Accounts, admin: User, email: str, password: str
    ) -> None:
        with pytest.raises(errors.InvalidCredentials):
            await accounts.sign_in(email, password, HERE)
        assert await Session.all().count() == 0

    async def test_an_account_without_password_has_no_password(self, accounts: Accounts, admin: User) -> None:
        await User.filter(id=admin.id).update(password_hash=None)
        with pytest.raises(errors.InvalidCredentials):
            await accounts.sign_in(EMAIL, "", HERE)

    async def test_banned_and_unconfirmed_are_said_only_to_who_knows_the_password(
        self, accounts: Accounts, admin: User
    ) -> None:
        await User.filter(id=admin.id).update(email_confirmed_at=None)
        with pytest.raises(errors.EmailNotConfirmed):
            await accounts.sign_in(EMAIL, PASSWORD, HERE)
        await User.filter(id=admin.id).update(banned=True)
        with pytest.raises(errors.UserBanned):
            await accounts.sign_in(EMAIL, PASSWORD, HERE)
        with pytest.raises(errors.InvalidCredentials):
            await accounts.sign_in(EMAIL, "wrong", HERE)

    async def test_an_outdated_hash_is_renewed(
        self, admin: User, clock: FakeClock, signing_key: SigningKey
    ) -> None:
        pool = Argon2Pool(Argon2Parameters(memory=16, passes=2))
        newer = make_accounts(clock, pool, signing_key)
        await newer.sign_in(EMAIL, PASSWORD, HERE)
        renewed = (await User.get(id=admin.id)).password_hash
        assert renewed is not None
        assert "m=16,t=2" in renewed
        await newer.sign_in(EMAIL, PASSWORD, HERE)
        assert (await User.get(id=admin.id)).password_hash == renewed
        pool.close()

    async def test_guessing_is_stopped_but_not_the_owner(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        for number in range(30):
            with pytest.raises(errors.InvalidCredentials):
                await accounts.sign_in(EMAIL, "guess", Client(f"198.51.100.{number}"))
        with pytest.raises(errors.RateLimited) as refusal:
            await accounts.sign_in(EMAIL, PASSWORD, Client("198.51.100.77"))
        assert 1 <= refusal.value.retry_after <= 300
        await accounts.sign_in(EMAIL, PASSWORD, HERE)
        clock.advance(seconds=refusal.value.retry_after)
        await accounts.sign_in(EMAIL, PASSWORD, Client("198.51.100.77"))

    async def test_old_sessions_are_forgotten_with_their_tokens(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        clock.advance(days=IDLE_LIMIT.days + 1)
        await accounts.sign_in(EMAIL, PASSWORD, HERE)
        assert await Session.all().count() == 1
        assert await RefreshToken.all().count() == 1


class TestRefresh:
    async def test_rotates(self, accounts: Accounts, grant: Grant, clock: FakeClock) -> None:
        clock.advance(minutes=50)
        second = await accounts.refresh(grant.refresh_token)
        third = await accounts.refresh(second.refresh_token)
        assert len({grant.refresh_token, second.refresh_token, third.refresh_token}) == 3
        clock.advance(minutes=20)
        await accounts.authenticate(third.access_token)
        with pytest.raises(errors.InvalidToken):
            await accounts.authenticate(grant.access_token)

    async def test_only_hashes_are_stored(self, accounts: Accounts, grant: Grant) -> None:
        second = await accounts.refresh(grant.refresh_token)
        stored = {token.token_hash for token in await RefreshToken.all()}
        tokens = [grant.refresh_token, second.refresh_token]
        assert stored == {hashlib.sha256(token.encode()).hexdigest() for token in tokens}

    async def test_a_lost_answer_can_be_asked_for_again(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        second = await accounts.refresh(grant.refresh_token)
        clock.now += REUSE_INTERVAL
        again = await accounts.refresh(grant.refresh_token)
        assert again.refresh_token == second.refresh_token
        await accounts.refresh(again.refresh_token)

    async def test_reuse_after_the_interval_ends_the_session(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        second = await accounts.refresh(grant.refresh_token)
        clock.now += REUSE_INTERVAL
        clock.advance(seconds=1)
        with pytest.raises(errors.RefreshTokenReused):
            await accounts.refresh(grant.refresh_token)
        with pytest.raises(errors.RefreshTokenNotFound):
            await accounts.refresh(second.refresh_token)
        with pytest.raises(errors.SessionNotFound):
            await accounts.authenticate(second.access_token)

    async def test_reuse_of_an_older_token_ends_the_session_at_once(
        self, accounts: Accounts, grant: Grant
    ) -> None:
        second = await accounts.refresh(grant.refresh_token)
        third = await accounts.refresh(second.refresh_token)
        with pytest.raises(errors.RefreshTokenReused):
            await accounts.refresh(grant.refresh_token)
        with pytest.raises(errors.SessionNotFound):
            await accounts.authenticate(third.access_token)

    async def test_reuse_does_not_touch_other_sessions(self, accounts: Accounts, grant: Grant) -> None:
        other = await accounts.sign_in(EMAIL, PASSWORD, HERE)
        second = await accounts.refresh(grant.refresh_token)
        await accounts.refresh(second.refresh_token)
        with pytest.raises(errors.RefreshTokenReused):
            await accounts.refresh(grant.refresh_token)
        await accounts.authenticate(other.access_token)
        await accounts.refresh(other.refresh_token)

    async def test_refreshes_at_once_get_the_same_successor(self, accounts: Accounts, grant: Grant) -> None:
        grants = await asyncio.gather(*(accounts.refresh(grant.refresh_token) for _ in range(8)))
        assert len({each.refresh_token for each in grants}) == 1
        assert await RefreshToken.all().count() == 2
        for each in grants:
            await accounts.authenticate(each.access_token)

    @pytest.mark.parametrize("token", ["", "x" * 300, "unknown", "\0", "ö"])
    async def test_an_unknown_token(self, accounts: Accounts, grant: Grant, token: str) -> None:
        with pytest.raises(errors.RefreshTokenNotFound):
            await accounts.refresh(token)

    async def test_an_idle_session_ends(self, accounts: Accounts, grant: Grant, clock: FakeClock) -> None:
        clock.now += IDLE_LIMIT
        second = await accounts.refresh(grant.refresh_token)
        clock.now += IDLE_LIMIT
        clock.advance(seconds=1)
        with pytest.raises(errors.SessionExpired):
            await accounts.refresh(second.refresh_token)
        with pytest.raises(errors.RefreshTokenNotFound):
            await accounts.refresh(second.refresh_token)

    async def test_a_banned_user_gets_nothing(self, accounts: Accounts, grant: Grant) -> None:
        await User.filter(email=EMAIL).update(banned=True)
        with pytest.raises(errors.UserBanned):
            await accounts.refresh(grant.refresh_token)
        with pytest.raises(errors.UserBanned):
            await accounts.authenticate(grant.access_token)


class TestSignOut:
    @pytest.mark.parametrize(
        ("scope", "mine", "other"),
        [("local", False, True), ("others", True, False), ("global", False, False)],
    )
    async def test_ends_what_the_scope_says(
        self, accounts: Accounts, grant: Grant, scope: Any, mine: bool, other: bool
    ) -> None:
        second = await accounts.sign_in(EMAIL, PASSWORD, HERE)
        await accounts.sign_out(await accounts.authenticate(grant.access_token), scope)
        assert await _is_open(accounts, grant) is mine
        assert await _is_open(accounts, second) is other

    async def test_leaves_other_people_alone(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        hashed = (await User.get(email=EMAIL)).password_hash
        await User.create(
            email="other@x.example",
            password_hash=hashed,
            email_confirmed_at=clock.now,
            created_at=clock.now,
            updated_at=clock.now,
        )
        other = await accounts.sign_in("other@x.example", PASSWORD, HERE)
        await accounts.sign_out(await accounts.authenticate(grant.access_token), "global")
        assert await _is_open(accounts, other)
        assert (await accounts.authenticate(other.access_token)).role == "user"


async def _is_open(accounts: Accounts, grant: Grant) -> bool:
    try:
        await accounts.authenticate(grant.access_token)
        await accounts.refresh(grant.refresh_token)
    except (errors.SessionNotFound, errors.RefreshTokenNotFound):
        return False
    return True


class TestAuthenticate:
    async def test_the_role_is_the_one_in_the_table(self, accounts: Accounts, grant: Grant) -> None:
        await User.filter(email=EMAIL).update(role="user")
        assert (await accounts.authenticate(grant.access_token)).role == "user"

    async def test_a_role_in_the_user_metadata_means_nothing(self, accounts: Accounts, grant: Grant) -> None:
        await User.filter(email=EMAIL).update(role="user")
        principal = await accounts.authenticate(grant.access_token)
        await accounts.update_user(principal, metadata={"role": "admin"})
        again = await accounts.sign_in(EMAIL, PASSWORD, HERE)
        assert (await accounts.authenticate(again.access_token)).role == "user"

    async def test_a_session_of_somebody_else(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        thief = await User.create(email="thief@x.example", created_at=clock.now, updated_at=clock.now)
        principal = await accounts.authenticate(grant.access_token)
        token, _ = accounts.tokens.issue(thief, await Session.get(id=principal.session_id))
        with pytest.raises(errors.SessionNotFound):
            await accounts.authenticate(token)

    async def test_who_stays_connected_is_checked_again(
        self, accounts: Accounts, grant: Grant, clock: FakeClock
    ) -> None:
        principal = await accounts.authenticate(grant.access_token)
        await User.filter(email=EMAIL).update(role="user")
        assert (await accounts.recheck(principal)).role == "user"
        await accounts.sign_out(principal, "global")
        with pytest.raises(errors.SessionNotFound):
            await accounts.recheck(principal)
        clock.advance(hours=1, seconds=5)
        with pytest.raises(errors.InvalidToken):
            await accounts.recheck(principal)

    async def test_a_deleted_user(self, accounts: Accounts, grant: Grant) -> None:
        await User.filter(email=EMAIL).delete()
        with pytest.raises(errors.SessionNotFound):
            await accounts.authenticate(grant.access_token)
        with pytest.raises(errors.RefreshTokenNotFound):
            await accounts.refresh(grant.refresh_token)


class TestChangePassword:
    async def test_the_new_one_counts_and_other_sessions_end(self, accounts: Accounts, grant: Grant) -> None:
        other = await accounts.sign_in(EMAIL, PASSWORD, HERE)
        principal = await accounts.authenticate(grant.access_token)
        await accounts.update_user(principal, password="battery staple", current_password=PASSWORD)
        assert await _is_open(accounts, grant)
        assert not await _is_open(accounts, other)
        await accounts.sign_in(EMAIL, "battery staple", HERE)
        with pytest.raises(errors.InvalidCredentials):
            await accounts.sign_in(EMAIL, PASSWORD, HERE)

    @pytest.mark.parametrize(
        ("new", "current", "error"),
        [
            ("short", None, errors.WeakPassword),
            ("x" * 1025, None, errors.WeakPassword),
            (PASSWORD, None, errors.SamePassword),
            ("battery staple", "wrong", errors.InvalidCredentials),
        ],
    )
    async def test_refusals_change_nothing(
        self, accounts: Accounts, grant: Grant, new: str, current: str | None, error: type[Exception]
    ) -> None:
        principal = await accounts.authenticate(grant.access_token)
        with pytest.raises(error):
            await accounts.update_user(principal, password=new, current_password=current)
        await accounts.sign_in(EMAIL, PASSWORD, HERE)


class TestMetadata:
    async def test_merges_and_removes(self, accounts: Accounts, grant: Grant) -> None:
        principal = await accounts.authenticate(grant.access_token)
        await accounts.update_user(principal, metadata={"name": "Ada", "theme": "dark"})
        await accounts.update_user(principal, metadata={"theme": None, "path": "C:\\u0000"})
        assert (await User.get(email=EMAIL)).user_metadata == {"name": "Ada", "path": "C:\\u0000"}

    @pytest.mark.parametrize(
        "value", ["x" * MAX_USER_METADATA, "nul\0", "\ud800", float("nan"), float("inf"), {"deep": ["\0"]}]
    )
    async def test_what_cannot_be_kept_is_refused(self, accounts: Accounts, grant: Grant, value: Any) -> None:
        principal = await accounts.authenticate(grant.access_token)
        with pytest.raises(errors.InvalidInput):
            await accounts.update_user(principal, metadata={"value": value})
        assert (await User.get(email=EMAIL)).user_metadata == {}


class TestFirstAdministrator:
    async def test_a_generated_password_is_said_once(self, accounts: Accounts) -> None:
        password = await accounts.ensure_admin(EMAIL, None)
        assert password is not None
        assert (await accounts.sign_in(EMAIL, password, HERE)).user.role == "admin"
        assert await accounts.ensure_admin(EMAIL, None) is None

    async def test_a_set_password_is_not_said_and_not_set_again(self, accounts: Accounts) -> None:
        assert await accounts.ensure_admin(EMAIL.upper(), PASSWORD) is None
        assert await accounts.ensure_admin(EMAIL, "another password") is None
        assert await accounts.ensure_admin("second@charging.example", "another password") is None
        await accounts.sign_in(EMAIL, PASSWORD, HERE)
        assert await User.all().count() == 1

    async def test_processes_that_start_together_make_one(self, accounts: Accounts) -> None:
        passwords = await asyncio.gather(*(accounts.ensure_admin(EMAIL, None) for _ in range(4)))
        said = [password for password in passwords if password]
        assert len(said) == 1
        await accounts.sign_in(EMAIL, said[0], HERE)

    async def test_who_held_the_address_before_does_not_become_administrator(
        self, accounts: Accounts, grant: Grant
    ) -> None:
        await User.filter(email=EMAIL).update(role="user")
        await accounts.ensure_admin(EMAIL, "another password")
        assert not await _is_open(accounts, grant)
        with pytest.raises(errors.InvalidCredentials):
            await accounts.sign_in(EMAIL, PASSWORD, HERE)
        assert (await accounts.sign_in(EMAIL, "another password", HERE)).user.role == "admin"

    @pytest.mark.parametrize(
        ("email", "password", "error"),
        [("no address", PASSWORD, errors.InvalidInput), (EMAIL, "short", errors.WeakPassword)],
    )
    async def test_unusable_settings(
        self, accounts: Accounts, email: str, password: str, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            await accounts.ensure_admin(email, password)
        assert await User.all().count() == 0


def test_generated_passwords_are_long_and_different() -> None:
    passwords = {generate_password() for _ in range(100)}
    assert len(passwords) == 100
    assert {len(password) for password in passwords} == {23}
