"""`python -m tools.ocpp_schemas FILE`: the schemas of all 39 actions, by which the dashboard is tested."""

import json
import sys
from pathlib import Path
from typing import Any

from csms.handlers.operations import schemas
from csms.ocpp.v16 import ACTIONS

PATH = Path(__file__).parents[2] / "frontend" / "tests" / "fixtures" / "ocpp-schemas.json"


def page() -> str:
    """JSON: by action, those of the request and of the response, in the shape of `GET /operations`."""
    actions: dict[str, Any] = {
        name: {
            "request": schemas("#/components/schemas/{name}", action.request),
            "response": schemas("#/components/schemas/{name}", action.response),
        }
        for name, action in sorted(ACTIONS.items())
    }
    return json.dumps(actions, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PATH
    target.write_text(page())
