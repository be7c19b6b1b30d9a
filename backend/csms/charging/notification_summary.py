"""Several messages to one recipient in one letter. Pure."""

from collections.abc import Sequence

from csms.charging.notification_texts import LONGEST_NAME, line
from csms.store.models import Notification

LISTED = 100
"""Messages that a summary names."""


def summary(rows: Sequence[Notification], base_url: str) -> tuple[str, str]:
    """Title and text. rows: at least one, in the order in which they were put down."""
    lines = [f"- {row.title}" for row in rows[:LISTED]]
    if len(rows) > LISTED:
        lines.append(f"- and {len(rows) - LISTED} more")
    names = list(dict.fromkeys(f"“{line(row.rule_name, LONGEST_NAME)}”" for row in rows))
    reason = f"You get this because of the {'rule' if len(names) == 1 else 'rules'} {', '.join(names)}."
    return f"{len(rows)} notifications", "\n\n".join(["\n".join(lines), f"{base_url}/", reason]) + "\n"
