"""Errors that more than one part of the house may raise.

CsmsError
|-- ConfigurationError   a setting cannot be used; the start stops with one line
|-- Problem              what the REST face answers (RFC 9457 problem+json)
`-- StorageUnavailable   the database cannot be reached or will not commit; nothing was stored
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from csms.said import Words


class CsmsError(Exception):
    """Base of every error of our own."""


class ConfigurationError(CsmsError):
    """A setting is missing or cannot be used. The message names the setting and what to do."""


class StorageUnavailable(CsmsError):
    """The database cannot be reached or will not commit. Nothing of the affected work was stored."""


class Problem(CsmsError):
    """An answer of the REST face that is no success: RFC 9457 problem details.

    status: HTTP status. title: short and the same for every case of its kind. words: this case, with what to
    do. errors: `(field, message)` pairs for input that was refused. extra: members added to the document.
    `detail`: the words in English.
    """

    status: int = 500
    title: str = "Something failed on our side"
    kind: ClassVar[str] = "about:blank"

    def __init__(
        self,
        words: Words,
        *,
        status: int | None = None,
        title: str | None = None,
        errors: tuple[tuple[str, Words], ...] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        self.words = words
        self.detail = str(words)
        super().__init__(self.detail)
        self.status = status or self.status
        self.title = title or self.title
        self.errors = errors
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


class Unauthorized(Problem):
    status, title = 401, "Sign in first"


class Forbidden(Problem):
    status, title = 403, "Not allowed for this account"


class NotFound(Problem):
    status, title = 404, "Not found"


class Conflict(Problem):
    status, title = 409, "Not possible in the present state"


class PreconditionFailed(Problem):
    status, title = 412, "Changed meanwhile"


class Invalid(Problem):
    status, title = 422, "The request has a field that cannot be used"


class TooManyRequests(Problem):
    status, title = 429, "Too many requests"


class Unavailable(Problem):
    status, title = 503, "Not available at the moment"
