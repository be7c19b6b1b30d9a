from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0006_transfers")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Transaction",
            name="user_id",
            field=fields.UUIDField(null=True),
        ),
        ops.AddIndex(
            model_name="Transaction",
            index=Index(fields=["user_id", "started_at"]),
        ),
    ]
