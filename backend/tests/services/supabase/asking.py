"""What each door of the stand-in reads of a request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from tests.services.supabase.errors import Refused

if TYPE_CHECKING:
    from tests.services.supabase.project import SupabaseProject


def project_of(request: Request) -> SupabaseProject:
    project: SupabaseProject = request.app.state.project
    return project


def admitted(request: Request) -> SupabaseProject:
    """The project, for administrators only. Raises Refused."""
    project_of(request).gateway.require_admin(request)
    return project_of(request)


async def body_of(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused(400, "bad_json", "Could not parse request body as JSON")
    return body
