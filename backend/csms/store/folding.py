"""The form in which names are compared: case does not count (GEN-02)."""

LIMIT = 255
"""Characters of a column for folded text."""


_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))


def fold(text: str) -> str:
    """`text` as it is compared. Folding makes some texts longer ("ß" is "ss"), so it is cut last.

    Control characters are no part of a name: card readers leave some behind it (Q19).
    """
    return text[:LIMIT].translate(_CONTROLS).casefold()[:LIMIT]
