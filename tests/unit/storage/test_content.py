import hashlib
import io
import tempfile
from pathlib import Path

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Damaged, Violations
from onestop_records.interfaces import IStorage
from onestop_records.models.component import Version

TEXT = "第一条 为了规范档案管理\n".encode()


@pytest.fixture
def storage(world):
    with world.work() as request:
        yield request.find_service(IStorage)


def as_version(received, clock):
    return Version(
        1,
        received.name,
        received.media_type,
        received.size,
        received.sha256,
        received.blob,
        "staff",
        clock.now(),
    )


def left_behind():
    return list(Path(tempfile.gettempdir()).glob("BUC*"))


def test_it_keeps_its_contract(storage):
    assert verifyObject(IStorage, storage)


def test_bytes_are_hashed_and_recognised_on_the_way(storage):
    received = storage.receive(io.BytesIO(TEXT), "管理办法.txt", 1000)
    assert received.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert (received.name, received.size, received.media_type) == ("管理办法.txt", len(TEXT), "text/plain")


def test_a_file_over_the_limit_is_refused_and_nothing_stays(storage):
    with pytest.raises(Violations, match="larger"):
        storage.receive(io.BytesIO(b"x" * 1001), "a.txt", 1000)
    assert left_behind() == []


def test_a_file_of_exactly_the_limit_is_taken(storage):
    assert storage.receive(io.BytesIO(b"x" * 1000), "a.txt", 1000).size == 1000


def test_an_empty_file_is_refused(storage):
    with pytest.raises(Violations, match="empty"):
        storage.receive(io.BytesIO(b""), "a.txt", 1000)
    assert left_behind() == []


def test_a_broken_stream_leaves_nothing(storage):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("client went away")
            return super().read(10)

    with pytest.raises(OSError, match="went away"):
        storage.receive(Broken(b"x" * 100), "a.txt", 1000)
    assert left_behind() == []


def test_what_was_committed_is_read_again_and_verified(world):
    with world.work() as request:
        received = request.find_service(IStorage).receive(io.BytesIO(TEXT), "a.txt", 1000)
        request.site.uploads["one"] = as_version(received, world.clock)
    assert left_behind() == []
    with world.work() as request:
        storage = request.find_service(IStorage)
        version = request.site.uploads["one"]
        with storage.open(version) as file:
            assert file.read() == TEXT
        assert storage.verify(version)


def test_changed_bytes_do_not_verify_and_missing_ones_are_damaged(world):
    with world.work() as request:
        received = request.find_service(IStorage).receive(io.BytesIO(TEXT), "a.txt", 1000)
        request.site.uploads["one"] = as_version(received, world.clock)
    with world.work() as request:
        version = request.site.uploads["one"]
        path = Path(version.blob.committed())
    path.chmod(0o600)
    path.write_bytes(TEXT[:-1] + b"x")
    with world.work() as request:
        assert not request.find_service(IStorage).verify(request.site.uploads["one"])
    path.unlink()
    world.db.cacheMinimize()
    with world.work() as request, pytest.raises(Damaged):
        request.find_service(IStorage).open(request.site.uploads["one"])
