"""Local authorization lists, as chargers acknowledge them."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact
from csms.store.list_copies import Update


class LocalListSent(Fact, frozen=True, gc=False):
    """An update is about to leave; the charger may take it and never answer."""

    charger_id: UUID
    command_id: UUID
    update: Update
    at: datetime


class LocalListAnswered(Fact, frozen=True, gc=False):
    """How it ended: the charger's word (Accepted, Failed, VersionMismatch, NotSupported), or the state of the
    command: error and offline (not taken), timeout and unknown (nobody knows)."""

    charger_id: UUID
    command_id: UUID
    status: str
    at: datetime


class LocalListVersionTold(Fact, frozen=True, gc=False):
    """The version that the charger says it has: 0 is none, -1 not supported (LL-01)."""

    charger_id: UUID
    version: int
    at: datetime


class LocalListDisputed(Fact, frozen=True, gc=False):
    """The charger reports that its list and our answers disagree (STAT-09)."""

    charger_id: UUID
    at: datetime
