"""csms.charging.notification_summary: several messages in one letter."""

from csms.charging.notification_summary import LISTED, summary
from csms.store.models import Notification

BASE = "https://charging.example"


def row(number: int, rule: str = "Night") -> Notification:
    return Notification(title=f"CP-{number} is offline", rule_name=rule)


def test_each_message_is_a_line() -> None:
    assert summary([row(1), row(2)], BASE) == (
        "2 notifications",
        "- CP-1 is offline\n- CP-2 is offline\n\nhttps://charging.example/\n\n"
        "You get this because of the rule “Night”.\n",
    )


def test_it_names_all_rules_and_bounds_its_lines() -> None:
    title, text = summary([row(n, rule=f"Rule {n % 2}") for n in range(LISTED + 3)], BASE)
    assert title == "103 notifications"
    assert "- and 3 more\n" in text
    assert "the rules “Rule 0”, “Rule 1”." in text


def test_a_rules_name_is_no_link() -> None:
    assert "evil" in (text := summary([row(1, "https://evil.example")] * 2, BASE)[1])
    assert text.count("://") == 1
