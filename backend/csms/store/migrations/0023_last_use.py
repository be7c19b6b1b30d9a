"""When an id tag was last used, so that lists can be sorted by it."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

FILL = """
UPDATE id_tags SET last_used_at = (
  SELECT max(started_at) FROM transactions WHERE transactions.id_token_folded = id_tags.folded
)
"""


async def fill(_apps: Any, editor: Any) -> None:
    await editor.client.execute_query(FILL)


class Migration(migrations.Migration):
    dependencies = [("csms", "0022_stations_in_order")]

    initial = False

    operations = [
        ops.CreateModel(
            name="IdTagDue",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("id_token_folded", fields.CharField(max_length=255)),
            ],
            options={
                "table": "id_tag_dues",
                "app": "csms",
                "pk_attr": "id",
                "table_description": "A token whose tag may have another `last_used_at` now: marked by whatever"
                " stores a start or registers a tag.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="IdTag",
            name="last_used_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunPython(fill),
        ops.AddIndex(
            model_name="IdTag",
            index=Index(fields=["last_used_at", "id"]),
        ),
    ]
