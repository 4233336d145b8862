"""The circuit breaker: closed, resting after failures in a row, one call to try again."""

from assistant.breaker import FAILURES, REST_SECONDS, Breaker, breaker_of


def test_rests_after_failures_in_a_row_and_lets_one_call_decide() -> None:
    now = [100.0]
    breaker = Breaker(clock=lambda: now[0])
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert breaker.resting_seconds() == 0
    breaker.failed()
    assert breaker.resting_seconds() == REST_SECONDS
    now[0] += REST_SECONDS
    assert breaker.resting_seconds() == 0
    assert breaker.resting_seconds() > 0, "others wait for the one that tries"
    breaker.went_well()
    assert breaker.resting_seconds() == 0


def test_success_in_between_starts_the_count_anew() -> None:
    breaker = Breaker(clock=lambda: 0.0)
    for _ in range(3 * FAILURES):
        breaker.failed()
        breaker.went_well()
    assert breaker.resting_seconds() == 0


def test_each_server_has_its_own() -> None:
    assert breaker_of("a model") is breaker_of("a model")
    assert breaker_of("a model") is not breaker_of("b model")
