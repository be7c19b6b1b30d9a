from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('csms', '0010_audit')]

    initial = False

    operations = [
        ops.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('caller', fields.CharField(max_length=64)),
                ('key_hash', fields.CharField(max_length=64)),
                ('fingerprint', fields.CharField(max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('taken_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('status', fields.IntField(null=True)),
                ('answer', fields.BinaryField(null=True)),
            ],
            options={'table': 'idempotency_keys', 'app': 'csms', 'unique_together': (('caller', 'key_hash'),), 'indexes': [Index(fields=['created_at'])], 'pk_attr': 'id', 'table_description': 'One key of one caller. Kept are a keyed hash of it and the answer, sealed with what only the caller knows.'},
            bases=['Row'],
        ),
    ]
