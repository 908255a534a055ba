"""Import: captured or filed, all problems at once, resumable, never twice the same."""

import csv
import zipfile

import pytest
from zope.interface.verify import verifyObject

from onestop_records.cli import bulk
from onestop_records.cli.bulk import Bulk
from onestop_records.cli.import_ import completed
from onestop_records.cli.instance import Instance
from onestop_records.cli.report import Report
from onestop_records.events import Actor
from onestop_records.interfaces import IImporting, IReferenceCodes
from onestop_records.services.manifest import read_rows
from onestop_records.services.source import open_source

GIVEN = {
    "type": "document",
    "category": "WS",
    "retention": "Y",
    "creator": "秘书处",
    "date": "2021",
}
ACTOR = Actor("archivist", way="command")


@pytest.fixture
def folder(tmp_path):
    """A folder of three documents with a manifest: the first has two files."""
    folder = tmp_path / "source"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "sub/c.txt", "d.txt"):
        (folder / name).write_text(f"内容 {name}", "utf-8")
    manifest(
        folder, ["件,路径,题名,保管期限", "1,a.txt,甲,永久", "1,b.txt,,", "2,sub/c.txt,乙,D30", ",d.txt,丙,"]
    )
    return folder


def manifest(folder, lines):
    (folder / "manifest.csv").write_text("\n".join(lines), "utf-8-sig")


def bring_in(world, path, **options):
    opened = Instance(world.settings, world.registry)
    source = open_source(path)
    rows = [completed(row, GIVEN) for row in read_rows(source)]
    return [o for outcomes in Bulk(opened, source, ACTOR, **options).run(rows) for o in outcomes]


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


def records(world):
    with world.work() as request:
        return {
            record.title: [f.current.name for f in record.files] for record in request.site.records.values()
        }


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IImporting, request.find_service(IImporting))


def test_rows_with_the_same_record_are_one_record_of_several_files(world, folder):
    assert statuses(bring_in(world, folder)) == ["imported"] * 3
    assert records(world) == {"甲": ["a.txt", "b.txt"], "乙": ["c.txt"], "丙": ["d.txt"]}


def test_values_come_from_the_manifest_in_words_or_codes_then_from_the_options(world, folder):
    outcomes = bring_in(world, folder)
    with world.work() as request:
        found = [request.site.records[outcome.record] for outcome in outcomes]
        assert [record.retention for record in found] == ["Y", "D30", "Y"]
        assert {record.state for record in found} == {"captured"}
        assert {record.unit for record in found} == {"BGS"}
        assert {record.year for record in found} == {2021}


def test_a_second_run_adds_nothing(world, folder):
    first = bring_in(world, folder)
    second = bring_in(world, folder)
    assert statuses(second) == ["present"] * 3
    assert [o.record for o in second] == [o.record for o in first]
    assert len(records(world)) == 3


def test_other_bytes_under_the_same_name_are_another_record(world, folder):
    bring_in(world, folder)
    (folder / "d.txt").write_text("改过的内容", "utf-8")
    assert statuses(bring_in(world, folder)) == ["present", "present", "imported"]
    assert statuses(bring_in(world, folder)) == ["present"] * 3


def test_what_is_wrong_with_one_row_keeps_no_other_out(world, folder):
    (folder / "a.txt").write_bytes(b"")
    outcomes = bring_in(world, folder)
    assert statuses(outcomes) == ["refused", "imported", "imported"]
    assert set(records(world)) == {"乙", "丙"}


def test_a_dry_run_says_everything_that_is_wrong_with_every_row_and_changes_nothing(world, folder):
    manifest(
        folder,
        [
            "record,path,title,date,retention,classification,colour",
            "1,a.txt,,2021-13-01,X9,强密,red",
            "2,gone.txt,乙,2021,D30,,",
            "3,../b.txt,丙,2021,D30,,",
            "4,b.txt,丁,2021,D30,,",
        ],
    )
    outcomes = bring_in(world, folder, trial=True)
    assert statuses(outcomes) == ["refused", "refused", "refused", "imported"]
    fields = [{v.field for v in outcome.violations} for outcome in outcomes]
    assert fields == [{"title", "date", "retention", "classification", "colour"}, {"path"}, {"path"}, set()]
    assert records(world) == {}
    with world.work() as request:
        assert len(request.site.import_ledger) == 0


def test_a_dry_run_with_filing_says_what_filing_would_meet(world, folder):
    manifest(folder, ["path,title,carrier", "a.txt,甲,纸质"])
    [outcome] = bring_in(world, folder, trial=True, filing=True)
    assert {v.field for v in outcome.violations} == {"place", "pages"}


def test_rows_of_one_record_that_disagree_are_refused(world, folder):
    manifest(folder, ["record,path,title", "1,a.txt,甲", "1,b.txt,乙"])
    [outcome] = bring_in(world, folder)
    assert [v.field for v in outcome.violations] == ["title"]


def test_filing_gives_numbers_in_the_order_of_the_manifest(world, folder):
    outcomes = bring_in(world, folder, filing=True)
    assert statuses(outcomes) == ["filed"] * 3
    assert [o.code for o in outcomes] == [
        "Z109-WS·2021-Y-BGS-0001",
        "Z109-WS·2021-D30-BGS-0001",
        "Z109-WS·2021-Y-BGS-0002",
    ]
    assert statuses(bring_in(world, folder, filing=True)) == ["present"] * 3


def test_what_came_in_before_a_stop_is_filed_by_the_next_run(world, folder):
    bring_in(world, folder)
    assert statuses(bring_in(world, folder, filing=True)) == ["filed"] * 3


def test_what_cannot_be_filed_came_in_and_says_why(world, folder):
    manifest(folder, ["path,title,carrier", "a.txt,甲,纸质"])
    [outcome] = bring_in(world, folder, filing=True)
    assert (outcome.status, outcome.code) == ("imported", "")
    assert {v.field for v in outcome.violations} == {"place", "pages"}


def test_a_stop_between_batches_is_taken_up_again(world, folder, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 1)
    opened = Instance(world.settings, world.registry)
    source = open_source(folder)
    rows = [completed(row, GIVEN) for row in read_rows(source)]
    run = Bulk(opened, source, ACTOR).run(rows)
    next(run)
    run.close()
    assert len(records(world)) == 1
    assert statuses(bring_in(world, folder)) == ["present", "imported", "imported"]


def test_a_folder_without_a_manifest_is_one_record_a_file(world, folder):
    (folder / "manifest.csv").unlink()
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$a.docx").write_bytes(b"x")
    bring_in(world, folder)
    assert records(world) == {"a": ["a.txt"], "b": ["b.txt"], "c": ["c.txt"], "d": ["d.txt"]}


def test_a_zip_is_read_like_its_folder(world, folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as target:
        for path in folder.rglob("*"):
            target.write(path, path.relative_to(folder))
    assert statuses(bring_in(world, tmp_path / "all.zip")) == ["imported"] * 3
    assert statuses(bring_in(world, folder)) == ["present"] * 3


def test_a_record_of_paper_alone_comes_in_once(world, folder):
    manifest(folder, ["title,carrier,pages", "纸质合同,纸质,12"])
    assert statuses(bring_in(world, folder)) == ["imported"]
    assert statuses(bring_in(world, folder)) == ["present"]


def test_an_import_is_noted_in_the_audit_trail(world, folder):
    outcomes = bring_in(world, folder)
    opened = Instance(world.settings, world.registry)
    Bulk(opened, open_source(folder), ACTOR).close("source", bulk.Counter(statuses(outcomes)))
    with world.work() as request:
        texts = [
            text for b in request.site.audit.waiting() for text in b.texts if b"records-imported" in text
        ]
    assert len(texts) == 1
    assert b'"imported":3' in texts[0]


def test_the_report_has_a_line_for_each_row_and_no_formula(world, folder, tmp_path):
    manifest(folder, ["path,title", 'a.txt,"=HYPERLINK(""x"")"', "gone.txt,乙"])
    with Report.open(tmp_path / "report.csv") as report:
        report.write(bring_in(world, folder))
        lines = list(csv.reader((tmp_path / "report.csv").open(encoding="utf-8-sig")))
    assert [line[3] for line in lines] == ["status", "imported", "refused"]
    assert lines[1][2].startswith("'=")
    assert "gone.txt" in lines[2][6]
    assert report.problems == 1


OLD = "X1-文书·1998-永久-0007"


def with_codes(tmp_path, *codes):
    folder = tmp_path / "old"
    folder.mkdir()
    for number, _code in enumerate(codes):
        (folder / f"{number}.txt").write_text(f"旧档 {number}", "utf-8")
    manifest(folder, ["路径,题名,档号", *(f"{n}.txt,旧档{n},{code}" for n, code in enumerate(codes))])
    return folder


def test_an_old_reference_code_is_kept_by_filing(world, tmp_path):
    folder = with_codes(tmp_path, OLD, "")
    assert [o.code for o in bring_in(world, folder, filing=True)] == [OLD, "Z109-WS·2021-Y-BGS-0001"]
    with world.work() as request:
        assert request.site.codes[OLD] in request.site.records
        [report] = request.find_service(IReferenceCodes).gaps()
        assert (report.key, report.missing) == ("X1-文书·1998-永久-", (1, 2, 3, 4, 5, 6))


def test_an_old_code_borne_already_is_refused_and_the_record_stays_captured(world, tmp_path):
    first, second = bring_in(world, with_codes(tmp_path, OLD, OLD), filing=True)
    assert (first.status, second.status) == ("filed", "imported")
    assert [violation.field for violation in second.violations] == ["code-unique"]


@pytest.mark.parametrize("code", ["无号", "X1-\u00ad1", "X" * 201 + "1"])
def test_an_old_code_that_cannot_be_kept_is_told(world, tmp_path, code):
    [outcome] = bring_in(world, with_codes(tmp_path, code), filing=True)
    assert "reference_code" in [violation.field for violation in outcome.violations]


def test_an_old_code_without_filing_is_refused(world, tmp_path):
    [outcome] = bring_in(world, with_codes(tmp_path, OLD))
    assert outcome.status == "refused"
    assert [violation.field for violation in outcome.violations] == ["reference_code"]


def test_the_same_bytes_on_file_are_reported_with_where_they_are(world, tmp_path):
    folder = tmp_path / "twice"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("同样的内容", "utf-8")
    first, second = bring_in(world, folder, filing=True)
    assert (first.status, second.status) == ("filed", "imported")
    assert first.code in second.violations[0].message.interpolate()


def test_a_failed_check_keeps_a_row_captured_and_is_reported(world, tmp_path):
    folder = tmp_path / "wrong"
    folder.mkdir()
    (folder / "a.pdf").write_text("不是PDF", "utf-8")
    [outcome] = bring_in(world, folder, filing=True)
    assert outcome.status == "imported"
    assert [violation.field for violation in outcome.violations] == ["format-name"]
