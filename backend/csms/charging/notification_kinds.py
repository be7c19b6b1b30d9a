"""What people can be told of: one table."""

from datetime import timedelta

from msgspec import Struct


class Kind(Struct, frozen=True):
    """passing: it merely happens, and is never over. ours: an outage of our own looks the same, at first.

    of_charger: with its charger it is gone, and nobody is told that it was over. after: seconds that it lasts before
    anybody is told, where the rule does not say.
    """

    passing: bool = False
    ours: bool = False
    of_charger: bool = True
    after: int = 0


KINDS = {
    "charger_offline": Kind(ours=True, after=300),
    "connector_fault": Kind(),
    "suspect_transaction": Kind(of_charger=False),
    "certificate_expiring": Kind(),
    "configuration_drift": Kind(after=3600),
    "local_list_failed": Kind(after=3600),
    "security_event": Kind(passing=True),
    "firmware_failed": Kind(passing=True),
}

LOOKED_BACK = timedelta(days=1)
"""What merely happened longer ago is not told any more."""
