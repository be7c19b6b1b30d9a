"""The embedded accounts, put together: everything behind `/auth/v1`."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import httpx

from csms.auth.accounts import Accounts, Client, Grant
from csms.auth.clock import Clock, utc_now
from csms.auth.errors import AuthError, UserBanned
from csms.auth.invitations import Invitations
from csms.auth.keys import load_signing_key
from csms.auth.letterbox import Letterbox
from csms.auth.letters import Writer
from csms.auth.one_time import OneTimeTokens
from csms.auth.openid import GOOGLE, OpenIdProvider
from csms.auth.passwords import Argon2Pool
from csms.auth.pkce import AuthCodes
from csms.auth.profile import Profile
from csms.auth.provider_sign_in import ProviderSignIn
from csms.auth.recovery import Recovery
from csms.auth.redirects import Redirects
from csms.auth.sign_up import Mailing, SignUp
from csms.auth.throttle import FOR_PEOPLE, FailureThrottle, Limits
from csms.auth.tokens import AccessTokens
from csms.auth.verification import Verification
from csms.config import Settings
from csms.errors import ConfigurationError
from csms.mail import Post
from csms.store import accounts as people
from csms.store import auth_codes, letter_limits, one_time_tokens

LETTERS_OF_A_CLIENT = Limits(per_identity=30, per_address=30, window=300.0, block=300.0)
"""Requests that may end in a letter, right or wrong, from one network. Beside it each address has its own limit."""
PROVIDER_TIMEOUT = 10.0
"""Seconds for one question to another provider."""
UNCONFIRMED_FOR = timedelta(days=7)
"""An account that nobody confirmed goes after so long."""


@dataclass(frozen=True, slots=True)
class Embedded:
    accounts: Accounts
    sign_up: SignUp
    recovery: Recovery
    profile: Profile
    verification: Verification
    invitations: Invitations
    codes: AuthCodes
    google: ProviderSignIn | None
    redirects: Redirects
    box: Letterbox
    throttle: FailureThrottle
    asking: FailureThrottle
    clock: Clock

    async def exchange(self, code: str, verifier: str, client: Client) -> Grant:
        """The session behind a code in a redirect. Raises FlowStateNotFound, BadCodeVerifier, UserBanned."""
        with self.throttle.attempt(client.address, client.address) as attempt:
            try:
                user, method = await self.codes.exchange(code, verifier)
            except AuthError:
                attempt.failed()
                raise
        if user.banned:
            raise UserBanned
        return await self.accounts.open_session(user, client, method)

    async def refresh(self, token: str, client: Client) -> Grant:
        """A new pair. Refused tokens are counted under the client's address, good ones are never held up: whoever
        shares an address with a guesser stays signed in. Raises what `Accounts.refresh` does, and RateLimited.
        """
        try:
            return await self.accounts.refresh(token)
        except AuthError:
            with self.throttle.attempt(client.address, client.address) as attempt:
                attempt.failed()
            raise

    def count(self, client: Client) -> None:
        """One request that may end in a letter. Raises RateLimited."""
        with self.asking.attempt(client.address, client.address) as attempt:
            attempt.failed()

    async def tidy(self) -> None:
        """Forgets what can no longer be used, and accounts that nobody confirmed."""
        now = self.clock()
        await one_time_tokens.forget(now)
        await auth_codes.forget(now)
        await letter_limits.forget(now)
        await people.forget_unconfirmed(now - UNCONFIRMED_FOR)


@dataclass(frozen=True, slots=True)
class Setup:
    """base_url: ours, for links. origins: of dashboards elsewhere. signup: the setting `SIGNUP`."""

    base_url: str
    origins: Sequence[str]
    signup: Literal["open", "invitation", "off"]
    server_secret: bytes


def put_together(
    setup: Setup,
    *,
    accounts: Accounts,
    passwords: Argon2Pool,
    throttle: FailureThrottle,
    asking: FailureThrottle,
    box: Letterbox,
    google: OpenIdProvider | None = None,
    clock: Clock = utc_now,
) -> Embedded:
    """throttle: counts failures of people; asking: with `LETTERS_OF_A_CLIENT`."""
    tokens = OneTimeTokens(setup.server_secret, clock)
    writer = Writer(setup.base_url)
    mailing = Mailing(writer, tokens, box, clock)
    codes = AuthCodes(clock)
    invitations = Invitations(setup.signup, writer, box, clock)
    return Embedded(
        accounts=accounts,
        sign_up=SignUp(setup.signup, passwords, mailing),
        recovery=Recovery(mailing),
        profile=Profile(accounts, mailing),
        verification=Verification(accounts, tokens, codes, invitations, throttle, clock),
        invitations=invitations,
        codes=codes,
        google=_google(setup, google, accounts, codes, clock),
        redirects=Redirects(setup.base_url, setup.origins),
        box=box,
        throttle=throttle,
        asking=asking,
        clock=clock,
    )


def _google(
    setup: Setup, google: OpenIdProvider | None, accounts: Accounts, codes: AuthCodes, clock: Clock
) -> ProviderSignIn | None:
    if google is None:
        return None
    callback = f"{setup.base_url}/auth/v1/callback"
    return ProviderSignIn("google", google, callback, setup.signup, accounts, codes, clock)


def from_settings(
    settings: Settings, secret: bytes, passwords: Argon2Pool, post: Post | None, stack: AsyncExitStack
) -> Embedded:
    """As the server has them, until the stack ends. Raises ConfigurationError."""
    failures, box = FailureThrottle(FOR_PEOPLE), Letterbox(post)
    stack.push_async_callback(box.close)
    accounts = Accounts(
        tokens=AccessTokens(load_signing_key(settings.data_dir), f"{settings.base_url}/auth/v1"),
        passwords=passwords,
        throttle=failures,
        server_secret=secret,
    )
    return put_together(
        Setup(settings.base_url, settings.allowed_origins, settings.signup, secret),
        accounts=accounts,
        passwords=passwords,
        throttle=failures,
        asking=FailureThrottle(LETTERS_OF_A_CLIENT),
        box=box,
        google=_google_client(settings, stack),
    )


def _google_client(settings: Settings, stack: AsyncExitStack) -> OpenIdProvider | None:
    client_id, secret = settings.google_client_id, settings.google_client_secret.get_secret_value()
    if not client_id and not secret:
        return None
    if not client_id or not secret:
        raise ConfigurationError("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: one needs the other")
    client = httpx.AsyncClient(timeout=PROVIDER_TIMEOUT)
    stack.push_async_callback(client.aclose)
    return OpenIdProvider(GOOGLE, client_id, secret, client)
