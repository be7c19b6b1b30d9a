"""Whether the migrations say what the models say."""

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector

from csms.store.database import tortoise_config


async def missing_changes() -> list[str]:
    """Changes of the models that no migration makes; nothing is connected to or written."""
    config = tortoise_config("sqlite://:memory:")
    context = await Tortoise.init(config=config, init_connections=False)
    if context.apps is None:
        raise RuntimeError("no models were found")
    detector = MigrationAutodetector(context.apps, config["apps"])
    return [operation.describe() for writer in await detector.changes() for operation in writer.operations]
