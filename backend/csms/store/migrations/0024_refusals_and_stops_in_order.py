"""Refused connections and quarantined stops in the order in which people count chargers."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from csms.store.folding import natural

TABLES = ("connection_refusals", "quarantined_stops")
READ = "SELECT id, charge_point_id FROM {table}"
UPDATE = {
    "postgres": "UPDATE {table} SET charge_point_id_natural = $1 WHERE id = $2",
    "sqlite": "UPDATE {table} SET charge_point_id_natural = ?1 WHERE id = ?2",
}


async def fill(_apps: Any, editor: Any) -> None:
    for table in TABLES:
        update = UPDATE[editor.DIALECT].format(table=table)
        for row in await editor.client.execute_query_dict(READ.format(table=table)):
            await editor.client.execute_query(update, [natural(row["charge_point_id"]), row["id"]])


class Migration(migrations.Migration):
    dependencies = [("csms", "0023_last_use")]

    initial = False

    operations = [
        ops.AddField(
            model_name="ConnectionRefusal",
            name="charge_point_id_natural",
            field=fields.CharField(default="", db_default="", max_length=700),
        ),
        ops.AddField(
            model_name="QuarantinedStop",
            name="charge_point_id_natural",
            field=fields.CharField(default="", db_default="", max_length=700),
        ),
        ops.RunPython(fill),
        ops.AddIndex(
            model_name="ConnectionRefusal",
            index=Index(fields=["charge_point_id_natural", "id"]),
        ),
        ops.AddIndex(
            model_name="QuarantinedStop",
            index=Index(fields=["charge_point_id_natural", "id"]),
        ),
    ]
