from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    dependencies = [("csms", "0013_accounts_by_mail")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Transaction",
            name="external_id",
            field=fields.CharField(null=True, max_length=255),
        ),
        ops.AddField(
            model_name="Transaction",
            name="imported_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddConstraint(
            model_name="Transaction",
            constraint=UniqueConstraint(fields=("charger_id", "external_id"), name=None),
        ),
    ]
