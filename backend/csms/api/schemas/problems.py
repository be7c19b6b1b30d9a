"""What every answer is that is no success."""

from csms.api.schemas.common import Output
from csms.api.schemas.said import Sentence


class ProblemField(Output):
    """One field that was refused, and why."""

    field: str
    message: str
    said: Sentence | None


class Problem(Output):
    """RFC 9457 problem details, `application/problem+json`. `request_id`: its name in the server's log.

    `said`: the detail for a dashboard to say in the reader's words; null when it is somebody else's.
    """

    type: str
    title: str
    status: int
    detail: str
    said: Sentence | None
    instance: str
    request_id: str
    errors: list[ProblemField]
