"""The addresses of Supabase Auth that the stand-in has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.services.supabase import admin
from tests.services.supabase.asking import body_of, project_of
from tests.services.supabase.errors import Refused, answer
from tests.services.supabase.letters import token_of
from tests.services.supabase.people import check

if TYPE_CHECKING:
    from tests.services.supabase.project import SupabaseProject

HALF_DONE = "Confirmation link accepted. Please proceed to confirm link sent to the other email"


async def token(request: Request) -> Response:
    project, body = project_of(request), await body_of(request)
    grant_type = request.query_params.get("grant_type", "")
    if grant_type == "password":
        project.buckets["password"].take()
        session = project.people.sign_in(body.get("email", ""), body.get("password", ""))
    elif grant_type == "refresh_token":
        project.buckets["refresh_token"].take()
        session = project.people.refresh(body.get("refresh_token", ""))
    else:
        raise Refused(400, "invalid_credentials", "unsupported_grant_type")
    return JSONResponse(project.grant(session))


async def signup(request: Request) -> Response:
    """Of a new project nobody but its owners gets a letter, and nobody at the domains of examples."""
    body = await body_of(request)
    if not body.get("email"):
        raise Refused(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled")
    check(str(body.get("password") or ""))
    raise Refused(400, "email_address_invalid", f'Email address "{body["email"]}" is invalid')


async def user(request: Request) -> Response:
    project = project_of(request)
    session = project.gateway.session(request)
    if request.method == "PUT":
        body = await body_of(request)
        if body.get("email"):
            raise Refused(400, "email_address_invalid", f'Email address "{body["email"]}" is invalid')
        if body.get("password"):
            project.people.change_password(session.user, body["password"], session)
        for name, value in (body.get("data") or {}).items():
            session.user.user_metadata[name] = value
    return JSONResponse(session.user.document())


async def logout(request: Request) -> Response:
    people, session = project_of(request).people, project_of(request).gateway.session(request)
    scope = request.query_params.get("scope", "global")
    if scope == "local":
        del people.sessions[session.id]
    else:
        people.end_sessions(session.user, but=session.id if scope == "others" else "")
    return Response(status_code=204)


async def verify(request: Request) -> Response:
    """With a code or a token's hash, from a client."""
    project, body = project_of(request), await body_of(request)
    project.buckets["verify"].take()
    hashed = body.get("token_hash") or token_of(str(body.get("email", "")), str(body.get("token", "")))
    person = project.letters.use(str(body.get("type")), hashed)
    if person is None:
        return JSONResponse({"code": "200", "msg": HALF_DONE})
    return JSONResponse(project.grant(project.people.begin(person, "otp")))


async def open_link(request: Request) -> Response:
    """By the link of a letter: uses it up, and leads back with a session or an error in the fragment."""
    project, asked = project_of(request), request.query_params
    project.buckets["verify"].take()
    back = project.letters.redirect(asked.get("redirect_to"))
    try:
        person = project.letters.use(asked.get("type", ""), asked.get("token", ""))
    except Refused as refused:
        said = {"error": "access_denied", "error_code": refused.code}
        return _back(back, {**said, "error_description": "Email link is invalid or has expired"})
    if person is None:
        return _back(back, {"message": HALF_DONE})
    grant = project.grant(project.people.begin(person, "otp"))
    del grant["user"]
    return _back(back, {**grant, "type": asked.get("type", "")})


def _back(address: str, fragment: dict[str, Any]) -> Response:
    return RedirectResponse(f"{address}#{urlencode(fragment)}", 303)


async def settings(request: Request) -> Response:
    closed = ("disable_signup", "mailer_autoconfirm", "phone_autoconfirm", "saml_enabled")
    return JSONResponse({"external": project_of(request).external, **dict.fromkeys(closed, False)})


async def jwks(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=600"}
    return JSONResponse(project_of(request).signing_keys.public(), headers=headers)


class AtTheGate(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        return project_of(request).gateway.refusal(request) or await call_next(request)


ROUTES = [
    Route("/auth/v1/token", token, methods=["POST"]),
    Route("/auth/v1/signup", signup, methods=["POST"]),
    Route("/auth/v1/user", user, methods=["GET", "PUT"]),
    Route("/auth/v1/logout", logout, methods=["POST"]),
    Route("/auth/v1/verify", verify, methods=["POST"]),
    Route("/auth/v1/verify", open_link, methods=["GET"]),
    Route("/auth/v1/settings", settings),
    Route("/auth/v1/.well-known/jwks.json", jwks),
    Route("/auth/v1/admin/generate_link", admin.generate_link, methods=["POST"]),
    Route("/auth/v1/admin/users", admin.users, methods=["GET", "POST"]),
    Route("/auth/v1/admin/users/{user_id}", admin.user, methods=["GET", "PUT", "DELETE"]),
]


def make_app(project: SupabaseProject) -> Starlette:
    anybody = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
    app = Starlette(
        routes=ROUTES, middleware=[anybody, Middleware(AtTheGate)], exception_handlers={Refused: answer}
    )
    app.state.project = project
    return app
