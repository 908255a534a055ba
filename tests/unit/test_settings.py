import tempfile
from pathlib import Path

import pytest

from onestop_records.settings import LONGEST_SOCKET_PATH, Settings, SettingsError, read_settings

FAR = Settings(Path("/" + "长" * 40), "")


def written(folder, *lines):
    (folder / "onestop.ini").write_text("\n".join(["[onestop]", *lines]), "utf-8")
    return folder


@pytest.mark.parametrize("name", ["zodbconn.uri", "zodb_uri"])
def test_the_store_is_named_as_pyramid_zodbconn_names_it(tmp_path, name):
    folder = written(tmp_path, "secret = x", f"{name} = postgresql://archive")
    assert read_settings(folder, {}).zodb_uri == "postgresql://archive"
    assert read_settings(folder, {"ONESTOP_ZODB_URI": "memory://"}).zodb_uri == "memory://"


def test_everything_wrong_is_told_at_once(tmp_path):
    with pytest.raises(SettingsError) as error:
        read_settings(written(tmp_path, "port = many", "colour = red"), {})
    assert all(word in str(error.value) for word in ("port", "colour", "secret is missing"))


def test_sockets_stand_in_the_instance():
    assert Settings(Path("/srv/archive"), "").socket("worker.sock") == Path("/srv/archive/worker.sock")


@pytest.mark.parametrize("name", ["store.sock", "worker.sock"])
def test_a_path_too_long_for_a_socket_moves_to_a_private_folder(tmp_path, monkeypatch, name):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    one, other = FAR.socket(name), Settings(Path("/" + "短" * 40), "").socket(name)
    assert one != other
    assert one.parent.parent == tmp_path
    assert one.parent.stat().st_mode & 0o077 == 0
    assert LONGEST_SOCKET_PATH < 108


def test_every_process_looks_for_a_socket_in_one_place(tmp_path, monkeypatch):
    """Temporary files of the server are in its instance, whose path is the very one that is too long."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    path = FAR.socket("worker.sock")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("x" * 100)))
    assert FAR.socket("worker.sock") == path
    assert len(str(path)) <= LONGEST_SOCKET_PATH


def test_a_runtime_folder_of_others_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    FAR.socket("store.sock").parent.chmod(0o755)
    with pytest.raises(SettingsError):
        FAR.socket("store.sock")
