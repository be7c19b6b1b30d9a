"""`/auth/v1`: signing in by another provider, as supabase-js asks for it."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Cookie, Query, Request, Response
from fastapi.responses import RedirectResponse

from csms.api.dependencies import client_of
from csms.api.routers.auth_letters import Challenged, Redirect, asked
from csms.api.supabase import NO_STORE, EmbeddedAccounts, SupabaseRoute
from csms.auth import redirects
from csms.auth.accounts import Grant
from csms.auth.embedded import Embedded
from csms.auth.errors import AuthError, BadOAuthState, ProviderDisabled
from csms.auth.provider_sign_in import LIFETIME, Back, ProviderSignIn

router = APIRouter(route_class=SupabaseRoute)

COOKIE = "csms-sign-in"
CALLBACK = "/auth/v1/callback"
Text: TypeAlias = Annotated[str, Query(max_length=4096)]


@router.get("/authorize")
async def authorize(
    request: Request,
    embedded: EmbeddedAccounts,
    provider: Text = "",
    redirect_to: Redirect = None,
    code_challenge: Text = "",
    code_challenge_method: Text = "",
) -> Response:
    """Leads to the provider. The cookie makes this browser the only one that can come back."""
    away_to = _provider(embedded, provider)
    embedded.count(client_of(request))
    body = Challenged(code_challenge=code_challenge, code_challenge_method=code_challenge_method)
    away = await away_to.begin(asked(embedded, redirect_to, body))
    response = RedirectResponse(away.address, status_code=302, headers=NO_STORE)
    response.set_cookie(
        COOKIE,
        away.state,
        max_age=int(LIFETIME.total_seconds()),
        path=CALLBACK,
        secure=embedded.redirects.base_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/callback")
async def callback(
    request: Request,
    embedded: EmbeddedAccounts,
    state: Text = "",
    code: Text = "",
    error: Text = "",
    cookie: Annotated[str, Cookie(alias=COOKIE, max_length=256)] = "",
) -> Response:
    """Where the provider sends people back to: leads on with a session, a code, or an error."""
    sign_in = _provider(embedded, embedded.google.name if embedded.google else "")
    try:
        back = await sign_in.finish(state, cookie, code, error, client_of(request))
    except BadOAuthState as refusal:
        back = Back(embedded.redirects.target(None), False, refusal)
    response = RedirectResponse(_onward(back), status_code=303, headers=NO_STORE)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.delete_cookie(COOKIE, path=CALLBACK)
    return response


def _provider(embedded: Embedded, name: str) -> ProviderSignIn:
    if embedded.google is None or name != embedded.google.name:
        raise ProviderDisabled
    return embedded.google


def _onward(back: Back) -> str:
    if isinstance(back.outcome, AuthError):
        return redirects.with_error(back.redirect_to, back.outcome, pkce=back.pkce)
    if isinstance(back.outcome, Grant):
        return redirects.with_session(back.redirect_to, back.outcome)
    return redirects.with_code(back.redirect_to, back.outcome)
