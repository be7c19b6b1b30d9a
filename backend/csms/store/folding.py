"""The form in which names are compared: case does not count (GEN-02)."""

LIMIT = 255
"""Characters of a column for folded text."""


def fold(text: str) -> str:
    """`text` as it is compared. Folding makes some texts longer ("ß" is "ss"), so it is cut last."""
    return text[:LIMIT].casefold()[:LIMIT]
