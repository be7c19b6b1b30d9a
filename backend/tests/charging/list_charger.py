"""A charge point's local list as section 5.15 describes it: what our messages are held against."""

from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]


@dataclass
class ListCharger:
    """per_message, total: its limits. refusals: what it says to the next lists instead of taking them."""

    per_message: int = 100
    total: int = 1000
    version: int = 0
    entries: dict[str, Payload] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)

    def take(self, request: Payload) -> str:
        """A SendLocalList; the status of the answer."""
        if self.refusals:
            return self.refusals.pop(0)
        lines, full = request.get("localAuthorizationList", []), request["updateType"] == "Full"
        tags = [line["idTag"].casefold() for line in lines]
        assert request["listVersion"] > 0, "LL-02"
        assert len(tags) == len(set(tags)) <= self.per_message, "LL-03, LL-05"
        assert not full or all("idTagInfo" in line for line in lines), "LL-03"
        if not full and request["listVersion"] <= self.version:
            return "VersionMismatch"
        after = {} if full else dict(self.entries)
        for tag, line in zip(tags, lines, strict=True):
            if "idTagInfo" in line:
                after[tag] = line["idTagInfo"]
            else:
                after.pop(tag, None)
        assert len(after) <= self.total, "LL-05"
        self.version, self.entries = request["listVersion"], after
        return "Accepted"

    def told(self) -> int:
        """LL-01"""
        return self.version if self.entries else 0
