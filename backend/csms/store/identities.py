"""Which identity somebody probably meant: typing errors between a charger's settings and ours."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from csms.said import Said, msg, said


class Likeness(NamedTuple):
    """How a wrong identity differs from a right one. `rank`: the lower, the likelier."""

    rank: int
    words: Said


_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})

_MIXED_UP = msg(
    {
        ("o", "0"): "Letter O in place of a zero",
        ("0", "o"): "A zero in place of the letter O",
        ("i", "1"): "Letter I in place of a one",
        ("1", "i"): "A one in place of the letter I",
        ("l", "1"): "Letter L in place of a one",
        ("1", "l"): "A one in place of the letter L",
    }
)


def likeness(wrong: str, right: str) -> Likeness | None:
    """How two folded identities are alike; None when they are the same or too different."""
    if wrong == right:
        return None
    if wrong.translate(_LOOK_ALIKES) == right.translate(_LOOK_ALIKES):
        return Likeness(0, _mixed_up(wrong, right))
    if len(wrong) == len(right):
        return _substituted(wrong, right)
    if abs(len(wrong) - len(right)) == 1 and _one_more(*sorted((wrong, right), key=len)):
        too_many = len(wrong) > len(right)
        return Likeness(1, said("A character too many") if too_many else said("A character is missing"))
    return None


def likeliest(wrong: Collection[str], right: Sequence[str]) -> dict[str, tuple[str, Likeness]]:
    """For each of the wrong identities the one it is most like, of several the first; who is like none is left out."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, identity in enumerate(right):
        for form in _forms(identity):
            places[form].append(place)
    found = {}
    for identity in wrong:
        near = sorted({place for form in _forms(identity) for place in places.get(form, ())})
        alike = [(right[place], how) for place in near if (how := likeness(identity, right[place]))]
        if alike:
            found[identity] = min(alike, key=lambda pair: pair[1].rank)
    return found


def _forms(identity: str) -> set[str]:
    """Two that are alike have one of these in common: not each need be compared with each."""
    shorter = {identity[:place] + identity[place + 1 :] for place in range(len(identity))}
    return {identity, identity.translate(_LOOK_ALIKES), *shorter}


def _mixed_up(wrong: str, right: str) -> Said:
    pairs = [pair for pair in zip(wrong, right, strict=True) if pair[0] != pair[1]]
    if len(pairs) == 1 and pairs[0] in _MIXED_UP:
        return Said(_MIXED_UP[pairs[0]])
    return said("Letters and digits that look alike")


def _substituted(wrong: str, right: str) -> Likeness | None:
    different = [place for place, pair in enumerate(zip(wrong, right, strict=True)) if pair[0] != pair[1]]
    if len(different) == 1:
        return Likeness(1, said("One character is different"))
    swapped = len(different) == 2 and different[1] == different[0] + 1
    if swapped and wrong[different[0]] == right[different[1]] and wrong[different[1]] == right[different[0]]:
        return Likeness(1, said("Two characters are swapped"))
    return None


def _one_more(shorter: str, longer: str) -> bool:
    """Whether leaving out one character of the longer gives the shorter."""
    pairs = zip(shorter, longer, strict=False)
    place = next((place for place, pair in enumerate(pairs) if pair[0] != pair[1]), len(shorter))
    return longer[place + 1 :] == shorter[place:]
