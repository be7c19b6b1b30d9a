"""`/auth/v1`: what begins or ends with a letter: signing up, recovery, links and codes."""

from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, Field

from csms.api import confirm_page
from csms.api.dependencies import client_of
from csms.api.supabase import (
    NO_STORE,
    EmbeddedAccounts,
    SignedIn,
    SupabaseRoute,
    granted,
    user_document,
)
from csms.auth import redirects
from csms.auth.accounts import Grant
from csms.auth.embedded import Embedded
from csms.auth.errors import AnonymousDisabled, AuthError, InvalidInput
from csms.auth.pkce import challenge_of
from csms.auth.sign_up import Asked
from csms.auth.verification import Half, is_pkce

router = APIRouter(route_class=SupabaseRoute)

Email: TypeAlias = Annotated[str, Field(max_length=320)]
Redirect: TypeAlias = Annotated[str | None, Query(max_length=redirects.MAX_LENGTH)]
LinkToken: TypeAlias = Annotated[str, Query(max_length=512)]
LinkKind: TypeAlias = Annotated[str, Query(alias="type", max_length=32)]


class Challenged(BaseModel):
    """The PKCE challenge of a client that wants a code in the redirect instead of a session."""

    code_challenge: Annotated[str, Field(max_length=256)] | None = None
    code_challenge_method: Annotated[str, Field(max_length=32)] | None = None


class SignUpRequest(Challenged):
    email: Email | None = None
    phone: str | None = None
    password: Annotated[str, Field(max_length=4096)] | None = None
    data: dict[str, Any] | None = None


class RecoverRequest(Challenged):
    email: Email


class ResendRequest(Challenged):
    """`type`: `signup` or `email_change`."""

    email: Email | None = None
    type: Annotated[str, Field(max_length=32)]


class VerifyRequest(BaseModel):
    """`token_hash` out of a link, or `email` with the six digits, `token`."""

    type: Annotated[str, Field(max_length=32)]
    email: Email | None = None
    token: Annotated[str, Field(max_length=64)] | None = None
    token_hash: Annotated[str, Field(max_length=512)] | None = None


def asked(embedded: Embedded, redirect_to: str | None, body: Challenged) -> Asked:
    """Where the person is to come back to. Raises InvalidInput."""
    challenge = challenge_of(body.code_challenge, body.code_challenge_method)
    return Asked(embedded.redirects.target(redirect_to), challenge)


@router.post("/signup")
async def signup(
    request: Request, embedded: EmbeddedAccounts, body: SignUpRequest, redirect_to: Redirect = None
) -> Response:
    """Makes an account, to be confirmed by e-mail. The answer is the same where the address has one."""
    embedded.count(client_of(request))
    if body.email is None and body.phone is None:  # what supabase-js sends for an anonymous user
        raise AnonymousDisabled
    if body.email is None or body.password is None:
        raise InvalidInput("Signup requires an email and a valid password")
    user = await embedded.sign_up.sign_up(
        body.email, body.password, body.data or {}, asked(embedded, redirect_to, body)
    )
    document = user_document(user)
    return JSONResponse({**document, "confirmation_sent_at": document["created_at"]}, headers=NO_STORE)


@router.post("/recover")
async def recover(
    request: Request, embedded: EmbeddedAccounts, body: RecoverRequest, redirect_to: Redirect = None
) -> Response:
    """Mails the way to a new password. The answer is the same where the address has no account."""
    embedded.count(client_of(request))
    await embedded.recovery.recover(body.email, asked(embedded, redirect_to, body))
    return JSONResponse({}, headers=NO_STORE)


@router.post("/resend")
async def resend(
    request: Request, embedded: EmbeddedAccounts, body: ResendRequest, redirect_to: Redirect = None
) -> Response:
    """Mails a confirmation once more."""
    embedded.count(client_of(request))
    if not body.email:
        raise InvalidInput("Type provided requires an email address")
    if body.type == "signup":
        await embedded.sign_up.resend(body.email, asked(embedded, redirect_to, body))
    elif body.type == "email_change":
        await embedded.profile.resend(body.email, asked(embedded, redirect_to, body))
    else:
        raise InvalidInput("Missing one of these types: signup, email_change")
    return JSONResponse({}, headers=NO_STORE)


@router.get("/reauthenticate")
async def reauthenticate(request: Request, embedded: EmbeddedAccounts, principal: SignedIn) -> Response:
    """Mails a code with which the person may change the password."""
    embedded.count(client_of(request))
    await embedded.recovery.send_nonce(principal)
    return JSONResponse({}, headers=NO_STORE)


@router.post("/verify")
async def verify(request: Request, embedded: EmbeddedAccounts, body: VerifyRequest) -> Response:
    """Uses what a letter carried: a session, or word that the other address has to agree too."""
    client = client_of(request)
    if body.token_hash:
        entered = await embedded.verification.by_token(body.token_hash, body.type, client)
    elif body.email and body.token:
        entered = await embedded.verification.by_code(body.email, body.token, body.type, client)
    else:
        raise InvalidInput(
            "Only the token_hash and type, or an email address and its token should be provided"
        )
    if isinstance(entered, Half):
        return JSONResponse({"msg": entered.message, "code": "200"}, headers=NO_STORE)
    return granted(request, entered)


@router.api_route("/verify", methods=["GET", "HEAD"])
async def show_link(
    request: Request,
    embedded: EmbeddedAccounts,
    token: LinkToken = "",
    kind: LinkKind = "",
    redirect_to: Redirect = None,
) -> Response:
    """A page with one button. Machines that look at mail fetch every link in it: fetching must use nothing up."""
    target = embedded.redirects.target(redirect_to)
    try:
        await embedded.verification.look(token, kind, client_of(request))
    except AuthError as error:
        return _away(redirects.with_error(target, error, pkce=is_pkce(token)))
    return HTMLResponse(*confirm_page.of(kind, token, target))


@router.post("/verify/confirm")
async def follow_link(
    request: Request,
    embedded: EmbeddedAccounts,
    token: LinkToken = "",
    kind: LinkKind = "",
    redirect_to: Redirect = None,
) -> Response:
    """What the button does: leads back with a session, a code, a message or an error, as Supabase Auth does."""
    target, pkce = embedded.redirects.target(redirect_to), is_pkce(token)
    try:
        entered = await embedded.verification.by_link(token, kind, client_of(request))
    except AuthError as error:
        return _away(redirects.with_error(target, error, pkce=pkce))
    if isinstance(entered, Half):
        return _away(redirects.with_message(target, entered.message, pkce=pkce))
    if isinstance(entered, Grant):
        request.state.person = entered.user
        return _away(redirects.with_session(target, entered, kind))
    return _away(redirects.with_code(target, entered))


def _away(url: str) -> Response:
    return RedirectResponse(url, status_code=303, headers={**NO_STORE, "Referrer-Policy": "no-referrer"})
