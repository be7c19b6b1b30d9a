"""Quirks in what a charger does with the requests of its central system (Q35-Q41)."""

from datetime import timedelta

from csms.simulator.habits import BOOTED, Habit, Payload, Reaction, Stage

# More requests within so many seconds overwhelm it.
_CALM = timedelta(seconds=2)
_BEARABLE = 3


def _silent_without_keys(action: str, payload: Payload, stage: Stage) -> Reaction:
    return "ignore" if action == "GetConfiguration" and not payload.get("key") else "answer"


def _all_keys(action: str, payload: Payload, stage: Stage) -> Reaction:
    if action == "GetConfiguration":
        payload.pop("key", None)
    return "answer"


def _forgets_start(action: str, payload: Payload, stage: Stage) -> Reaction:
    return "forget" if action == "RemoteStartTransaction" else "answer"


def _overwhelmed(action: str, payload: Payload, stage: Stage) -> Reaction:
    now = stage.clock.now()
    stage.times = [time for time in stage.times if now - time < _CALM] + [now]
    return "close" if len(stage.times) > _BEARABLE else "answer"


def _closes_on_reset(action: str, payload: Payload, stage: Stage) -> Reaction:
    return "act unanswered" if action == "Reset" else "answer"


HABITS = (
    Habit(
        name="silent-without-keys",
        source="Q35",
        does="does not answer a GetConfiguration that names no key",
        heard=_silent_without_keys,
    ),
    Habit(
        name="few-keys",
        source="Q35",
        does="takes 4 keys in one GetConfiguration and refuses more",
        settings={"GetConfigurationMaxKeys": "4"},
    ),
    Habit(
        name="all-keys",
        source="Q36",
        does="answers every GetConfiguration with all keys",
        heard=_all_keys,
    ),
    Habit(
        name="forgets-start",
        source="Q37",
        does="accepts a RemoteStartTransaction and does nothing",
        heard=_forgets_start,
    ),
    Habit(
        name="overwhelmed",
        source="Q38",
        does="closes the connection when more than 3 requests come within 2 seconds",
        heard=_overwhelmed,
    ),
    Habit(
        name="closes-on-reset",
        source="Q39",
        does="resets before it has answered the Reset",
        heard=_closes_on_reset,
    ),
    Habit(
        name="unsolicited-statuses",
        source="Q40",
        does="sends statuses of firmware and diagnostics after each boot, that nobody asked for and out of order",
        unasked={
            BOOTED: (
                ("FirmwareStatusNotification", {"status": "Installed"}),
                ("FirmwareStatusNotification", {"status": "Downloading"}),
                ("DiagnosticsStatusNotification", {"status": "Uploaded"}),
            )
        },
    ),
    Habit(
        name="unknown-action",
        source="Q41",
        does="sends an action that OCPP does not know after each TriggerMessage",
        unasked={"TriggerMessage": (("CustomOperation", {}),)},
    ),
)
