"""Sentences of ours that are stored, in English, beside what chargers say in their own words.

Read back, ours are recognised, and can be said in other languages.
"""

from csms.mail import SERVER_SAID
from csms.said import Words, msg, recognised
from csms.store.refusal_causes import DETAILS
from csms.store.values import View, words_view

CHARGER_DELETED = msg("The charger was deleted")
CHARGER_OFFLINE = msg("The charger is offline: nothing was sent.")
NOT_TO_ITS_STATUS = msg("The charger's registration is {status}: {action} must not be sent to it.")

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
REQUEST_REFUSED = msg("A certificate request was refused: {reason}")

# Certificates.
NO_REQUEST = msg("it is no PKCS#10 request in PEM")
WRONG_SIGNATURE = msg("its signature is wrong")
RSA_BITS = msg("its RSA key has {bits} bits")
EC_BITS = msg("its EC key has {bits} bits")
ANOTHER_KEY = msg("its key is neither RSA nor EC")
ANOTHER_NAME = msg("its {part} is {found}, not {wanted}")
CHARGER_GONE = msg("the charger is gone")
SIGNING_STOPPED = msg("the server stopped while it was being signed")
CHAIN_TOO_LONG = msg("its chain has {count} characters, more than the charger takes")

# Notifications.
NO_MAIL_SERVER = msg("No mail server is set (SMTP_HOST).")
IN_LOG = msg("No mail server is set (SMTP_HOST): the letter is in the server's log only.")
ENOUGH_LETTERS = msg("This recipient has had {count} letters within an hour.")
NO_ADDRESS = msg("This address cannot be written to: {error}")
NO_WEBHOOK = msg("There is no such webhook.")
WEBHOOK_OFF = msg("The webhook is switched off.")

# Deliveries of webhooks.
NO_ANSWER_WITHIN = msg("No answer within {seconds} seconds")
NOT_FOLLOWED = msg("HTTP {status}: redirects are not followed")
NO_CONNECTION = msg("No connection: {why}")
NOT_FOUND = msg("{host} cannot be looked up")
NOWHERE = msg("{host} is nowhere: not an address of the internet")
NOT_PUBLIC = msg("{host} is {addresses}: not an address of the internet")
ANOTHER_SEAL = msg("The secret was sealed by another server-secret; rotate it.")

TEXTS = (
    CHARGER_DELETED, CHARGER_OFFLINE, CANCELLED_BY, NOT_IN_TIME, NO_NEWS, NO_ANSWER, SAID_IDLE, ONLY_SIGNED,
    NOTHING_OF_THAT_TIME, NO_FILE, NO_WORD, NEWER, GIVEN_UP, REVIVED, NOT_KNOWN_THERE, ANSWER_LOST, AWAY, NO_LISTS,
    LISTS_OFF, LIST_CHANGED, UNANSWERED, ERROR, ERROR_TO, FULL_NOT_TAKEN, UPDATE_NOT_TAKEN, KEPT_OUT,
    FOREIGN_CERTIFICATE, CANNOT_REACH, FIRMWARE_DELETED, NOT_TO_ITS_STATUS, REQUEST_REFUSED, NO_REQUEST,
    WRONG_SIGNATURE, RSA_BITS, EC_BITS, ANOTHER_KEY, ANOTHER_NAME, CHARGER_GONE, SIGNING_STOPPED, CHAIN_TOO_LONG,
    NO_MAIL_SERVER, IN_LOG, ENOUGH_LETTERS, NO_ADDRESS, NO_WEBHOOK, WEBHOOK_OFF, SERVER_SAID, NO_ANSWER_WITHIN,
    NOT_FOLLOWED, NO_CONNECTION, NOT_FOUND, NOWHERE, NOT_PUBLIC, ANOTHER_SEAL, *DETAILS.values(),
)  # fmt: skip


def read_back(stored: str) -> Words:
    """One of these sentences, or somebody else's words."""
    return recognised(stored, TEXTS)


def stored_view(stored: str | None) -> View | None:
    """One of these sentences; None for somebody else's words, and for none."""
    return words_view(read_back(stored or ""))
