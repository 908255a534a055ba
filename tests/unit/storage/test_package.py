import hashlib
import io
import json
import zipfile

import pytest
from lxml import etree
from zope.interface.verify import verifyObject

from onestop_records.interfaces import ICapture, IFourPropertyCheck, IHolds, IImporting, IPackages, IStorage
from onestop_records.services.bag import bag_in
from onestop_records.services.manifest import read_rows
from onestop_records.services.source import SourceUnusable, open_source
from tests.world import World

LETTER = {
    "type": "document",
    "title": "关于笔管的来函",
    "date": "2010-03",
    "creator": "协会",
    "category": "WS",
    "retention": "D10",
    "keywords": ["笔管", "来函"],
    "place": {"box": "3"},
    "participants": ["head"],
}
PHOTO = {"type": "photo", "title": "合影", "date": "2011-05-06", "category": "ZP", "photographer": "王五"}


def received(request, content, name):
    return request.find_service(IStorage).receive(io.BytesIO(content), name, 10_000)


@pytest.fixture
def filled(world):
    """A letter in two versions and a photo, a volume with an item."""
    with world.work("archivist") as request:
        capture = request.find_service(ICapture)
        letter = capture.capture(LETTER, [received(request, b"first", "来函.txt")])
        capture.add_version(letter, letter.files[0].id, received(request, b"second", "来函改.txt"), "缺页")
        request.find_service(IFourPropertyCheck).run(letter, "manual")
        photo = capture.capture(PHOTO, [received(request, b"picture", "合影 100%.jpg")])
        volume = capture.capture({**LETTER, "title": "案卷"}, [])
        item = capture.capture({**LETTER, "title": "卷内", "volume": volume.id}, [])
    return [letter.id, photo.id, volume.id, item.id]


def written(world, *ids):
    target = io.BytesIO()
    with world.work("archivist") as request:
        records = [request.site.records[record_id] for record_id in ids]
        request.find_service(IPackages).write(records, target, "试移交")
    return target.getvalue()


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {info.filename.removeprefix("package/"): file.read(info) for info in file.infolist()}


def brought(world, path, trial=False):
    source = bag_in(open_source(path))
    with world.work("archivist") as request:
        outcomes = request.find_service(IImporting).take(read_rows(source), source, trial)
        if trial:
            request.tm.doom()
    return outcomes


def told(world, record_id):
    """What makes two records the same: description, files, versions, order in a volume."""
    with world.work("archivist") as request:
        record = request.site.records[record_id]
        values = {n: record.get(n) for n in (*LETTER, *PHOTO, "year", "classification") if n != "type"}
        files = [[(v.name, v.sha256, v.reason) for v in c.versions] for c in record.files]
        within = [request.site.records[item].title for item in record.items]
        return record.type, values, files, within, bool(record.volume)


def test_keeps_its_contract(world):
    with world.work() as request:
        verifyObject(IPackages, request.find_service(IPackages))


def test_is_a_bag_whose_manifests_hold(world, filled):
    found = members(written(world, *filled))
    assert found["bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in found[name].decode().splitlines():
            digest, path = line.split("  ", 1)
            assert hashlib.sha256(found[path.replace("%25", "%")]).hexdigest() == digest
    listed = {line.split("  ", 1)[1] for line in found["manifest-sha256.txt"].decode().splitlines()}
    assert {name.replace("%", "%25") for name in found if name.startswith("data/")} == listed


def test_holds_all_that_is_known_of_a_record(world, filled):
    found = members(written(world, filled[0]))
    folder = f"data/records/{filled[0]}"
    about = json.loads(found[f"{folder}/record.json"])
    assert about["description"]["title"] == LETTER["title"]
    assert [v["reason"] for v in about["files"][0]["versions"]] == ["", "缺页"]
    xml = etree.fromstring(found[f"{folder}/record.xml"])
    assert xml.findtext("{*}description/{*}title") == LETTER["title"]
    acts = [json.loads(line)["act"] for line in found[f"{folder}/audit.jsonl"].splitlines()]
    assert acts[:2] == ["record-captured", "component-added"]
    assert json.loads(found[f"{folder}/checks.json"])[0]["occasion"] == "manual"
    assert b"second" in found.values()


def test_a_volume_brings_its_items(world, filled):
    package = json.loads(members(written(world, filled[2]))["data/package.json"])
    assert package["records"] == filled[2:]


def test_the_importer_makes_the_same_records_of_it(world, filled, registry, base, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(written(world, *filled))
    before = [told(world, record_id) for record_id in filled]
    other = World(registry, base, tmp_path / "other")
    outcomes = brought(other, path)
    assert [outcome.status for outcome in outcomes] == ["imported"] * 4
    assert [told(other, outcome.record) for outcome in outcomes] == before
    assert [outcome.status for outcome in brought(other, path)] == ["present"] * 4
    other.close()


def test_in_its_own_archive_the_records_are_there_already(world, filled, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(written(world, *filled))
    assert [(o.status, o.record) for o in brought(world, path)] == [("present", i) for i in filled]


def test_a_hold_comes_along(world, filled, registry, base, tmp_path):
    """Holds survive export (lifecycle, *Hold*): what is held here is held where the package is imported."""
    values = {"title": "诉讼", "reason": "未决", "mandate": "裁定", "kind": "records", "records": filled[:2]}
    with world.work("manager") as request:
        request.find_service(IHolds).place(values)
    path = tmp_path / "package.zip"
    path.write_bytes(written(world, *filled))
    other = World(registry, base, tmp_path / "other")
    outcomes = brought(other, path)
    with other.work("archivist") as request:
        holds, records = request.find_service(IHolds), request.site.records
        titles = [[hold.title for hold in holds.covering(records[o.record])] for o in outcomes]
        assert titles == [["诉讼"], ["诉讼"], [], []]
        assert len(request.site.holds) == 1
    assert [outcome.status for outcome in brought(other, path)] == ["present"] * 4
    with other.work("archivist") as request:
        assert len(request.site.holds) == 1
    other.close()


def test_why_a_record_is_held_is_not_told_to_everybody(world, filled):
    values = {"title": "诉讼", "reason": "未决", "mandate": "裁定", "kind": "records", "records": filled[:1]}
    with world.work("manager") as request:
        request.find_service(IHolds).place(values)
    target = io.BytesIO()
    with world.work("staff") as request:
        request.find_service(IPackages).write([request.site.records[filled[0]]], target)
    (hold,) = json.loads(members(target.getvalue())[f"data/records/{filled[0]}/record.json"])["holds"]
    assert hold["id"] and hold["title"] == ""


def test_what_was_destroyed_does_not_come_back_by_its_package(world, filled, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(written(world, filled[0]))
    with world.work("archivist") as request:
        record = request.site.records[filled[0]]
        digests = tuple(v.sha256 for c in record.files for v in c.versions)
        record.tombstone, record.files, record.state = Gone(digests), (), "destroyed"
    assert [(o.status, o.record) for o in brought(world, path)] == [("present", filled[0])]


class Gone:
    """As much of a tombstone as an import asks for."""

    def __init__(self, digests):
        self.digests = digests


def test_a_changed_file_is_refused(world, filled, tmp_path):
    content = written(world, filled[0])
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, held in members(content).items():
            file.writestr(f"package/{name}", held.replace(b"second", b"SECOND"))
    (outcome,) = brought(world, path)
    assert outcome.violations[0].field == "path"


def test_a_changed_description_is_refused(world, filled, tmp_path):
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, held in members(written(world, filled[0])).items():
            file.writestr(f"package/{name}", held.replace("笔管".encode(), "墨锭".encode()))
    with pytest.raises(SourceUnusable):
        brought(world, path)
