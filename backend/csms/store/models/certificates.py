"""Certificates of chargers, roots that they trust, and what they report of their security."""

from tortoise import fields

from csms.store.folding import ORDER_LIMIT
from csms.store.models.base import Row


class ChargerCertificate(Row):
    """One certificate of a charger, from its request on.

    state: requested, issued, accepted, rejected, failed, in_use, superseded, revoked.
    """

    charger_id = fields.UUIDField()
    # The charger's, which never changes: what a list is sorted by.
    charge_point_id_natural = fields.CharField(max_length=ORDER_LIMIT, default="", db_default="")
    state = fields.CharField(max_length=20)
    request = fields.TextField(default="")
    chain = fields.TextField(null=True)
    common_name = fields.CharField(max_length=255)
    serial_number = fields.CharField(max_length=64, null=True)
    fingerprint = fields.CharField(max_length=64, null=True, unique=True)
    not_before = fields.DatetimeField(null=True)
    not_after = fields.DatetimeField(null=True)
    detail = fields.TextField(default="")
    requested_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "charger_certificates"
        indexes = (
            ("charger_id", "requested_at"),
            ("state", "updated_at"),
            # All that a list is searched, filtered and sorted by: a row is some kilobytes of PEM.
            (
                "state",
                "not_after",
                "id",
                "common_name",
                "charge_point_id_natural",
                "charger_id",
                "requested_at",
            ),
        )


class InstalledCertificate(Row):
    """A root that a charger has told of (GetInstalledCertificateIds), by the hashes that it gave."""

    charger_id = fields.UUIDField()
    use = fields.CharField(max_length=40)
    hash_algorithm = fields.CharField(max_length=10)
    issuer_name_hash = fields.CharField(max_length=128)
    issuer_key_hash = fields.CharField(max_length=128)
    serial_number = fields.CharField(max_length=40)
    reported_at = fields.DatetimeField()

    class Meta:
        table = "installed_certificates"
        indexes = (("charger_id", "use"),)


class SecurityEvent(Row):
    """What a charger reported of its security, or we saw of it. The same event comes more than once (EVT-01)."""

    charger_id = fields.UUIDField()
    source = fields.CharField(max_length=10)  # charger or server
    type = fields.CharField(max_length=255)
    critical = fields.BooleanField(default=False)
    detail = fields.TextField(default="")
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    # Hash of (source, type, time, detail): what makes an event the same.
    key = fields.CharField(max_length=64)

    class Meta:
        table = "security_events"
        unique_together = (("charger_id", "key"),)
        indexes = (("received_at", "id"), ("charger_id", "received_at"), ("type", "received_at"))
