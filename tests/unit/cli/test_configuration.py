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


@pytest.mark.parametrize("wrong", [{"mail": "pigeon"}, {"mail": "smtp", "mail_sender": "archive"}])
def test_mail_goes_by_a_known_way_from_an_address(wrong):
    assert unfit(replace(GOOD, **wrong))


def test_mail_without_links_and_passwords_in_the_clear_are_advised_against():
    assert any("site_address" in line for line in advice(replace(GOOD, mail="smtp")))
    assert any("mail_tls" in line for line in advice(replace(GOOD, mail="smtp", mail_password="secret")))
