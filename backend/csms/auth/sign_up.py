"""Making an account oneself, by the setting `SIGNUP`. Nobody learns who has one already."""

from dataclasses import dataclass
from typing import Any, Literal

from tortoise.exceptions import IntegrityError

from csms.auth import errors
from csms.auth.accounts import merged_metadata
from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.letterbox import Letterbox
from csms.auth.letters import Writer
from csms.auth.one_time import OneTimeTokens, hash_of
from csms.auth.passwords import Argon2Pool, check_new
from csms.auth.pkce import Challenge
from csms.mail import Letter
from csms.store import accounts as people
from csms.store import letter_limits
from csms.store import one_time_tokens as store
from csms.store.models.accounts import User

Policy = Literal["open", "invitation", "off"]


@dataclass(frozen=True, slots=True)
class Mailing:
    """What every letter needs: words, secrets, the way out, the time."""

    writer: Writer
    tokens: OneTimeTokens
    box: Letterbox
    clock: Clock = utc_now

    async def claim(self, address: str) -> None:
        """Counts a letter to the address, known here or not. Raises EmailDisabled, Busy, LetterTooSoon."""
        self.box.check()
        if not await store.claim_letter(hash_of(address), self.clock()):
            raise await self.too_soon(address)

    async def too_soon(self, address: str) -> errors.LetterTooSoon:
        return errors.LetterTooSoon(await letter_limits.wait(hash_of(address), self.clock()))


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the client wants the person back: an allowed address, and its PKCE challenge if it has one."""

    redirect_to: str
    challenge: Challenge | None = None


class SignUp:
    """policy: the setting `SIGNUP`."""

    def __init__(self, policy: Policy, passwords: Argon2Pool, mailing: Mailing) -> None:
        self._policy = policy
        self._passwords = passwords
        self._mailing = mailing

    @property
    def policy(self) -> Policy:
        """What holds: without post nobody can confirm an address, and an invitation is handed over by hand."""
        if self._policy == "open" and not self._mailing.box.has_post:
            return "off"
        return self._policy

    def check(self) -> None:
        """Raises SignupDisabled, EmailDisabled, Busy."""
        if self._policy != "open":
            raise errors.SignupDisabled
        self._mailing.box.check()

    async def sign_up(self, email: str, password: str, metadata: dict[str, Any], asked: Asked) -> User:
        """A person whose address is not confirmed yet; it looks the same where the address has an account.

        Raises SignupDisabled, EmailDisabled, InvalidInput, WeakPassword, LetterTooSoon, Busy.
        """
        self.check()
        mailing = self._mailing
        address, now = fold(email), mailing.clock()
        check_new(password)
        kept = merged_metadata({}, metadata)
        hashed = await self._passwords.hash(password.encode())  # always: the time must not tell
        user = store.unconfirmed(address, hashed, kept, now)
        made = mailing.tokens.fresh(user.id, store.SIGNUP, address, asked.challenge)
        try:
            stored = await store.sign_up(user, made.hashes, hash_of(address), now)
        except IntegrityError:  # an administrator made the same account at the same moment
            stored = False
        if stored is None:
            raise await mailing.too_soon(address)
        writer = mailing.writer
        letter = (
            writer.confirm_sign_up(address, made, asked.redirect_to)
            if stored
            else writer.has_account(address)
        )
        mailing.box.drop(letter)
        return user

    async def resend(self, email: str, asked: Asked) -> None:
        """The letter of a sign-up once more. Raises EmailDisabled, InvalidInput, LetterTooSoon, Busy."""
        address = fold(email)
        await self._mailing.claim(address)

        async def write() -> list[Letter]:
            user = await people.user_by_email(address)
            if user is None or user.email_confirmed_at is not None:
                return []
            made = await self._mailing.tokens.issue(user.id, store.SIGNUP, address, asked.challenge)
            return [self._mailing.writer.confirm_sign_up(address, made, asked.redirect_to)]

        self._mailing.box.later(write)
