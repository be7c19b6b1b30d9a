from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0018_notifications")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="Command",
            index=Index(fields=["created_at", "id"]),
        ),
    ]
