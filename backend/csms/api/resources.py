"""What the operations of one address have to do with each other.

A resource is an address that answers GET; what PUT takes there is what people can write of it. From that follow, for
every resource alike: PATCH (the fields that are given change) and what its ETag is made of.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import APIRouter
from fastapi.datastructures import DefaultPlaceholder
from fastapi.routing import APIRoute

PARTIAL = "update_"
"""So begin the names of operations whose PUT changes only the fields that are given."""

PATCH = "patch_"

Methods = dict[str, APIRoute]


class Resources:
    """The routes of several routers, by address."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._methods: dict[str, Methods] = defaultdict(dict)
        for route in [route for router in routers for route in router.routes if isinstance(route, APIRoute)]:
            for method in route.methods or ():
                self._methods[route.path].setdefault(method, route)

    def patches(self) -> APIRouter:
        """PATCH beside every PUT that is one already: the same function under another name."""
        router = APIRouter()
        for path, methods in self._methods.items():
            put = methods.get("PUT")
            if put is not None and put.name.startswith(PARTIAL):
                router.add_api_route(
                    path,
                    put.endpoint,
                    methods=["PATCH"],
                    name=PATCH + put.name.removeprefix(PARTIAL),
                    summary=f"Patch {put.summary or put.name.removeprefix(PARTIAL).replace('_', ' ').title()}",
                    description="The same as PUT: a JSON merge patch (RFC 7396).",
                    response_model=put.response_model,
                    responses=put.responses,
                    tags=put.tags,
                )
        return router

    def readable(self, path: str) -> bool:
        return "GET" in self._methods.get(path, {})

    def answers_itself(self, route: APIRoute) -> bool:
        """Whether a change answers with the resource, as reading it does."""
        get = self._methods.get(route.path, {}).get("GET")
        return (
            get is not None
            and not isinstance(get.response_model, DefaultPlaceholder)
            and (get.response_model is route.response_model)
        )

    def etag(self, path: str, content: bytes) -> str:
        """The strong ETag of a resource with this JSON: `"WRITTEN.WHOLE"`.

        WHOLE changes with every byte, so it says whether a copy is fresh. WRITTEN changes with what people can write:
        a charger that is heard of every second can be changed all the same by who has read it a minute ago.
        """
        return f'"{self._written(path, content)}.{_digest(content)}"'

    def _written(self, path: str, content: bytes) -> str:
        put = self._methods.get(path, {}).get("PUT")
        names: Any = (
            getattr(put.body_field.field_info.annotation, "model_fields", ())
            if put and put.body_field
            else ()
        )
        whole = msgspec.json.decode(content)
        mine = {name: whole[name] for name in names if name in whole} if isinstance(whole, dict) else {}
        return _digest(msgspec.json.encode(mine, order="sorted")) if mine else _digest(content)


def written(etag: str) -> str:
    """The part of an ETag that is about what people can write."""
    return etag.removeprefix("W/").strip('"').partition(".")[0]


def whole(etag: str) -> str:
    """The part of an ETag that is about all of it."""
    return etag.removeprefix("W/").strip('"').partition(".")[2]


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()
