from pathlib import Path

import pytest

from onestop_records.settings import Settings, SettingsError
from onestop_records.storage.location import (
    client_configuration,
    socket_path,
    write_configuration,
)


def test_the_socket_stands_in_the_instance():
    assert socket_path(Settings(Path("/srv/archive"), "")) == Path("/srv/archive/store.sock")


def test_clients_wait_two_seconds_and_see_what_was_committed_before(tmp_path):
    settings = Settings(tmp_path, "")
    write_configuration(settings)
    text = client_configuration(settings).read_text()
    assert "server-sync true" in text
    assert "wait-timeout 2" in text


def test_a_folder_that_cannot_stand_in_an_address_is_refused(tmp_path):
    (tmp_path / "a#b").mkdir()
    with pytest.raises(SettingsError):
        write_configuration(Settings(tmp_path / "a#b", ""))
