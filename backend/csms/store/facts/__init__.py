"""What the journal is asked to remember. A fact is decided once, above; here it is only stored.

Times are UTC-aware datetimes: `occurred_at` is the charger's claim, `received_at` ours. Energy is Wh, power W, exact
(Decimal or int). Ids are UUIDs of ours; `ocpp_transaction_id` is the number that travels, as text.

A file for each of the statements' (csms.store.statements): it says what they do to the tables.
"""

from csms.store.facts.base import (
    Fact,
)
from csms.store.facts.charger_days import (
    ChargerDayDerived,
)
from csms.store.facts.chargers import (
    AvailabilityDesired,
    ChargerBooted,
    ChargerConnected,
    ChargerDisconnected,
    ChargerSeen,
    ConnectionRefused,
    ConnectorReported,
    CredentialProposed,
    CredentialSettled,
)
from csms.store.facts.commands import (
    CommandClosed,
    CommandOutcome,
    CommandRequested,
    CommandSent,
)
from csms.store.facts.configuration import (
    ConfigurationChanged,
    ConfigurationReported,
    ConfigurationTried,
)
from csms.store.facts.energy import (
    EnergySplit,
    Figures,
    PeaksDerived,
)
from csms.store.facts.id_tags import (
    UnknownTagPresented,
)
from csms.store.facts.messages import (
    MessageLogged,
)
from csms.store.facts.metering import (
    Metered,
    Reading,
    Sample,
    Series,
)
from csms.store.facts.transactions import (
    Limit,
    StopJoined,
    StopQuarantined,
    TransactionCorrected,
    TransactionForceClosed,
    TransactionResumed,
    TransactionSettled,
    TransactionStarted,
    TransactionStopped,
    TransactionSuperseded,
    TransactionSuspected,
)

__all__ = [
    "AvailabilityDesired",
    "ChargerBooted",
    "ChargerConnected",
    "ChargerDayDerived",
    "ChargerDisconnected",
    "ChargerSeen",
    "CommandClosed",
    "CommandOutcome",
    "CommandRequested",
    "CommandSent",
    "ConfigurationChanged",
    "ConfigurationReported",
    "ConfigurationTried",
    "ConnectionRefused",
    "ConnectorReported",
    "CredentialProposed",
    "CredentialSettled",
    "EnergySplit",
    "Fact",
    "Figures",
    "Limit",
    "MessageLogged",
    "Metered",
    "PeaksDerived",
    "Reading",
    "Sample",
    "Series",
    "StopJoined",
    "StopQuarantined",
    "TransactionCorrected",
    "TransactionForceClosed",
    "TransactionResumed",
    "TransactionSettled",
    "TransactionStarted",
    "TransactionStopped",
    "TransactionSuperseded",
    "TransactionSuspected",
    "UnknownTagPresented",
]
