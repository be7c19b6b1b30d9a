"""Chargers in the order in which people count."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from csms.store.folding import natural

UPDATE = {
    "postgres": "UPDATE chargers SET charge_point_id_natural = $1 WHERE id = $2",
    "sqlite": "UPDATE chargers SET charge_point_id_natural = ?1 WHERE id = ?2",
}


async def fill(_apps: Any, editor: Any) -> None:
    for row in await editor.client.execute_query_dict("SELECT id, charge_point_id FROM chargers"):
        await editor.client.execute_query(
            UPDATE[editor.DIALECT], [natural(row["charge_point_id"]), row["id"]]
        )


class Migration(migrations.Migration):
    dependencies = [("csms", "0019_command_times")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Charger",
            name="charge_point_id_natural",
            field=fields.CharField(default="", db_default="", max_length=700),
        ),
        ops.RunPython(fill),
        ops.AddIndex(
            model_name="Charger",
            index=Index(fields=["charge_point_id_natural", "id"]),
        ),
    ]
