"""What is known of a person, and what is left when the person is forgotten."""

from datetime import datetime
from typing import Any

from csms.api.schemas.common import Input, Output
from csms.api.schemas.said import Sentence
from csms.api.schemas.users import Email


class PersonalData(Output):
    """Everything that is stored about a person, in the form of the resources it is of. Energy with all digits.

    `identities`: by what names other keepers of accounts know the person; `audit_entries`:
    what the person did, and what was done to the account.
    """

    made_at: datetime
    profile: dict[str, Any]
    identities: list[dict[str, Any]]
    sign_ins: list[dict[str, Any]]
    id_tags: list[dict[str, Any]]
    transactions: list[dict[str, Any]]
    meter_values: list[dict[str, Any]]
    reservations: list[dict[str, Any]]
    audit_entries: list[dict[str, Any]]


class ErasureWrite(Input):
    """`email`: of the person, repeated, so that nobody is erased by a slip.

    `signed_readings`: whether the texts that meters have signed go too. Where billing by the meter is under a law, they
    have to be kept for as long as it says.
    """

    email: Email
    signed_readings: bool = False


class KeptWords(Output):
    """`what` and `why` of what stays, for other languages."""

    what: Sentence
    why: Sentence


class Kept(Output):
    """What stays, and why."""

    what: str
    why: str
    said: KeptWords


class Erasure(Output):
    """`changed`: by table, rows in which something was replaced."""

    cards: int
    transactions: int
    changed: dict[str, int]
    kept: list[Kept]
