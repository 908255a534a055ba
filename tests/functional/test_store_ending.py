"""A store that ends just when a command has found it: that of another command, which was killed."""

import socket
import threading

from onestop_records.cli.instance import open_instance
from onestop_records.settings import read_settings
from onestop_records.storage.location import socket_path
from tests.functional.serving import furnished


def test_a_command_starts_a_store_of_its_own_when_the_one_it_found_ends(tmp_path):
    folder = furnished(tmp_path / "instance")
    path = socket_path(read_settings(folder))
    path.unlink(missing_ok=True)
    ending = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    ending.bind(str(path))
    ending.listen()

    def greet_and_end():
        connection, _address = ending.accept()
        connection.sendall(b"\0\0\0\4Z101")
        connection.close()
        ending.close()
        path.unlink()

    last = threading.Thread(target=greet_and_end)
    last.start()
    with open_instance(folder) as opened, opened.work() as request:
        assert request.site.title
    last.join()
    assert not path.exists()  # and it has ended with the command
