"""Tokens that drivers presented."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class UnknownTagPresented(Fact, frozen=True, gc=False):
    """A token that nobody has registered, in an Authorize or a StartTransaction."""

    charger_id: UUID
    charge_point_id: str
    id_token: str
    id_token_folded: str
    at: datetime
