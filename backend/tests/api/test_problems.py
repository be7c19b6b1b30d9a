"""csms.api.problems: what a problem document holds."""

import json

from csms.api.problems import respond
from csms.errors import Conflict
from csms.said import said
from tests.services.database import NOW


def test_a_moment_in_a_refusal_keeps_that_it_is_one() -> None:
    """So that the dashboard can show it in the reader's zone."""
    words = said("Connector {connector} is reserved already, until {until}.", connector=2, until=NOW)
    body = json.loads(bytes(respond(Conflict(words), {"path": "/api/admin/reservations"}).body))
    assert body["detail"] == str(words)
    assert body["said"] == {
        "text": words.text,
        "values": {"connector": 2, "until": {"moment": NOW.isoformat()}},
    }
