"""The form in which names are compared: case does not count (GEN-02)."""

import re
import unicodedata

LIMIT = 255
"""Characters of a column for folded text."""
ORDER_LIMIT = 700
"""Characters of a column for `natural`: at worst each second character begins a number."""


_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))


def fold(text: str) -> str:
    """`text` as it is compared. Folding makes some texts longer ("ß" is "ss"), so it is cut last.

    Control characters are no part of a name: card readers leave some behind it (Q19).
    """
    return text[:LIMIT].translate(_CONTROLS).casefold()[:LIMIT]


def natural(text: str) -> str:
    """`text` in a form that sorts as people count: "CP-9" is before "CP-10"; case does not count.

    Before each number stand its digits, counted.
    """
    return re.sub("[0-9]+", _counted, fold(text))


def alphabetical(text: str) -> str:
    """`natural`, with letters where one looks for them in a list of names: "Ö" is with "O"."""
    parts = unicodedata.normalize("NFKD", text[:LIMIT])
    return natural("".join(part for part in parts if not unicodedata.combining(part)))


def _counted(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0") or "0"
    return f"{len(digits):03d}{digits}"
