"""`python -m csms.api.openapi FILE` writes the OpenAPI document, the same bytes for the same code."""

import json
import sys
from pathlib import Path

from csms.api.app import openapi


def document() -> str:
    return json.dumps(openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document())
