from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0016_rest")]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name="EnergyDay",
            name=None,
            fields=["day"],
        ),
        ops.AddIndex(
            model_name="EnergyDay",
            index=Index(fields=["day", "charger_id", "energy_uwh"]),
        ),
        ops.RemoveIndex(
            model_name="EnergyQuarter",
            name=None,
            fields=["quarter"],
        ),
        ops.AddIndex(
            model_name="EnergyQuarter",
            index=Index(fields=["quarter", "charger_id", "energy_uwh"]),
        ),
    ]
