from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0002_big_tables")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Violation",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("vendor", fields.TextField(default="", unique=False)),
                ("model", fields.TextField(default="", unique=False)),
                ("firmware_version", fields.CharField(default="", max_length=255)),
                ("action", fields.CharField(max_length=255)),
                ("rule", fields.CharField(max_length=40)),
                ("path", fields.CharField(max_length=255)),
                ("message", fields.TextField(unique=False)),
                ("raw_text", fields.TextField(source_field="raw", unique=False)),
                ("count", fields.BigIntField()),
                ("first_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "violations",
                "app": "csms",
                "unique_together": (("charger_id", "firmware_version", "action", "rule", "path"),),
                "indexes": [Index(fields=["last_at", "id"]), Index(fields=["charger_id", "last_at"])],
                "pk_attr": "id",
                "table_description": "One kind of breach by one charger with one firmware. `raw_text` is the latest frame that shows it.",
            },
            bases=["Row"],
        ),
        ops.AddField(
            model_name="Charger",
            name="ping_interval",
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name="Command",
            name="expires_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Command",
            name="taken_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
