"""`python -m tools.migrations NAME`: writes the migration that leads to the models as they are.

It becomes `csms/store/migrations/NNNN_NAME.py`: look at it before you commit it.
"""

import asyncio
import sys

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import format_migration_name

from csms.store.database import tortoise_config


async def write(name: str) -> list[str]:
    """Writes what is missing, nothing when the migrations fit; returns the files."""
    config = tortoise_config("sqlite://:memory:")
    context = await Tortoise.init(config=config, init_connections=False)
    if context.apps is None:
        raise RuntimeError("Tortoise found no models")
    writers = await MigrationAutodetector(context.apps, config["apps"]).changes()
    for writer in writers:
        writer.name = format_migration_name(int(writer.name.split("_", 1)[0]), name)
    return [str(writer.write()) for writer in writers]


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isidentifier():
        sys.exit("say what changes: make migration NAME=what_changes")
    print("\n".join(asyncio.run(write(sys.argv[1]))) or "the migrations fit the models already")
