"""What people read: a subject of one line and plain text. Pure.

Names and what chargers say come from outside: they are one line, bounded, and hold no address that a mail program would
make a link of. The only links lead to our own pages.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from csms.store.matters.standing import About

OPENED, REMINDER, RESOLVED, TEST = "opened", "reminder", "resolved", "test"

LISTED = 20
"""Matters that a summary names."""

LONGEST_NAME, LONGEST_WORDS, LONGEST_TITLE = 80, 200, 200


@dataclass(frozen=True, slots=True)
class Words:
    """one, many: when it begins. still, many_still: as long as it lasts. over, many_over: afterwards.

    what: what a rule is for. advice: what to do. A passing thing has only its beginning.
    """

    one: str
    many: str
    what: str
    advice: str
    still: str = ""
    many_still: str = ""
    over: str = ""
    many_over: str = ""


WORDS = {
    "charger_offline": Words(
        one="{place} is offline since {at}",
        many="{count} chargers went offline",
        what="chargers that are offline",
        advice="See whether it has power and a network. What it charges goes on, and is reported when it is back.",
        still="{place} is still offline, since {at}",
        many_still="{count} chargers are still offline",
        over="{place} is online again",
        many_over="{count} chargers are online again",
    ),
    "connector_fault": Words(
        one="{place} has a fault since {at}",
        many="{count} connectors have a fault",
        what="connectors with a fault",
        advice="Read its messages. A restart helps against many faults; after a leakage current an electrician does.",
        still="{place} still has its fault, since {at}",
        many_still="{count} connectors still have a fault",
        over="{place} has no fault any more",
        many_over="{count} connectors have no fault any more",
    ),
    "suspect_transaction": Words(
        one="{place} has a doubtful transaction since {at}",
        many="{count} transactions are doubtful",
        what="doubtful transactions",
        advice="Look at its readings and settle it. Until then nobody knows what is to be paid.",
        still="{place} still has a doubtful transaction, since {at}",
        many_still="{count} transactions are still doubtful",
        over="{place}: a transaction is not doubtful any more",
        many_over="{count} transactions are not doubtful any more",
    ),
    "certificate_expiring": Words(
        one="{place} needs a new certificate since {at}",
        many="{count} chargers need a new certificate",
        what="certificates that expire",
        advice="Renew it while the charger is online: with an expired one it cannot connect any more.",
        still="{place} still needs a new certificate, since {at}",
        many_still="{count} chargers still need a new certificate",
        over="{place} does not need a new certificate any more",
        many_over="{count} chargers do not need a new certificate any more",
    ),
    "configuration_drift": Words(
        one="{place} is not configured as desired since {at}",
        many="{count} chargers are not configured as desired",
        what="chargers that drift from their configuration",
        advice="See what differs, and have it put right.",
        still="{place} is still not configured as desired, since {at}",
        many_still="{count} chargers are still not configured as desired",
        over="{place} is configured as desired again",
        many_over="{count} chargers are configured as desired again",
    ),
    "local_list_failed": Words(
        one="{place} has an older local list since {at}",
        many="{count} chargers have an older local list",
        what="local lists that do not get to their chargers",
        advice="See what the charger said to the last one. Offline, it decides by the list that it has.",
        still="{place} still has an older local list, since {at}",
        many_still="{count} chargers still have an older local list",
        over="{place} has its local list",
        many_over="{count} chargers have their local lists",
    ),
    "security_event": Words(
        one="{place} had a security event at {at}",
        many="{count} security events",
        what="security events",
        advice="See whether one of yours has done it, and what else the charger reports.",
    ),
    "firmware_failed": Words(
        one="{place} has not taken its firmware at {at}",
        many="{count} firmware updates failed",
        what="firmware updates that fail",
        advice="See what the charger said of it, and send it again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A matter in a message. at: since when, or when it happened."""

    about: About
    at: datetime


@dataclass(frozen=True, slots=True)
class Writer:
    """For the letters of one rule. base_url: of the dashboard."""

    base_url: str
    rule_name: str
    kind: str
    zone: ZoneInfo

    def title(self, event: str, cases: Sequence[Case], now: datetime) -> str:
        """One line of at most LONGEST_TITLE, without what marks it as ours."""
        words = WORDS[self.kind]
        if len(cases) == 1:
            return self._one(event, cases[0], now)[:LONGEST_TITLE]
        form = {OPENED: words.many, REMINDER: words.many_still, RESOLVED: words.many_over}[event]
        title = form.format(count=len(cases))
        return f"{title} {_spread(cases)}".strip() if event == OPENED else title

    def text(self, event: str, cases: Sequence[Case], now: datetime) -> str:
        """The letter."""
        words = WORDS[self.kind]
        parts = [f"{self.title(event, cases, now)}.", *self._cases(event, cases, now)]
        if event != RESOLVED:
            parts.append(words.advice)
        parts += [self._link(cases), self.why()]
        return "\n\n".join(parts) + "\n"

    def why(self) -> str:
        return (
            f"You get this because of the rule “{line(self.rule_name, LONGEST_NAME)}” for {WORDS[self.kind].what}. "
            f"Times are those of {self.zone.key}."
        )

    def _one(self, event: str, case: Case, now: datetime) -> str:
        words = WORDS[self.kind]
        form = {OPENED: words.one, REMINDER: words.still, RESOLVED: words.over}[event]
        return form.format(place=place(case.about), at=self.clock(case.at, now))

    def _cases(self, event: str, cases: Sequence[Case], now: datetime) -> list[str]:
        if len(cases) == 1:
            what = line(cases[0].about.what, LONGEST_WORDS)
            since = f"It had been so since {self.clock(cases[0].at, now)}." if event == RESOLVED else ""
            return [part for part in (what and f"{what}.", since) if part]
        lines = [self._listed(case, now) for case in cases[:LISTED]]
        if len(cases) > LISTED:
            lines.append(f"- and {len(cases) - LISTED} more")
        return ["\n".join(lines)]

    def _listed(self, case: Case, now: datetime) -> str:
        what = line(case.about.what, LONGEST_WORDS)
        return f"- {place(case.about)}, {self.clock(case.at, now)}{f': {what}' if what else ''}"

    def _link(self, cases: Sequence[Case]) -> str:
        about = cases[0].about
        if len(cases) > 1:
            return f"{self.base_url}/"
        if about.transaction_id:
            return f"{self.base_url}/transactions/{about.transaction_id}"
        return f"{self.base_url}/chargers/{about.charger_id}" if about.charger_id else f"{self.base_url}/"

    def clock(self, at: datetime, now: datetime) -> str:
        """The time of day in the rule's zone, with the date unless it is today's there."""
        there, today = at.astimezone(self.zone), now.astimezone(self.zone)
        form = "%H:%M" if there.date() == today.date() else "%Y-%m-%d %H:%M"
        return there.strftime(form)


def place(about: About) -> str:
    """The charger as people call it, with its connector and its station."""
    name = line(about.name or about.charge_point_id, LONGEST_NAME) or "A charger"
    connector = f", connector {about.connector_id}" if about.connector_id else ""
    station = line(about.station_name, LONGEST_NAME)
    return f"{name}{connector}{f' ({station})' if station else ''}"


def line(text: str, longest: int) -> str:
    """One line of printable text from outside, which no mail program makes a link of."""
    shown = "".join(letter if _is_shown(letter) else " " for letter in text[: longest * 4])
    harmless = re.sub(r"(?i)://|www\.|@", " ", " ".join(shown.split()))
    harmless = " ".join(harmless.split())
    return harmless if len(harmless) <= longest else f"{harmless[: longest - 1]}…"


def _is_shown(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn")


def _spread(cases: Sequence[Case]) -> str:
    """Within which time they opened, where that is short."""
    ats = [case.at for case in cases]
    minutes = -(-int((max(ats) - min(ats)).total_seconds()) // 60)
    if minutes > 60:
        return ""
    return f"within {max(minutes, 1)} {'minute' if minutes <= 1 else 'minutes'}"
