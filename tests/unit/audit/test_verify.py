"""Tampering with the store behind the system's back: every kind is found (rules 8 and 10 of the house)."""

import json

import pytest

from onestop_records.audit.export import ExportError, export_lines, verify_export
from onestop_records.audit.keys import Anchor, Anchors, Keys
from onestop_records.interfaces import IAudit
from onestop_records.models.entry import START, Entry, Seal, canonical, digest
from tests.unit.audit.trails import act, findings, report, seal


@pytest.fixture
def archive(world):
    """Three seals over r1 (5 entries), r2 (2) and r3 (1)."""
    act(world, "r1", "r1", "r2", reason="为什么")
    seal(world)
    act(world, "r1", "r3")
    seal(world)
    act(world, "r1", "r1", "r2")
    seal(world)
    assert findings(world) == []
    return world


def tamper(world, change):
    """Write into the store as nobody should; then what is found inside and outside must agree."""
    with world.work() as request:
        change(request.site.audit)


def rewrite(page, place, **values):
    """An entry with other values in an otherwise well-formed text."""
    text = canonical({**json.loads(page.texts[place]), **values})
    page.texts = (*page.texts[:place], text, *page.texts[place + 1 :])


def rechain(page):
    """Link the texts of a page anew, as somebody would who knows how it is done."""
    texts, head = [], START
    for position, text in enumerate(page.texts, 1):
        texts.append(canonical({**json.loads(text), "position": position, "previous": head}))
        head = digest(texts[-1])
    page.texts = tuple(texts)


def test_a_changed_entry_is_found(archive):
    tamper(archive, lambda audit: rewrite(audit.pages["r1", 0], 1, reason="别的"))
    assert findings(archive) == [("entry-changed", "r1", 3)]


def test_a_changed_last_entry_is_found(archive):
    tamper(archive, lambda audit: rewrite(audit.pages["r1", 0], 4, person="somebody"))
    assert findings(archive) == [("trail-head", "r1", 5)]


def test_a_changed_entry_with_the_rest_chained_anew_is_found(archive):
    def change(audit):
        rewrite(audit.pages["r1", 0], 1, reason="别的")
        rechain(audit.pages["r1", 0])

    tamper(archive, change)
    assert findings(archive) == [("trail-head", "r1", 5)]


def test_a_removed_entry_is_found(archive):
    def change(audit):
        page = audit.pages["r1", 0]
        page.texts = (page.texts[0], *page.texts[2:])

    tamper(archive, change)
    assert findings(archive) == [("entry-misplaced", "r1", 2), ("trail-cut", "r1", 4)]


def test_reordered_entries_are_found(archive):
    def change(audit):
        page = audit.pages["r1", 0]
        page.texts = (page.texts[1], page.texts[0], *page.texts[2:])

    tamper(archive, change)
    assert findings(archive) == [("entry-misplaced", "r1", 1)]


def test_reordered_entries_with_all_chained_anew_are_found(archive):
    def change(audit):
        page = audit.pages["r1", 0]
        page.texts = (*page.texts[:2], page.texts[4], page.texts[3], page.texts[2])
        rechain(page)

    tamper(archive, change)
    assert findings(archive) == [("trail-head", "r1", 5)]


def test_a_truncated_trail_is_found(archive):
    def change(audit):
        page = audit.pages["r1", 0]
        page.texts = page.texts[:-1]

    tamper(archive, change)
    assert findings(archive) == [("trail-cut", "r1", 4)]


def test_a_dropped_trail_is_found(archive):
    def change(audit):
        del audit.pages["r3", 0]

    tamper(archive, change)
    assert findings(archive) == [("trail-missing", "r3", 0)]


def test_an_added_entry_is_found(archive):
    def change(audit):
        page = audit.pages["r3", 0]
        page.texts = (*page.texts, page.texts[0])
        rechain(page)

    tamper(archive, change)
    assert findings(archive) == [("trail-longer", "r3", 2)]


def test_an_added_trail_is_found(archive):
    def change(audit):
        page = type(audit.pages["r3", 0])(1)
        page.texts = (Entry("", "", "", "", "", "r9", "", position=1, previous=START).text(),)
        audit.pages["r9", 0] = page

    tamper(archive, change)
    assert findings(archive) == [("trail-unknown", "r9", 0)]


def test_exchanged_trails_are_found(archive):
    def change(audit):
        first, second = audit.pages["r1", 0], audit.pages["r2", 0]
        first.texts, second.texts = second.texts, first.texts

    tamper(archive, change)
    assert ("entry-foreign", "r1", 1) in findings(archive)
    assert ("entry-foreign", "r2", 1) in findings(archive)


def test_a_spoiled_entry_is_found(archive):
    def change(audit):
        audit.pages["r3", 0].texts = (b"\x00{",)

    tamper(archive, change)
    assert findings(archive) == [("entry-unreadable", "r3", 1)]


def test_exchanged_seals_are_found(archive):
    def change(audit):
        audit.seals[1], audit.seals[2] = audit.seals[2], audit.seals[1]

    tamper(archive, change)
    assert {code for code, *_ in findings(archive)} >= {"seal-missing", "seal-order"}


def test_a_removed_seal_is_found(archive):
    def change(audit):
        del audit.seals[2]

    tamper(archive, change)
    assert {code for code, *_ in findings(archive)} >= {"seal-missing", "seal-order", "seal-sums"}


def test_removed_last_seals_are_found_even_with_all_that_they_sealed(archive):
    def change(audit):
        del audit.seals[3]
        for subject, length in (("r1", 3), ("r2", 1)):
            audit.pages[subject, 0].texts = audit.pages[subject, 0].texts[:length]

    tamper(archive, change)
    assert findings(archive) == [("seals-removed", "", 0)]


def test_a_trail_begun_anew_is_found(archive):
    def change(audit):
        audit.seals.clear()
        audit.pages.clear()

    tamper(archive, change)
    assert findings(archive) == [("seals-removed", "", 0)]
    act(archive, "r1")
    seal(archive)
    assert ("anchor-differs", "", 0) in findings(archive)


def test_a_changed_seal_is_found(archive):
    def change(audit):
        body = audit.seals[3].body.replace(b'"trails":3', b'"trails":2')
        audit.seals[3] = Seal(body, audit.seals[3].signature)

    tamper(archive, change)
    assert {code for code, *_ in findings(archive)} == {"seal-signature", "seal-sums", "anchor-differs"}


def test_a_spoiled_seal_is_found(archive):
    def change(audit):
        audit.seals[2] = Seal(b"[", b"")

    tamper(archive, change)
    assert ("seal-unreadable", "", 0) in findings(archive)


def test_seals_of_a_foreign_key_are_found(archive, tmp_path):
    foreign = Keys(tmp_path / "foreign").create()

    def change(audit):
        body = audit.seals[3].body
        audit.seals[3] = Seal(body, foreign.sign(body))

    tamper(archive, change)
    assert {code for code, *_ in findings(archive)} == {"seal-signature", "anchor-differs"}


def test_another_public_key_proves_nothing(archive):
    folder = archive.settings.keys_folder
    Keys(folder).private_path.unlink()
    Keys(folder).create()
    assert findings(archive) == [("seal-signature", "", 0)] * 3
    Keys(folder).public_path.unlink()
    assert findings(archive) == [("key-missing", "", 0)]


def test_removed_anchors_are_found(archive):
    Anchors(archive.settings.keys_folder).path.unlink()
    assert findings(archive) == [("anchors-missing", "", 0)]


def test_the_service_answers_with_the_findings(archive):
    tamper(archive, lambda audit: audit.pages.clear())
    with archive.work("auditor") as request:
        found = request.find_service(IAudit).verify()
    assert [f.code for f in found] == ["trail-missing"] * 3
    assert str(found[0]) == "r1: The whole trail was removed"


def export(world, path):
    with world.work() as request:
        path.write_bytes(b"".join(export_lines(request.site.audit)))
    return path


def outside(world, path, anchors="own"):
    """What an auditor finds who has the file, the public key and perhaps the anchors."""
    folder = world.settings.keys_folder
    noted = Anchors(folder).read() if anchors == "own" else anchors
    return verify_export(path, Keys(folder).public(), noted)


def test_an_export_is_proved_outside_the_system(archive, tmp_path):
    act(archive, "r1")
    found = outside(archive, export(archive, tmp_path / "trail.txt"))
    assert (found.findings, found.seals, found.trails, found.entries, found.unsealed) == ([], 3, 3, 8, 1)
    assert found.last == str(Anchors(archive.settings.keys_folder).last())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("为什么", "为何", "entry-changed"),
        ('"trails":3', '"trails":4', "seal-signature"),
        ('trail "r3"', 'trail "r4"', "trail-missing"),
        ('trail "r3"', "trail r3", "export-unreadable"),
        ("end 8", "", "export-cut"),
        ("end 8", "more", "export-unreadable"),
        ("seal ", "seal !", "export-unreadable"),
    ],
)
def test_a_changed_export_is_found(archive, tmp_path, old, new, code):
    path = export(archive, tmp_path / "trail.txt")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert code in {finding.code for finding in outside(archive, path).findings}


def test_any_line_missing_from_an_export_is_found(archive, tmp_path):
    path = export(archive, tmp_path / "trail.txt")
    lines = path.read_bytes().splitlines(keepends=True)
    for number in range(1, len(lines)):
        path.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))
        assert outside(archive, path).findings, lines[number]


def test_a_file_that_is_no_export_is_refused(archive, tmp_path):
    path = tmp_path / "other"
    path.write_bytes(b"\x00\xff" * 100)
    with pytest.raises(ExportError):
        outside(archive, path)


def test_an_anchor_on_paper_finds_removed_seals_in_an_export(archive, tmp_path):
    paper = Anchor.read(report(archive).last)
    path = export(archive, tmp_path / "trail.txt")
    assert outside(archive, path, [paper]).findings == []
    text = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([text[0], *text[-1:]]), "utf-8")
    assert [f.code for f in outside(archive, path, None).findings] == []
    assert [f.code for f in outside(archive, path, [paper]).findings] == ["seals-removed"]
