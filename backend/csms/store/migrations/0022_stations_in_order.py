"""Stations in the order in which people look for names."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from csms.store.folding import alphabetical

UPDATE = {
    "postgres": "UPDATE stations SET name_natural = $1 WHERE id = $2",
    "sqlite": "UPDATE stations SET name_natural = ?1 WHERE id = ?2",
}


async def fill(_apps: Any, editor: Any) -> None:
    for row in await editor.client.execute_query_dict("SELECT id, name FROM stations"):
        await editor.client.execute_query(UPDATE[editor.DIALECT], [alphabetical(row["name"]), row["id"]])


class Migration(migrations.Migration):
    dependencies = [("csms", "0021_drift_and_pauses")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Station",
            name="name_natural",
            field=fields.CharField(default="", db_default="", max_length=700),
        ),
        ops.RunPython(fill),
        ops.AddIndex(
            model_name="Station",
            index=Index(fields=["name_natural", "id"]),
        ),
    ]
