"""csms.store.transfer_states: what a charger's words make of a transfer."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.store.transfer_states import (
    ENDED,
    KINDS,
    LATE,
    OPEN,
    SIGNED_FIRMWARE,
    STATES,
    WITHOUT_ID,
    WORDS,
    Standing,
    advance,
)
from tests.services.database import NOW, at


def after(kind: str, *statuses: str, begin: str = "requested", not_before: datetime | None = None) -> str:
    state = begin
    for status in statuses:
        state = advance(Standing(kind, state, NOW, not_before), status, NOW)
    return state


@pytest.mark.parametrize(
    ("kind", "statuses", "state"),
    [
        ("firmware", "Downloading Downloaded Installing Installed", "installed"),
        ("firmware", "Installed", "installed"),
        ("firmware", "Downloading DownloadFailed", "failed"),
        ("firmware", "Downloading DownloadFailed Downloading Downloaded", "downloaded"),
        ("firmware", "Downloading Downloaded Installing InstallationFailed", "failed"),
        ("firmware", "Installed Installing Installed Idle", "installed"),
        ("diagnostics", "Uploading Uploaded Idle", "uploaded"),
        ("diagnostics", "Uploading UploadFailed", "failed"),
        ("log", "Uploading PermissionDenied", "failed"),
        ("log", "Uploading Uploaded", "uploaded"),
    ],
)
def test_the_usual_ways(kind: str, statuses: str, state: str) -> None:
    """FW-02, DIAG-02, LOG-02"""
    assert after(kind, *statuses.split()) == state


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ("DownloadScheduled Downloading DownloadPaused Downloading Downloaded", "downloaded"),
        ("Downloaded SignatureVerified InstallScheduled InstallRebooting Installing", "installing"),
        ("SignatureVerified Installing InstallRebooting Installed", "installed"),
        ("SignatureVerified Installed", "installed"),
        ("Downloaded InvalidSignature", "failed"),
        ("SignatureVerified InstallVerificationFailed", "failed"),
    ],
)
def test_signed_firmware(statuses: str, state: str) -> None:
    """SFW-03"""
    assert after(SIGNED_FIRMWARE, *statuses.split()) == state


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", OPEN)
def test_idle_while_open_means_that_it_is_lost(kind: str, state: str) -> None:
    """FW-04"""
    assert after(kind, "Idle", begin=state) == "unknown"


def test_one_that_begins_later_has_nothing_to_do_yet() -> None:
    """FW-01, FW-04: the retrieve date is the earliest time."""
    assert after("firmware", "Idle", not_before=at(60)) == "requested"
    assert after("firmware", "Idle", not_before=at(-60)) == "unknown"


words = st.sampled_from(sorted({"Idle", "Nonsense", "", *(word for kind in WORDS.values() for word in kind)}))
kinds = st.sampled_from(KINDS)


@given(kinds, st.sampled_from(STATES), st.lists(words, max_size=12))
def test_nothing_is_invented(kind: str, begin: str, statuses: list[str]) -> None:
    """FW-02, SFW-03: a state is the one before, or what a word of the charger means."""
    meant = {WORDS[kind].get(status) for status in statuses} | ({"unknown"} if "Idle" in statuses else set())
    assert after(kind, *statuses, begin=begin) in meant | {begin}


@given(kinds, st.sampled_from([state for state in ENDED if state != "failed"]), st.lists(words, max_size=12))
def test_what_has_ended_stays_so(kind: str, ended: str, statuses: list[str]) -> None:
    """FW-02: whatever comes late, again or unasked."""
    assert after(kind, *statuses, begin=ended) == ended


@given(kinds, st.lists(words, max_size=8), words)
def test_a_word_said_twice_is_one(kind: str, statuses: list[str], word: str) -> None:
    """SFW-03, TRG-04: repeats change nothing."""
    assert after(kind, *statuses, word, word) == after(kind, *statuses, word)


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_late_news_counts_for_a_while(state: str) -> None:
    standing = Standing("firmware", state, NOW)
    assert advance(standing, "Installed", NOW + LATE) == "installed"
    assert advance(standing, "Installed", NOW + LATE + timedelta(seconds=1)) == state


def test_two_kinds_have_no_ids() -> None:
    assert set(WITHOUT_ID) == {"firmware", "diagnostics"}
