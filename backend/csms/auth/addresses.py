"""E-mail addresses as keys: folded, so that case and look-alike letters make no second account."""

import re
import unicodedata

from csms.auth.errors import InvalidInput

MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3
_SHAPE = re.compile(r"[^@\s]+@[^@\s]+")


def fold(email: str) -> str:
    """The one spelling an address is stored and compared by. Raises InvalidInput when it cannot be one."""
    folded = unicodedata.normalize("NFKC", email).strip().casefold()
    if len(folded) > MAX_LENGTH or not folded.isprintable() or not _SHAPE.fullmatch(folded):
        raise InvalidInput("Unable to validate email address: invalid format")
    return folded
