"""Do the migrations lead to the models? And, when they do not, the migration that does.

`python -m tools.migrations` fails and names the differences; with `--write NAME` it writes
`csms/store/migrations/NNNN_NAME.py`: look at it before you commit it.
"""

import argparse
import asyncio
import sys

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from csms.store.database import tortoise_config


async def changes() -> list[MigrationWriter]:
    """The migrations that are missing: none when the existing ones lead to the models as they are."""
    config = tortoise_config("sqlite://:memory:")
    await Tortoise.init(config=config)
    try:
        if Tortoise.apps is None:
            raise RuntimeError("Tortoise found no models")
        return await MigrationAutodetector(Tortoise.apps, config["apps"]).changes()
    finally:
        await Tortoise.close_connections()


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the migrations with the models.")
    parser.add_argument("--write", metavar="NAME", help="write the missing migration under this name")
    name = parser.parse_args().write
    missing = asyncio.run(changes())
    for writer in missing:
        for operation in writer.operations:
            print(f"models and migrations differ: {operation.describe()} {getattr(operation, 'name', '')}")
        if name:
            writer.name = format_migration_name(int(writer.name.split("_", 1)[0]), name)
            print(f"written: {writer.write()}")
    if missing and not name:
        print("run: make migration NAME=what_changes")
    return int(bool(missing) and not name)


if __name__ == "__main__":
    sys.exit(main())
