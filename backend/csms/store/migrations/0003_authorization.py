from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0002_big_tables")]

    initial = False

    operations = [
        ops.CreateModel(
            name="UnknownTag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("value", fields.CharField(max_length=255)),
                ("folded", fields.CharField(unique=True, max_length=255)),
                ("charger_id", fields.UUIDField()),
                ("charge_point_id", fields.CharField(max_length=255)),
                ("count", fields.IntField(default=1)),
                ("first_seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "unknown_tags",
                "app": "csms",
                "indexes": [Index(fields=["last_seen_at"])],
                "pk_attr": "id",
                "table_description": "A token that was presented and that nobody has registered, with the charger that last saw it.",
            },
            bases=["Row"],
        ),
        ops.AddField(
            model_name="IdTag",
            name="allowed_charger_ids",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
        ops.AddField(
            model_name="IdTag",
            name="allowed_station_ids",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
    ]
