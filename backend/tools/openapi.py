"""`python -m tools.openapi FILE`: writes the OpenAPI document of a server that runs by the defaults."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from csms.config import Settings
from csms.main import assemble


async def document() -> str:
    """The document as JSON, in a stable order, whatever the environment of the person who runs this."""
    with tempfile.TemporaryDirectory(prefix="csms-openapi-") as folder:
        settings = Settings.model_construct(data_dir=Path(folder))
        async with assemble(settings) as server:
            return json.dumps(server.app.openapi(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(document()))
