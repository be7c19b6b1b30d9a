"""`/auth/v1/admin`: for whoever holds the secret key or that of the service role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.services.supabase.asking import admitted, body_of
from tests.services.supabase.errors import Refused
from tests.services.supabase.people import People, User, hashed

HOUR = timedelta(hours=1)
PAGE = (("page", 1), ("per_page", 50))


async def users(request: Request) -> Response:
    people = admitted(request).people
    if request.method == "GET":
        return _page(people, request)
    body = await body_of(request)
    if not body.get("email"):
        message = "Cannot create a user without either an email or phone"
        raise Refused(400, "validation_failed", message)
    user = people.add(body["email"], body.get("password") or "", body.get("user_metadata"))
    _change(people, user, {**body, "email": None, "password": None, "user_metadata": None})
    return JSONResponse(user.document())


def _page(people: People, request: Request) -> Response:
    """The newest first."""
    page, size = (int(request.query_params.get(name) or usual) for name, usual in PAGE)
    found = sorted(people.users.values(), key=lambda user: user.created_at, reverse=True)
    shown = [user.document() for user in found[(page - 1) * size : page * size]]
    headers = {"x-total-count": str(len(found))}
    return JSONResponse({"users": shown, "aud": "authenticated"}, headers=headers)


async def user(request: Request) -> Response:
    people = admitted(request).people
    user = people.get(request.path_params["user_id"])
    if request.method == "DELETE":
        people.remove(user)
        return JSONResponse({})
    if request.method == "PUT":
        _change(people, user, await body_of(request))
    return JSONResponse(user.document())


def _change(people: People, user: User, body: dict[str, Any]) -> None:
    if body.get("email"):
        user.email = str(body["email"]).lower()
    if body.get("password"):
        user.password = hashed(body["password"])
    if body.get("email_confirm"):
        user.confirm(people.clock())
    if body.get("ban_duration"):
        hours = body["ban_duration"].removesuffix("h")
        user.banned_until = None if hours == "none" else people.clock() + float(hours) * HOUR
    user.app_metadata.update(body.get("app_metadata") or {})
    user.user_metadata.update(body.get("user_metadata") or {})


async def generate_link(request: Request) -> Response:
    return JSONResponse(admitted(request).letters.generate(await body_of(request)))
