"""Errors say what happened and what to do, and carry the exit code of the contract."""

import pickle

import pytest

from app import errors
from app.errors import BenchError, ConfigError, NoMedia, StoreError, UserError

EXIT_CODES = {
    "UserError": 1,
    "UsageError": 2,
    "ConfigError": 2,
    "DeviceError": 3,
    "StoreError": 3,
    "ProfileTooNew": 3,
    "Transient": 3,
    "Rejected": 1,
}
LEAVES = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, BenchError) and not kind.__subclasses__()
]


@pytest.mark.parametrize(("name", "code"), EXIT_CODES.items())
def test_exit_codes_are_those_of_the_contract(name, code):
    assert getattr(errors, name).exit_code == code


def test_what_is_said_names_the_cause_and_the_remedy():
    error = UserError("This code is empty.", "Scan again.", "empty_code")
    assert str(error) == "This code is empty. Scan again."
    assert error.as_answer() == {"code": "empty_code", "message": "This code is empty.", "hint": "Scan again."}


@pytest.mark.parametrize("kind", [k for k in LEAVES if issubclass(k, errors.DeviceError | StoreError)])
def test_every_fault_of_the_environment_says_what_to_do(kind):
    answer = kind("It failed.").as_answer()
    assert answer["hint"]
    assert answer["code"] != BenchError.default_code


def test_no_two_leaves_share_a_code():
    codes = [kind.default_code for kind in LEAVES]
    assert len(codes) == len(set(codes))


def test_a_wrong_setting_names_its_line():
    assert str(ConfigError("Unknown key 'nme'.", line=3)).startswith("Line 3: Unknown key 'nme'.")
    assert str(ConfigError("Unknown key 'nme'.")).startswith("Unknown key")


@pytest.mark.parametrize("kind", LEAVES)
def test_errors_cross_processes_whole(kind):
    error = kind("It failed.", "Do this.", "a_code")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert (type(again), again.as_answer()) == (kind, error.as_answer())


def test_the_line_of_a_setting_crosses_processes():
    assert pickle.loads(pickle.dumps(ConfigError("Bad value.", line=7))).line == 7  # noqa: S301 (our own bytes)


def test_a_device_error_is_caught_as_one():
    with pytest.raises(errors.DeviceError, match="roll"):
        raise NoMedia("The roll is empty.")


def test_words_that_end_without_a_stop_are_kept_apart_from_the_hint():
    assert str(UserError("tem refused it: stock is low", "Try again.")) == "tem refused it: stock is low. Try again."
    assert str(UserError("It is low.", "Try again.")) == "It is low. Try again."
    assert str(UserError("库存不足。", "请重试。")) == "库存不足。 请重试。"
