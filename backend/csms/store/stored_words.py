"""Sentences of ours that are stored, in English, beside what chargers say in their own words.

Read back, ours are recognised, and can be said in other languages.
"""

from csms.said import Words, msg, recognised
from csms.store.refusal_causes import DETAILS
from csms.store.values import View, words_view

CHARGER_DELETED = msg("The charger was deleted")
CHARGER_OFFLINE = msg("The charger is offline: nothing was sent.")

# Jobs.
CANCELLED_BY = msg("Cancelled by {actor}")
NOT_IN_TIME = msg("Its charger did not come in time")
NO_NEWS = msg("No news for {hours} hours; its last state was {state}")
NO_ANSWER = msg("No answer ({state})")
SAID_IDLE = msg("It said Idle, and its last state was {state}")
ONLY_SIGNED = msg("NotSupported: the charger takes only signed firmware (FW-03)")
NOTHING_OF_THAT_TIME = msg("The charger has nothing of that time")
NO_FILE = msg("The charger says that it is uploaded, but no file has arrived here")
CANNOT_REACH = msg("The charger cannot reach {address}: set PUBLIC_URL to where it reaches us.")
FIRMWARE_DELETED = msg("The firmware was deleted.")
NO_WORD = msg("The file has arrived; the charger has not said so")
NEWER = msg("A newer request was sent")
GIVEN_UP = msg("The charger gave it up for a newer request")
REVIVED = msg("The newer request was not taken")

# Reservations.
NOT_KNOWN_THERE = msg("The charger did not know it")
ANSWER_LOST = msg("The answer was lost")

# Local lists.
AWAY = msg("The charger is offline.")
NO_LISTS = msg("The charger does not support local authorization lists.")
LISTS_OFF = msg("The charger's local list is switched off (LocalAuthListEnabled).")
LIST_CHANGED = msg("Somebody else has changed the list meanwhile.")
UNANSWERED = msg("The charger did not answer {action}.")
ERROR = msg("The charger answered with the error {error}")
ERROR_TO = msg("{action}: The charger answered with the error {error}")
FULL_NOT_TAKEN = msg("The charger answered {status} to a full list, version {version}.")
UPDATE_NOT_TAKEN = msg("The charger answered {status} to a differential list, version {version}.")

# Security events.
KEPT_OUT = msg("Sign-ins from {address} failed so often that they are refused for a while")
FOREIGN_CERTIFICATE = msg("Somebody came with the certificate of {name}")

TEXTS = (
    CHARGER_DELETED, CHARGER_OFFLINE, CANCELLED_BY, NOT_IN_TIME, NO_NEWS, NO_ANSWER, SAID_IDLE, ONLY_SIGNED,
    NOTHING_OF_THAT_TIME, NO_FILE, NO_WORD, NEWER, GIVEN_UP, REVIVED, NOT_KNOWN_THERE, ANSWER_LOST, AWAY, NO_LISTS,
    LISTS_OFF, LIST_CHANGED, UNANSWERED, ERROR, ERROR_TO, FULL_NOT_TAKEN, UPDATE_NOT_TAKEN, KEPT_OUT,
    FOREIGN_CERTIFICATE, CANNOT_REACH, FIRMWARE_DELETED, *DETAILS.values(),
)  # fmt: skip


def read_back(stored: str) -> Words:
    """One of these sentences, or somebody else's words."""
    return recognised(stored, TEXTS)


def stored_view(stored: str | None) -> View | None:
    """One of these sentences; None for somebody else's words, and for none."""
    return words_view(read_back(stored or ""))
