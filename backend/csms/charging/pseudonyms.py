"""A person's cards and e-mail address replaced in whatever was stored. Pure.

A column or a member that holds a tag is compared as tags are. In other texts, a card's number is replaced where it
stands as a word, if it is long enough to be nobody's other number; never in numbers, so no reading changes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from csms.charging.authorization import fold

SHORTEST_WORD = 6
"""Characters. What is shorter ("1234") is found only where a tag is expected."""

_HOLDS_A_TAG = re.compile(r"id_?(tag|token)|^parent|_folded$", re.IGNORECASE)
_NOTES = ("note", "description")
"""Of columns and members: what people type about others."""
_NAMES_A_CHARGER = "charge_point_id"
_PSEUDONYM = re.compile(r"erased-[0-9a-f]{12}")
_NUMBER = re.compile(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?")
# A text of JSON, with the name of its member where it has one.
_PAIR = re.compile(r'("(?P<name>(?:[^"\\]|\\.)*)"\s*:\s*)?"(?P<text>(?:[^"\\]|\\.)*)"', re.DOTALL)
# Neither a part of another word nor one of the groups of a UUID.
_CARD = r"(?<![0-9A-Za-z])(?<![0-9a-f]{{4}}-){}(?![0-9A-Za-z])(?!-[0-9a-f]{{4}}-)"
_NAME = r"(?<!\w){}(?!\w)"
_ADDRESS = r"(?<![0-9A-Za-z._%+-]){}(?![0-9A-Za-z-]|\.[0-9A-Za-z])"


def pseudonym(user_id: UUID, name: str) -> str:
    """As long as an id tag may be, its own folded form, and the same when a cut-off erasure is repeated.

    The id of the account is forgotten with it, and has 74 random bits: nobody finds the name by trying.
    """
    digest = hashlib.sha256(user_id.bytes + name.encode()).hexdigest()
    return f"erased-{digest[:12]}"


def is_whole(name: str) -> bool:
    """Whether it is a name and a surname."""
    return len(name.split()) > 1 and len(name) >= SHORTEST_WORD


def is_pseudonym(text: str) -> bool:
    return bool(_PSEUDONYM.fullmatch(text))


def _lower(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


class Pseudonyms:
    """cards: as they were written. emails: folded; they are looked for in any case.

    name: of the person; replaced in notes, where it is a name and a surname: nothing shorter is surely the person's.
    """

    def __init__(self, user_id: UUID, emails: Sequence[str], cards: Iterable[str], name: str = "") -> None:
        cards = list(cards)
        self.cards = {fold(card): pseudonym(user_id, fold(card)) for card in cards}
        spellings = {way for card in cards for way in (card, card.upper(), card.casefold())}
        self.account = pseudonym(user_id, "account")
        """Instead of the account's id: with it, pseudonyms could be tried out."""
        self._name = re.compile(_NAME.format(re.escape(name)), re.IGNORECASE) if is_whole(name) else None
        names = {name, name.upper(), name.casefold()} if self._name else set()
        self.needles = sorted({*emails, str(user_id), *map(_lower, spellings | names)})
        """What a row must contain, in lower case as SQLite knows it, to be looked at; or an escape of JSON."""
        words = {email: pseudonym(user_id, email) for email in emails} | {str(user_id): self.account}
        patterns = [*(_ADDRESS.format(re.escape(email)) for email in emails), str(user_id)]
        for card in sorted(self.cards, key=len, reverse=True):
            if len(card) >= SHORTEST_WORD:
                words[card] = self.cards[card]
                patterns.append(_CARD.format(re.escape(card)))
        self._words = words
        self._address = re.compile("|".join(patterns[: len(emails)]), re.IGNORECASE)
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE)

    def tag(self, text: str) -> str:
        """Of a text that is a tag, or has tags in it."""
        return self.cards.get(fold(text)) or self.text(text)

    def column(self, name: str, text: str) -> str:
        """What a column, or a member of JSON, is to say instead."""
        if name.startswith(_NAMES_A_CHARGER):
            return text
        if _HOLDS_A_TAG.search(name):
            return self.tag(text)
        if name in _NOTES:
            return self._note(self.text(text))
        return text if name == "value" and _NUMBER.fullmatch(text) else self.text(text)

    def address(self, name: str, text: str) -> str:
        """What a column is to say that can name a person, but no card."""
        said = self._address.sub(self._word, text)
        return self._note(said) if name in _NOTES else said

    def _note(self, text: str) -> str:
        return self._name.sub(self.account, text) if self._name else text

    def text(self, text: str) -> str:
        """JSON is changed text by text, and otherwise stays as it was written, to the last space."""
        if text.lstrip()[:1] in ("{", "["):
            return _PAIR.sub(self._pair, text)
        return self._pattern.sub(self._word, text)

    def _pair(self, found: re.Match[str]) -> str:
        written = found["text"]
        try:
            said = json.loads(f'"{written}"', strict=False)
        except ValueError:
            said = written  # of a frame that is no JSON
        name = found["name"]
        instead = self.column(name, said) if name is not None else self.text(said)
        member = "" if name is None else found[0][: found.start("text") - found.start() - 1]
        return found[0] if instead == said else f"{self.text(member)}{json.dumps(instead)}"

    def _word(self, found: re.Match[str]) -> str:
        word = found[0].casefold()
        return self._words.get(word) or self.cards.get(fold(word)) or "erased"
