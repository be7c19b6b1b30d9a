"""What the OpenAPI document says beyond what the functions say: for every operation alike, new ones included."""

from typing import Any

from csms.api import examples, wire
from csms.api.conditional import CHANGES
from csms.api.idempotency import HEADER as IDEMPOTENCY_KEY
from csms.api.idempotency import LONGEST, REPLAYED
from csms.api.request_ids import HEADER as REQUEST_ID
from csms.api.resources import Resources

Document = dict[str, Any]

DESCRIPTION = f"""An OCPP central system: chargers, drivers and operators behind one port.

- Lists come in pages: `limit`, and `cursor` with the `next_cursor` of the page before. `sort` names the order.
- A query parameter or a field that an address does not know is refused.
- Every answer has `{REQUEST_ID}`: the caller's own, or a new one. The server's log has it too.
- `ETag` and `If-None-Match` spare answers; `If-Match` refuses a change of what somebody else has changed meanwhile.
- `{IDEMPOTENCY_KEY}` makes a POST that may be repeated: it is done once and answered alike for 24 hours.
- Errors are problem details (RFC 9457).
"""
SERVERS = [{"url": "/", "description": "This server"}]
CONTACT = {"name": "The csms contributors"}
LICENSE = {"name": "MIT", "identifier": "MIT"}

PROBLEMS = {
    400: "The body cannot be read",
    401: "Sign in first",
    403: "Not allowed for this account",
    404: "There is no such thing",
    409: "Not possible in the present state, or a request with this key is still under way",
    412: "Somebody has changed it since the ETag of `If-Match`",
    413: "The request is too long",
    415: "The body is of another media type",
    422: "A parameter or a field cannot be used; `errors` says which",
    429: "Too many at once. `Retry-After` says when to try again",
    503: "The database does not answer. Nothing was changed",
}


def complete(document: Document, resources: Resources) -> None:
    """Adds what holds for all operations: problems, conditions, keys, examples."""
    document["servers"] = SERVERS
    wire.describe(document)
    document["components"]["responses"] = {_name(status): _problem(text) for status, text in PROBLEMS.items()}
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(path, method.upper(), operation, schemas, resources)
    examples.add(document)


def _complete(path: str, method: str, operation: Document, schemas: Document, resources: Resources) -> None:
    responses = operation["responses"]
    _say_problem(responses)
    if not path.startswith("/api/"):
        return
    readable = resources.readable(path.removeprefix("/api/admin"))
    conditional = path.startswith("/api/admin/") and method in CHANGES and readable
    repeatable = path.startswith("/api/admin/") and method == "POST"
    for status in _problems(path, method, operation, schemas, conditional=conditional):
        responses.setdefault(str(status), {"$ref": f"#/components/responses/{_name(status)}"})
    if conditional:
        _add_header(operation, "If-Match", "The ETag that was seen: refused when it is another by now")
    if repeatable:
        _add_header(
            operation,
            IDEMPOTENCY_KEY,
            "A new text for each request, the same for its repetitions",
            minLength=1,
            maxLength=LONGEST,
        )
        for status in (one for one in responses if one.startswith("2")):
            _answer_header(responses[status], REPLAYED, "`true`: this is the answer of the first time")
    if (
        method == "GET"
        and "application/json" in responses.get("200", {}).get("content", {})
        and "security" in operation
    ):
        _add_header(operation, "If-None-Match", "The ETag of what is known already")
        _answer_header(responses["200"], "ETag", "Of this very state")
        responses["304"] = {"description": "It is as it was"}
    if method == "PATCH":
        content = operation["requestBody"]["content"]
        content["application/merge-patch+json"] = dict(content["application/json"])


def _problems(
    path: str, method: str, operation: Document, schemas: Document, *, conditional: bool
) -> list[int]:
    found = [422, 503]
    if "security" in operation:
        found.append(401)
    if path.startswith("/api/admin/"):
        found.append(403)
    if "{" in path:
        found.append(404)
    if method != "GET":
        found.append(409)
    if "requestBody" in operation:
        found += [400, 413]
    if _has_password(operation, schemas):
        found.append(429)
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        found.append(415)
    return sorted([*found, 412] if conditional else found)


def _has_password(operation: Document, schemas: Document) -> bool:
    """Those cost time to be hashed, and so many at once are too many."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return "password" in schemas.get(name, {}).get("properties", {})


def _say_problem(responses: Document) -> None:
    """FastAPI gives every response of a route the media type of its success."""
    for status, response in responses.items():
        if status == "default":
            (content,) = response["content"].values()
            response["content"] = {"application/problem+json": content}
        elif status.startswith("4") and "content" not in response:
            response["content"] = _PROBLEM_CONTENT


_PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _name(status: int) -> str:
    return f"Problem{status}"


def _problem(text: str) -> Document:
    return {"description": text, "content": _PROBLEM_CONTENT}


def _add_header(operation: Document, name: str, text: str, **bounds: int) -> None:
    schema = {"type": "string", **bounds}
    parameter = {"name": name, "in": "header", "required": False, "description": text, "schema": schema}
    operation.setdefault("parameters", []).append(parameter)


def _answer_header(response: Document, name: str, text: str) -> None:
    response.setdefault("headers", {})[name] = {"description": text, "schema": {"type": "string"}}
