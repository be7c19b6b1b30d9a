"""Signing in by another provider: away with a state that only this browser has, and back as somebody we know."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from tortoise.exceptions import IntegrityError

from csms.auth.accounts import Accounts, Client, Grant
from csms.auth.clock import Clock, utc_now
from csms.auth.errors import (
    AuthError,
    BadOAuthCallback,
    BadOAuthState,
    ProviderEmailUnverified,
    SignupDisabled,
    UserBanned,
)
from csms.auth.one_time import hash_of
from csms.auth.openid import OpenIdProvider, Said
from csms.auth.pkce import AuthCodes, Challenge
from csms.auth.sign_up import Asked, Policy
from csms.store import auth_codes, joined
from csms.store.models.accounts import Identity, User
from csms.store.models.letters import ProviderFlow

LIFETIME = timedelta(minutes=10)
OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class Away:
    """`address`: where the browser goes. `state`: what it has to bring back, in the address and as a cookie."""

    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Back:
    """Where the person is sent, and with what: a session, a code for a client with PKCE, or what went wrong."""

    redirect_to: str
    pkce: bool
    outcome: Grant | str | AuthError


class ProviderSignIn:
    """name: of the provider, in Supabase's words. callback: our address that it sends people back to.

    policy: the setting `SIGNUP`, which holds here too; an address vouched for needs no letter.
    """

    def __init__(
        self,
        name: str,
        provider: OpenIdProvider,
        callback: str,
        policy: Policy,
        accounts: Accounts,
        codes: AuthCodes,
        clock: Clock = utc_now,
    ) -> None:
        self.name = name
        self._provider = provider
        self._callback = callback
        self._policy = policy
        self._accounts = accounts
        self._codes = codes
        self._clock = clock

    async def begin(self, asked: Asked) -> Away:
        """Raises BadOAuthCallback while the provider is away."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        address = await self._provider.address(self._callback, state, nonce, verifier)
        challenge = asked.challenge
        await joined.begin(
            ProviderFlow(
                state_hash=hash_of(state),
                nonce=nonce,
                verifier=verifier,
                redirect_to=asked.redirect_to,
                code_challenge=challenge.value if challenge else "",
                code_challenge_method=challenge.method if challenge else "",
                expires_at=self._clock() + LIFETIME,
            )
        )
        return Away(address, state)

    async def finish(self, state: str, cookie: str, code: str, refusal: str, client: Client) -> Back:
        """cookie: the state that this browser was given. refusal: the provider's error, empty for none.

        Raises BadOAuthState: a sign-in begun in another browser would make this one somebody else's.
        """
        if not state or not hmac.compare_digest(state.encode(), cookie.encode()):
            raise BadOAuthState
        flow = await auth_codes.take_flow(hash_of(state))
        if flow is None or flow.expires_at <= self._clock():
            raise BadOAuthState
        pkce = bool(flow.code_challenge)
        try:
            return Back(flow.redirect_to, pkce, await self._enter(flow, code, refusal, client))
        except AuthError as error:
            return Back(flow.redirect_to, pkce, error)

    async def _enter(self, flow: ProviderFlow, code: str, refusal: str, client: Client) -> Grant | str:
        if refusal or not code:
            raise BadOAuthCallback("The provider did not let you in")
        said = await self._provider.redeem(code, self._callback, flow.nonce, flow.verifier)
        user = await self._user(said)
        if user.banned:
            raise UserBanned
        if flow.code_challenge:
            challenge = Challenge(flow.code_challenge, flow.code_challenge_method)
            return await self._codes.issue(user, challenge, OAUTH)
        return await self._accounts.open_session(user, client, OAUTH)

    async def _user(self, said: Said) -> User:
        now = self._clock()
        known = await joined.known(said.issuer, said.subject, now)
        if known is not None:
            return known
        if not said.email or not said.verified:
            raise ProviderEmailUnverified
        identity = Identity(
            issuer=said.issuer, subject=said.subject, email=said.email, created_at=now, last_seen_at=now
        )
        try:
            user = await joined.join(identity, said.name, self.name, self._policy, now)
        except IntegrityError:  # the same person came in at the same moment
            user = await joined.known(said.issuer, said.subject, now)
        if user is None:
            raise SignupDisabled
        return user
