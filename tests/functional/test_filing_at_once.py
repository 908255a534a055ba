"""Several archivists file in one series at once: consecutive codes, none refused (*Reference code*)."""

import threading

from onestop_records.bench.client import Client
from tests.functional.serving import PASSWORD, furnished, served

EACH = 100
VALUES = {
    "type": "document",
    "title": "来文",
    "date": "2025-05-06",
    "creator": "协会",
    "category": "WS",
    "retention": "D10",
    "unit": "BGS",
}


def file_all(port, username, codes, start):
    """Capture first, so that all that follows the start is filing."""
    client = Client(port, username, PASSWORD)
    records = [
        client.capture({**VALUES, "title": f"来文{number}"}, [("来文.txt", f"{username} {number}".encode())])[
            "id"
        ]
        for number in range(EACH)
    ]
    start.wait()
    codes.extend(client.file(record)["reference_code"] for record in records)
    client.close()


def test_two_archivists_get_200_consecutive_codes(tmp_path):
    server = served(furnished(tmp_path / "instance"))
    codes, start = [], threading.Barrier(2)
    archivists = [
        threading.Thread(target=file_all, args=(server.port, name, codes, start))
        for name in ("archivist", "archivist2")
    ]
    for archivist in archivists:
        archivist.start()
    for archivist in archivists:
        archivist.join()
    assert server.stop() == 0
    assert len(codes) == 2 * EACH
    assert len({code.rpartition("-")[0] for code in codes}) == 1
    assert sorted(int(code.rpartition("-")[2]) for code in codes) == list(range(1, 2 * EACH + 1))
