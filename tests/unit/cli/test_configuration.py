from dataclasses import replace
from pathlib import Path

import pytest

from onestop_records.cli.configuration import advice, unfit
from onestop_records.settings import Settings

GOOD = Settings(Path("/nowhere"), secret="0123456789abcdefghijklmnopqrstuv")


def test_a_good_configuration_is_fit():
    assert unfit(GOOD) == []


@pytest.mark.parametrize("secret", ["", "change-me", "secret" * 10, "x" * 64])
def test_a_default_secret_is_for_demo_mode_only(secret):
    assert unfit(replace(GOOD, secret=secret))
    assert not unfit(replace(GOOD, secret=secret, demo=True))


@pytest.mark.parametrize(
    "wrong", [{"port": 70000}, {"web_processes": -1}, {"web_threads": 0}, {"timezone": "Asia/Nowhere"}]
)
def test_each_wrong_value_is_told(wrong):
    assert len(unfit(replace(GOOD, **wrong))) == 1


def test_plain_http_to_the_network_is_advised_against():
    assert advice(replace(GOOD, host="0.0.0.0"))
    assert not advice(GOOD)
