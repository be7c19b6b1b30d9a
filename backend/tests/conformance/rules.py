"""The rules of OCPP 1.6 for a central system, by id: what the tests cite.

Levels: M is mandatory, S recommended by the specification, CP an obligation of the charge point that we rely on and
that our simulator keeps, D a rule of our own where the specification is silent. References: a plain number is a section
of OCPP 1.6 edition 2, J one of OCPP-J 1.6, "errata" their errata sheets of 2025-04, WP the security
whitepaper, edition 3.
"""

from typing import Literal, NamedTuple, TypeAlias

Level: TypeAlias = Literal["M", "S", "CP", "D"]


class Rule(NamedTuple):
    """One rule; `where` says which section it comes from."""

    id: str
    level: Level
    where: str
    text: str


def _rules(text: str) -> dict[str, Rule]:
    """`id | level | where | text` lines."""
    rows = [line.split(" | ", 3) for line in text.strip().splitlines() if line and not line.startswith("#")]
    return {id: Rule(id, level, where, rule) for id, level, where, rule in rows}  # type: ignore[arg-type]


RULES: dict[str, Rule] = _rules("""
# Connection
CONN-01 | M | J 3.1.1 | The central system is a WebSocket server; the identity is the last segment of the URL
CONN-02 | M | J 3.1.1 | The identity is percent-decoded once, from the raw request target
CONN-03 | S | J 3.2; WP 2.3 | Who may not come in is refused before the upgrade; a new charger works without restart
CONN-04 | M | J 3.1.2 | The subprotocol is exactly ocpp1.6, and exactly one is echoed
CONN-05 | M | J 3.2 | Without a common subprotocol there is no conversation
CONN-06 | S | J 5.1 | Compression is not required
CONN-07 | M | J 4.1.2 | Messages are UTF-8 text; binary, broken text and oversize end the connection with their codes
CONN-08 | D | J 3 | The newest authenticated connection of a charger wins; the old one cannot mark it offline
CONN-09 | S | J 5.4 | A reconnect without a boot is normal; the registration outlives connections and restarts
CONN-10 | S | J 6 | Nothing listens unencrypted on the internet by default
CONN-11 | D | J 6.2.2 | Basic credentials are bytes, and the user is the identity
CONN-12 | D | WP A00 | Failed handshakes are limited, and tell nothing
# Liveness
LIVE-01 | M | J 7 | Pings are answered, and our own find dead connections
LIVE-02 | S | 4.6 | Every heartbeat is answered with the time
LIVE-03 | S | 4.6 | Any message is a sign of life
LIVE-04 | S | J-errata 3.11 | WebSocketPingInterval stays below the retries of transaction messages
# Framing
RPC-01 | M | J 4.2 | Frames have exactly their elements, and an integer message type
RPC-02 | M | J 4.2.1 | Actions are case-sensitive and have no suffix
RPC-03 | M | J 4.2.1 | A null payload is an empty one
RPC-04 | M | J 4.1.4 | A message id has at most 36 characters and comes back unchanged
RPC-05 | M | J-errata 3.1, 3.7 | The ids of our requests never repeat
RPC-06 | M | J 4.1.1 | One request is open at a time in each direction
RPC-07 | M | J 4.1.1 | Requests of the charger are answered while ours is open
RPC-08 | D | J 4.1.1 | A second request before our answer is served in order
RPC-09 | M | J 4.1.1 | A request times out; a late answer is kept with it and matches no other
RPC-10 | M | J 4.2 | Answers to unknown ids are ignored, and never answered
RPC-11 | M | J 4.1.3 | Unknown message types are ignored
RPC-12 | D | J 4.2.2 | Answers are validated as well
RPC-13 | D | J 5.4 | After a lost connection the outcome is unknown; what must not happen twice is not repeated
RPC-14 | M | 3.7 | Requests of one charger are processed in their order; queued ones may be older than what came before
RPC-15 | M | J 4.2.2 | What an answer can express is no CALLERROR
RPC-16 | S | J-errata 3.10 | Before its registration a charger may only boot
RPC-17 | D | 3.7.1 | Billing data is never answered with a CALLERROR
RPC-18 | D | 3.7.1 | What is acknowledged has been stored
ERR-01 | M | J 4.2.3 | Error codes are spelled as printed; others are accepted
ERR-02 | M | J 4.2.3 | Descriptions are short and tell no secret, details are an object
ERR-03 | D | J 4.2.3 | Of several breaches the answer names the weightiest
# Data
GEN-01 | M | 3.15 | Times are read with any fraction and offset, and sent in UTC with Z
GEN-02 | M | 7.15-7.19 | CiStrings are compared without case and kept as written
GEN-03 | M | errata 3.58 | Lengths are maxima
GEN-04 | M | 3.8 | Connector 0 is the charge point; connectors are those that are reported
GEN-05 | M | 3.9, 3.10 | An id tag is any text up to 20 characters; a parent id is never presented
GEN-06 | D | 4 | Frames are kept as they came
GEN-07 | M | 4.7, 4.8, 4.10 | Sanity checks never suppress the answer to a transaction message
# BootNotification
BOOT-01 | M | 4.2 | The answer has status, time and interval
BOOT-02 | M | 4.2 | The interval is of the heartbeat, or until the next attempt
BOOT-03 | M | 4.2 | While Pending no transaction is started or stopped remotely
BOOT-04 | S | 4.2 | Nothing is sent to a rejected charger
BOOT-05 | M | 4.2; J-errata 3.10 | While Pending the messages that we triggered are answered
BOOT-06 | M | errata 3.40 | After Accepted no boot is triggered
BOOT-07 | CP | 4.2; errata 3.22 | Each boot is notified first, then the status of all connectors
BOOT-08 | D | 3.7 | A boot ends no transaction
BOOT-09 | D | 4.2 | The same boot gets the same answer; other hardware is a matter for the operator
BOOT-10 | D | J 6.2.2 | A new charger can be Pending until it has its own key
# Authorize
AUTH-01 | M | 4.1 | Accepted, Invalid, Blocked or Expired, whichever it is
AUTH-02 | S | 7.2 | ConcurrentTx is no answer to Authorize
AUTH-03 | M | 3.10 | The parent is told; tags of one group stop each other's transactions
AUTH-04 | M | 7.27 | An expiry date is told, and never a past one with Accepted
AUTH-05 | M | 4.1 | A transaction needs no Authorize before it
AUTH-06 | D | 5.11 | The tag of a remote start is good when the charger asks
AUTH-07 | D | 4.1 | A fault of ours accepts nobody
# StartTransaction
START-01 | M | 4.8 | Every start gets a transaction id and a verdict
START-02 | M | 4.8 | The tag is judged again at the start
START-03 | S | errata 3.54 | Transaction ids are unique and positive
START-04 | D | 3.7.1 | The same start is one transaction
START-05 | D | 7.2 | What supersedes, repeats or lies in the past is not concurrent
START-06 | M | 3.7 | A start that happened offline is a start
START-07 | D | 4.8 | A new start on a connector leaves the old transaction without its stop, which may still come
START-08 | M | 4.8, 5.13 | A start uses up its reservation; an unknown reservation is ignored
START-09 | D | 4.8 | Times that cannot be are kept and flagged
START-10 | D | 5.11 | A start is matched with the remote start that asked for it
START-11 | S | errata 3.9 | The meter of a connector goes on from one transaction to the next
# StopTransaction
STOP-01 | M | 4.10 | No stop is refused
STOP-02 | M | errata 3.18 | Transaction id -1 is answered like any other
STOP-03 | M | 7.36 | No reason means Local
STOP-04 | M | 4.10 | The tag is optional, and gets its verdict when it is there
STOP-05 | D | 4.10 | A stop by a foreign tag is flagged
STOP-06 | M | errata 3.14 | Transaction data are samples like others, and count once
STOP-07 | D | 3.7.1 | The same stop changes nothing twice
STOP-08 | D | 4.10 | Energy is never negative; a stop before its start waits for it
STOP-09 | D | 3.7 | What an offline charger has not ended stays open
# MeterValues
METER-01 | M | 4.7 | Always answered with an empty payload
METER-02 | M | 7.43 | What is not said has its default
METER-03 | M | 7.31 | 22 measurands
METER-04 | M | 7.42, 7.39, 7.30 | 8 contexts, 10 phases, 5 locations, 2 formats
METER-05 | M | 7.45; J-errata 2.1 | All units, Celsius in both spellings, Hertz although it has none
METER-06 | D | 7.43 | A missing or absurd unit is that of the measurand
METER-07 | M | 7.43 | Values are decimal texts; signed ones are kept whole
METER-08 | M | 7.31 | Energy is the register less that of the start, never negative
METER-09 | D | 7.31 | Energy has one source, by a fixed order
METER-10 | D | 7.31 | Phases add up within one moment only, and never with the overall value
METER-11 | M | 7.31 | Interval values are no registers
METER-12 | M | errata 3.16 | Samples belong to the transaction that ran when they were taken
METER-13 | S | 7.31 | What is offered is not consumed
METER-14 | CP | 3.16 | A charger sends what its configuration asks for
METER-15 | D | 3.7.1 | The same sample is kept once
METER-16 | S | errata 3.6 | Energy transfer may be derived from meters and statuses
# StatusNotification
STAT-01 | M | 4.9 | Always answered; no transition is refused
STAT-02 | M | 4.9 | 9 statuses; connector 0 says nothing of the connectors
STAT-03 | M | 7.6 | 16 error codes; one without Faulted is a warning
STAT-04 | M | 4.9 | Info and vendor codes are kept; a new error with the old status is news
STAT-05 | M | 4.9 | Without a time it is the time of receipt; an older claim never overwrites a newer one
STAT-06 | M | 4.9 | The status of an absent charger is the last known one
STAT-07 | M | 4.9 | A status neither starts nor ends a transaction
STAT-08 | CP | 4.9 | Statuses follow one another as in the table
STAT-09 | S | 3.5.2 | After LocalListConflict the list is compared and sent again
STAT-10 | D | 4.9 | "EV side disconnected" is a cable event
# Heartbeat, DataTransfer
HB-01 | M | 4.6 | The answer has the time in UTC
DT-01 | M | 4.3 | Unknown vendors and messages have their own answers
DT-02 | M | 4.3, 5.6 | Either side may send, text of any length
DT-03 | D | 4.3 | Handlers are found by vendor and message, without case
# Remote control
RS-01 | M | 5.11 | A remote start has a tag, and a connector from 1 if any
RS-02 | M | 5.11; errata 3.41 | Its profile is a TxProfile without transaction
RS-03 | M | errata 3.32 | Accepted means that the charger will try
RS-04 | M | errata 3.33 | A remote stop ends with the StopTransaction
RS-05 | S | 5.18 | UnlockConnector is no way to stop
RST-01 | M | 5.14; errata 3.36 | A reset ends with the boot after it
ULK-01 | M | 5.18; errata 3.87 | An unknown connector is NotSupported
AVAIL-01 | M | 5.2 | Availability is done when the status says so, and outlives a reboot
CACHE-01 | M | 5.4 | Rejected is no error
# Configuration
CFG-01 | M | 5.3 | Accepted, RebootRequired, Rejected and NotSupported are four things
CFG-02 | M | 5.8 | No keys means all; unknown, unset and empty are three things
CFG-03 | M | 9.1.6 | GetConfigurationMaxKeys is respected
CFG-04 | D | 5.3 | Values are written through only when they were accepted
CFG-05 | M | WP A01.FR.09 | The AuthorizationKey is never read back, shown or logged
# Firmware and diagnostics
FW-01 | M | 5.19 | An update names a location with its protocol and the earliest time
FW-02 | M | 4.5 | Firmware statuses are always answered, in whatever order
FW-03 | CP | WP L01.FR.20 | A charger with signed updates refuses unsigned ones
FW-04 | S | 4.5 | One unsigned update is open at a time; Idle means that it is lost
DIAG-01 | M | 5.9 | Diagnostics go to a directory; no file name means no data
DIAG-02 | M | 4.4 | Diagnostics statuses are always answered
# Reservation
RES-01 | M | 5.13 | A reservation has a unique id, and the same id replaces it
RES-02 | M | 7.40 | Only Accepted makes a reservation
RES-03 | M | 5.13 | It ends by use, expiry, cancellation or fault
RES-04 | D | 5.13 | A foreign start on a reserved connector is a transaction and a conflict
RES-05 | S | 5.13 | The parent of its tag is told
# Local authorization list
LL-01 | M | 5.10 | Version 0 is empty, -1 not supported
LL-02 | M | errata 3.52 | Versions are positive and rise
LL-03 | M | 5.15 | Full replaces all, differential adds and takes away
LL-04 | M | 5.15 | After Failed or VersionMismatch a full list is sent, after NotSupported none
LL-05 | M | 9.2 | Limits of one message and of the whole are respected
LL-06 | D | 5.15 | What each charger has is known, and compared after a boot
LL-07 | M | 3.5.2 | Entries say Accepted, Expired, Blocked or Invalid
LL-08 | CP | 3.5.4 | The list goes before the cache
# Smart charging
SC-01 | M | 3.13.1 | Three purposes, each with its connectors
SC-02 | M | 5.16 | A TxProfile needs a running transaction
SC-03 | M | 5.16 | A profile replaces that of its id, or of its purpose and level
SC-04 | M | 3.13.2 | The highest valid level wins
SC-05 | M | 7.9 | Absolute, Recurring and Relative have their fields
SC-06 | M | errata 3.43, 3.44, 3.79 | Recurrence is every 24 hours or 7 days
SC-07 | M | errata 3.45 | Periods begin at 0, and end with the next or the duration
SC-08 | M | errata 3.65 | A profile is valid from, and until before
SC-09 | M | 3.13.3 | The composite is the smallest of the prevailing limits
SC-10 | M | errata 3.69 | W are of all phases, A of each
SC-11 | M | 7.14 | Limits have one decimal at most, rounded down
SC-12 | M | 9.4 | The limits of a charger are respected
SC-13 | M | errata 3.25, 3.26 | An id goes before all other filters; no filter means all
SC-14 | M | 5.7 | The schedule of a charger is asked for a duration from now
SC-15 | M | errata 3.8 | A default applies at once; a TxProfile ends with its transaction
SC-16 | M | errata 3.37 | Profiles outlive a reboot
SC-17 | CP | errata 3.38, 3.39 | What a charger does not take it refuses
SC-18 | D | errata 3.42 | The profile of a remote start is one like others
SC-19 | D | 3.13 | Where the specification is silent, we say what we do
# Remote trigger
TRG-01 | M | 5.17 | 6 messages can be triggered, 7 with the extended one
TRG-02 | M | 5.17 | The answer comes first, the message later
TRG-03 | M | errata 3.46 | Triggered samples say so
TRG-04 | M | WP L01.FR.28, .29 | The extended trigger means the signed firmware status
# Security profiles
SEC-01 | M | WP A00.FR.001, .002 | A charger has one security profile, and may connect by no lesser one
SEC-02 | M | WP A00.FR.005 | Profiles only rise
SEC-03 | M | WP A05 | After an upgrade the lower profile is refused at the door
SEC-04 | M | WP A00.FR.4 | With a client certificate no password is needed
SEC-05 | M | WP A00.FR.205 | Keys have 16 to 20 bytes, in hexadecimal
SEC-06 | M | J 6.2.2 | The password is the decoded key; its text is accepted too
SEC-07 | S | WP A01.FR.08 | Passwords are stored as hashes
SEC-08 | M | WP A01.FR.03, .04 | A new key counts from Accepted on; both count while that is open
SEC-09 | S | WP A00.FR.806 | Keys can be changed while Pending
SEC-10 | M | WP A00.FR.204 | The user name is the identity
SEC-11 | M | WP A01.FR.09 | No secret is logged, stored in the clear or shown
TLS-01 | M | WP A00.FR.312 | TLS 1.2 or higher, without compression
TLS-02 | M | WP A00.FR.317 | Four cipher suites are offered
TLS-03 | M | WP A00.FR.317 | RSA and ECDSA certificates on one port
TLS-04 | M | WP A00.FR.501 | Certificates have strong keys and their names
TLS-05 | M | WP A00.FR.403 | A client certificate has a valid path, our name and the charger's serial number
TLS-06 | M | WP A00.FR.407 | An invalid client certificate is refused and an event
TLS-07 | S | WP A00.FR.701 | Certificates are replaced without dropping connections
TLS-08 | D | WP A00 | No header of a client is proof of TLS
CERT-01 | M | WP A02.FR.11 | A request to sign is answered at once, the certificate follows
CERT-02 | M | WP A02 | Requests are checked; nobody gets the certificate of another
CERT-03 | S | WP A02.FR.04 | Signing is a certificate authority's work
CERT-04 | M | WP 5.1 | A chain is leaf first, and within its limits
CERT-05 | M | WP A02 | A new certificate can be asked for
CERT-06 | M | WP A02 | The old certificate is good until the new one was seen
CERT-07 | M | WP M05 | Two types of roots can be installed
CERT-08 | M | WP M05.FR.08 | An unrelated root is warned of
CERT-09 | M | WP M03 | Installed certificates are listed by type
CERT-10 | M | WP 6.1 | Hashes are those of OCSP
CERT-11 | M | WP M04 | The last root is not deleted by accident
UPG-01 | M | WP A05 | An upgrade has its preconditions
UPG-02 | M | WP A05.FR.08, .09 | Both profiles count until the new one was used
UPG-03 | D | WP A05 | How a charger learns the new address is documented
EVT-01 | M | WP A04 | Security events are always answered, and kept once
EVT-02 | D | WP 8 | The standard events are known, critical ones stand out, others are accepted
LOG-01 | M | WP N01 | A log has a request id; a newer request cancels an older one
LOG-02 | M | WP N01.FR.07 | Statuses are matched by the request id
SFW-01 | M | WP L01 | A signed update has certificate and signature
SFW-02 | M | WP 5.22 | Five answers, two of which are about the certificate
SFW-03 | M | WP L01 | Statuses come in their order, or in another
SFW-04 | M | WP L01.FR.10, .21 | Without a request id nothing is guessed
# Decisions
DEC-1 | D | J 3.2 | No common subprotocol: 400; a charger known for sending none is served
DEC-3 | D | J 4.2.3 | What can be read is accepted in tolerant mode, and recorded
DEC-4 | D | 3.7 | Expiry is judged at the time of the transaction, blocking now
DEC-5 | D | 7.2 | ConcurrentTx is never an answer to Authorize
DEC-6 | D | J 4.2.3 | Each kind of breach has its error code
DEC-7 | D | J 3.2 | Strangers learn nothing at the door
DEC-8 | D | J 6.2.2 | The key is accepted as bytes and as text
DEC-9 | D | WP A01.FR.08 | Generated keys are hashed cheaply, chosen ones slowly
DEC-10 | D | 3.13 | Composite schedules fall back and merge by fixed rules
DEC-11 | D | J 4 | Messages are bounded
""")
