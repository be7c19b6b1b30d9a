"""What people change about their own account: password, address, data about themselves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from csms.auth import errors
from csms.auth.accounts import Accounts, Principal
from csms.auth.addresses import fold
from csms.auth.one_time import Secrets
from csms.auth.passwords import check_new
from csms.auth.sign_up import Asked, Mailing
from csms.mail import Letter
from csms.store import accounts as people
from csms.store import one_time_tokens as store
from csms.store.models.accounts import User

RECENT = timedelta(hours=24)
"""A sign-in no older than this speaks for the person, as in Supabase Auth."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is None stays. current_password or nonce: proof for a change of password or address."""

    email: str | None = None
    password: str | None = None
    metadata: dict[str, Any] | None = None
    current_password: str | None = None
    nonce: str | None = None


class Profile:
    def __init__(self, accounts: Accounts, mailing: Mailing) -> None:
        self._accounts = accounts
        self._mailing = mailing

    async def change(self, principal: Principal, change: Change, asked: Asked) -> User:
        """The person afterwards. A new password ends the other sessions; a new address waits for two letters.

        Raises ReauthenticationNeeded, ReauthenticationInvalid, InvalidCredentials, EmailDisabled, LetterTooSoon
        and what `Accounts.update_user` raises.
        """
        new_email = _other(principal.user, change.email)
        if change.password is not None:
            check_new(change.password)
        if change.password is not None or new_email is not None:
            await self._prove(principal, change)
        if new_email is not None:
            await self._claim_both(principal.user.email, new_email)
        await self._accounts.update_user(principal, password=change.password, metadata=change.metadata)
        if change.password is not None:
            self._mailing.box.drop(self._mailing.writer.password_changed(principal.user.email))
        if new_email is not None:
            await self._begin(principal.user, new_email, asked)
        return await User.get(id=principal.user.id)

    async def resend(self, email: str, asked: Asked) -> None:
        """The letters of a change that is open, by either address. Raises as `Recovery.recover` does."""
        address = fold(email)
        await self._mailing.claim(address)

        async def write() -> list[Letter]:
            token = await store.by_address(address, (store.CHANGE_FROM, store.CHANGE_TO))
            if token is None or token.user.new_email is None:
                return []
            made = await self._mailing.tokens.issue(token.user.id, token.purpose, address, asked.challenge)
            if token.purpose == store.CHANGE_FROM:
                new = token.user.new_email
                return [self._mailing.writer.change_from(address, new, made, asked.redirect_to)]
            return [await self._to_new(address, made, asked)]

        self._mailing.box.later(write)

    async def prove(self, principal: Principal, current_password: str | None, nonce: str | None) -> None:
        """That it is the person: by the password, a code, or a recent sign-in. Raises as `change` does."""
        await self._prove(principal, Change(current_password=current_password, nonce=nonce))

    async def _prove(self, principal: Principal, change: Change) -> None:
        if change.current_password is not None:
            await self._accounts.check_password(principal, change.current_password)
            return
        if change.nonce:
            await self._use(principal.user, change.nonce)
            return
        session = await people.session_with_user(principal.session_id)
        if session is None or session.created_at < self._mailing.clock() - RECENT:
            raise errors.ReauthenticationNeeded

    async def _use(self, user: User, nonce: str) -> None:
        try:
            token = await self._mailing.tokens.by_nonce(user.id, nonce)
        except errors.OneTimeTokenInvalid as error:
            raise errors.ReauthenticationInvalid from error
        if not await store.take(token.id):
            raise errors.ReauthenticationInvalid

    async def _claim_both(self, old: str, new: str) -> None:
        await self._mailing.claim(new)
        await self._mailing.claim(old)

    async def _begin(self, user: User, new_email: str, asked: Asked) -> None:
        tokens, now = self._mailing.tokens, self._mailing.clock()
        here = tokens.fresh(user.id, store.CHANGE_FROM, user.email, asked.challenge)
        there = tokens.fresh(user.id, store.CHANGE_TO, new_email, asked.challenge)
        await store.begin_change(user.id, new_email, (here.hashes, there.hashes), now)
        old = self._mailing.writer.change_from(user.email, new_email, here, asked.redirect_to)

        async def write() -> list[Letter]:
            return [old, await self._to_new(new_email, there, asked)]

        self._mailing.box.later(write)

    async def _to_new(self, address: str, made: Secrets, asked: Asked) -> Letter:
        """Whoever asks does not learn that the address has an account; its owner does."""
        holder = await people.user_by_email(address)
        if holder is not None and holder.email_confirmed_at is not None:
            return self._mailing.writer.has_account(address)
        return self._mailing.writer.change_to(address, made, asked.redirect_to)


def _other(user: User, email: str | None) -> str | None:
    """The folded address, if it is another one than the person has."""
    if not email:
        return None
    address = fold(email)
    return None if address == user.email else address
