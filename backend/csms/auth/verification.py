"""What a letter lets its reader do: confirm an address, come in without the password, agree to a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tortoise.exceptions import IntegrityError

from csms.auth import errors
from csms.auth.accounts import Accounts, Client, Grant
from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.invitations import Invitations
from csms.auth.one_time import PKCE_PREFIX, OneTimeTokens
from csms.auth.pkce import AuthCodes, Challenge
from csms.auth.throttle import FailureThrottle
from csms.store import one_time_tokens as store
from csms.store.models.accounts import User
from csms.store.models.letters import OneTimeToken

Kind = Literal["signup", "recovery", "email_change", "invite", "email"]

PURPOSES: dict[str, Sequence[str]] = {
    "signup": (store.SIGNUP,),
    "email": (store.SIGNUP,),
    "recovery": (store.RECOVERY,),
    "email_change": (store.CHANGE_FROM, store.CHANGE_TO),
}
INVITE = "invite"
OTP = "otp"
HALF = "Confirmation link accepted. Please proceed to confirm link sent to the other email"


@dataclass(frozen=True, slots=True)
class Half:
    """One of two addresses has agreed to a change; the other is asked too."""

    message: str = HALF


class Verification:
    def __init__(
        self,
        accounts: Accounts,
        tokens: OneTimeTokens,
        codes: AuthCodes,
        invitations: Invitations,
        throttle: FailureThrottle,
        clock: Clock = utc_now,
    ) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._codes = codes
        self._invitations = invitations
        self._throttle = throttle
        self._clock = clock

    async def look(self, token: str, kind: str, client: Client) -> None:
        """Whether a link is good. Nothing is used: machines that look at mail follow links too.

        Raises OneTimeTokenInvalid, InvalidInput, RateLimited.
        """
        with self._throttle.attempt(client.address, client.address) as attempt:
            try:
                if kind == INVITE:
                    await self._invitations.find(token)
                else:
                    await self._tokens.by_link(token, _purposes(kind))
            except errors.OneTimeTokenInvalid:
                attempt.failed()
                raise

    async def by_link(self, token: str, kind: str, client: Client) -> Grant | Half | str:
        """Uses a link: a session, half a change, or a code for the client that asked with a PKCE challenge.

        Raises OneTimeTokenInvalid, InvalidInput, UserBanned, EmailExists, SignupDisabled, RateLimited.
        """
        await self.look(token, kind, client)
        if kind == INVITE:
            return await self._enter(await self._invitations.accept(token), client)
        found = await self._tokens.by_link(token, _purposes(kind))
        user = await self._use(found)
        if user is None:
            return Half()
        if is_pkce(token):
            challenge = Challenge(found.code_challenge, found.code_challenge_method)
            return await self._codes.issue(user, challenge, OTP)
        return await self._enter(user, client)

    async def by_token(self, token: str, kind: str, client: Client) -> Grant | Half:
        """The same for a client that read the token out of the link itself: it wants no redirect, so no code."""
        await self.look(token, kind, client)
        if kind == INVITE:
            return await self._enter(await self._invitations.accept(token), client)
        user = await self._use(await self._tokens.by_link(token, _purposes(kind)))
        return await self._enter(user, client) if user else Half()

    async def by_code(self, email: str, code: str, kind: str, client: Client) -> Grant | Half:
        """The same with the code in the letter, and the address that it went to."""
        address = fold(email)
        with self._throttle.attempt(address, client.address) as attempt:
            try:
                found = await self._tokens.by_code(address, _purposes(kind), code)
            except errors.OneTimeTokenInvalid:
                attempt.failed()
                raise
            attempt.succeeded()
        user = await self._use(found)
        return await self._enter(user, client) if user else Half()

    async def _use(self, token: OneTimeToken) -> User | None:
        """The person, confirmed; None when the other address has yet to agree."""
        if token.user.banned:
            raise errors.UserBanned
        if token.purpose == store.SIGNUP:
            return _there(await store.confirm_sign_up(token, self._clock()))
        if token.purpose == store.RECOVERY:
            return _there(await store.confirm_recovery(token, self._clock()))
        return await self._agree(token)

    async def _agree(self, token: OneTimeToken) -> User | None:
        try:
            done = await store.confirm_change(token, self._clock())
        except IntegrityError as error:
            raise errors.EmailExists from error
        if done is None:
            raise errors.OneTimeTokenInvalid
        return await User.get(id=token.user.id) if done else None

    async def _enter(self, user: User, client: Client) -> Grant:
        if user.banned:
            raise errors.UserBanned
        return await self._accounts.open_session(user, client, OTP)


def is_pkce(token: str) -> bool:
    return token.startswith(PKCE_PREFIX)


def _there(user: User | None) -> User:
    if user is None:
        raise errors.OneTimeTokenInvalid
    return user


def _purposes(kind: str) -> Sequence[str]:
    try:
        return PURPOSES[kind]
    except KeyError:
        raise errors.InvalidInput("Unsupported verification type") from None
