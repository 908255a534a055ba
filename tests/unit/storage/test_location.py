from pathlib import Path

import pytest

from onestop_records.settings import Settings, SettingsError
from onestop_records.storage.location import (
    LONGEST_SOCKET_PATH,
    client_configuration,
    socket_path,
    write_configuration,
)


def test_the_socket_stands_in_the_instance():
    assert socket_path(Settings(Path("/srv/archive"), "")) == Path("/srv/archive/store.sock")


def test_a_path_too_long_for_a_socket_moves_to_a_private_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    one = socket_path(Settings(Path("/" + "长" * 40), ""))
    other = socket_path(Settings(Path("/" + "短" * 40), ""))
    assert one != other
    assert one.parent.parent == tmp_path
    assert one.parent.stat().st_mode & 0o077 == 0
    assert LONGEST_SOCKET_PATH < 108


def test_a_runtime_folder_of_others_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = socket_path(Settings(Path("/" + "a" * 120), "")).parent
    folder.chmod(0o755)
    with pytest.raises(SettingsError):
        socket_path(Settings(Path("/" + "a" * 120), ""))


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
