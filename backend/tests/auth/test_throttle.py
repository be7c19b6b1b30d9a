"""Guessing is stopped, the owner is not (S3, CONN-12)."""

import pytest

from csms.auth.errors import RateLimited
from csms.auth.throttle import FOR_CHARGERS, FailureThrottle, Limits, network_of
from tests.auth.support import FakeClock

HOME = "192.0.2.1"
THIEF = "198.51.100.9"


@pytest.fixture
def throttle(clock: FakeClock) -> FailureThrottle:
    return FailureThrottle(FOR_CHARGERS, clock=clock.monotonic)


def fail(throttle: FailureThrottle, identity: str, address: str, times: int = 1) -> None:
    for _ in range(times):
        with throttle.attempt(identity, address) as attempt:
            attempt.failed()


def succeed(throttle: FailureThrottle, identity: str, address: str) -> None:
    with throttle.attempt(identity, address) as attempt:
        attempt.succeeded()


def wait_of(throttle: FailureThrottle, identity: str, address: str) -> int:
    with pytest.raises(RateLimited) as refusal:
        throttle.attempt(identity, address)
    return refusal.value.retry_after


class TestPerCharger:
    def test_the_sixth_guess_within_a_minute_waits_five_minutes(
        self, throttle: FailureThrottle, clock: FakeClock
    ) -> None:
        for number in range(5):
            fail(throttle, "CP1", f"198.51.100.{number}")
        assert wait_of(throttle, "CP1", "198.51.100.77") == 300
        clock.advance(seconds=299.5)
        assert wait_of(throttle, "CP1", "198.51.100.77") == 1
        clock.advance(seconds=0.5)
        fail(throttle, "CP1", "198.51.100.77")

    def test_slow_failures_never_block(self, throttle: FailureThrottle, clock: FakeClock) -> None:
        for _ in range(50):
            fail(throttle, "CP1", HOME)
            clock.advance(seconds=15.1)

    def test_other_chargers_are_not_concerned(self, throttle: FailureThrottle) -> None:
        fail(throttle, "CP1", HOME, times=5)
        succeed(throttle, "CP2", HOME)

    def test_open_attempts_count_until_their_outcome_is_known(self, throttle: FailureThrottle) -> None:
        attempts = [throttle.attempt("CP1", f"198.51.100.{number}").__enter__() for number in range(5)]
        assert wait_of(throttle, "CP1", "198.51.100.77") == 1
        for attempt in attempts:
            attempt.__exit__(None, None, None)
        succeed(throttle, "CP1", "198.51.100.77")


class TestPerAddress:
    def test_thirty_failures_over_many_identities(self, throttle: FailureThrottle) -> None:
        for number in range(30):
            fail(throttle, f"CP{number}", THIEF)
        assert wait_of(throttle, "CP-new", THIEF) == 300
        succeed(throttle, "CP-new", HOME)

    def test_a_reconnect_storm_from_behind_one_address_is_let_in(self, throttle: FailureThrottle) -> None:
        attempts = [throttle.attempt(f"CP{number}", HOME).__enter__() for number in range(2000)]
        for attempt in attempts:
            attempt.succeeded()
            attempt.__exit__(None, None, None)

    def test_an_ipv6_network_is_one_address(self, throttle: FailureThrottle) -> None:
        for number in range(30):
            fail(throttle, f"CP{number}", f"2001:db8::{number:x}")
        wait_of(throttle, "CP-new", "2001:db8:0:0:ffff::1")
        succeed(throttle, "CP-new", "2001:db8:0:1::1")


class TestLastGoodAddress:
    def test_guessing_from_elsewhere_does_not_lock_the_charger_out(self, throttle: FailureThrottle) -> None:
        succeed(throttle, "CP1", HOME)
        fail(throttle, "CP1", THIEF, times=5)
        wait_of(throttle, "CP1", THIEF)
        succeed(throttle, "CP1", HOME)

    def test_a_blocked_neighbourhood_does_not_lock_the_charger_out(self, throttle: FailureThrottle) -> None:
        succeed(throttle, "CP1", HOME)
        for number in range(30):
            fail(throttle, f"guess{number}", HOME)
        wait_of(throttle, "guess-new", HOME)
        succeed(throttle, "CP1", HOME)

    def test_it_is_counted_by_itself(self, throttle: FailureThrottle) -> None:
        succeed(throttle, "CP1", HOME)
        fail(throttle, "CP1", HOME, times=30)
        assert wait_of(throttle, "CP1", HOME) == 300
        fail(throttle, "CP1", THIEF)

    def test_it_can_be_told_after_a_restart(self, throttle: FailureThrottle) -> None:
        throttle.remember_good("CP1", HOME)
        fail(throttle, "CP1", THIEF, times=5)
        succeed(throttle, "CP1", HOME)

    def test_moving_house_takes_the_privilege_along(self, throttle: FailureThrottle) -> None:
        succeed(throttle, "CP1", HOME)
        succeed(throttle, "CP1", "203.0.113.5")
        fail(throttle, "CP1", THIEF, times=5)
        wait_of(throttle, "CP1", HOME)
        succeed(throttle, "CP1", "203.0.113.5")


class TestErrorsOfOurOwn:
    def test_count_as_nothing(self, throttle: FailureThrottle) -> None:
        for _ in range(20):
            with pytest.raises(OSError, match="database"), throttle.attempt("CP1", HOME):
                raise OSError("database")
        succeed(throttle, "CP1", HOME)


class TestMemory:
    def test_is_bounded(self, clock: FakeClock) -> None:
        throttle = FailureThrottle(FOR_CHARGERS, clock=clock.monotonic, capacity=100)
        for number in range(1000):
            throttle.remember_good(f"other{number}", HOME)
            fail(throttle, f"CP{number}" * 1000, f"10.0.{number // 250}.{number % 250}")
        assert len(throttle._counters._entries) == 100
        assert len(throttle._last_good._entries) == 100
        assert max(len(str(key)) for key in throttle._counters._entries) < 400

    def test_forgets_what_was_asked_for_longest_ago(self, clock: FakeClock) -> None:
        limits = Limits(per_identity=1, per_address=1000, window=60, block=300)
        throttle = FailureThrottle(limits, clock=clock.monotonic, capacity=10)
        fail(throttle, "old", HOME)
        for number in range(8):
            fail(throttle, f"CP{number}", HOME)
        wait_of(throttle, "old", HOME)
        for number in range(8, 16):
            fail(throttle, f"CP{number}", HOME)
            wait_of(throttle, "old", HOME)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
        ("x" * 9999, "x" * 256),
    ],
)
def test_network_of(address: str, network: str) -> None:
    assert network_of(address) == network
