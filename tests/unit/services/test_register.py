"""Registers: columns, cover and signatories of the chapter, as table, as workbook, as a record for good."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from onestop_records.errors import Conflict
from onestop_records.interfaces import IAudit, IRegisters, IStorage
from onestop_records.models.fonds import Category
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.tombstone import NEUTRAL
from onestop_records.worker.execution import pass_registers
from tests import batches as b
from tests.unit.services.test_execution import finish_purge

COLUMNS = ("序号", "题名", "年度", "文号", "责任者", "日期", "档号", "应保管期限", "已保管期限", "页数")
# 会计档案管理办法 第十八条: name, volume number, volumes, first and last year, code, periods, destroyed on.
ACCOUNTS = (
    "序号",
    "题名",
    "卷号",
    "册数",
    "起止年度",
    "档号",
    "应保管期限",
    "已保管期限",
    "销毁时间",
    "备注",
)
SIGNATORIES = [
    "单位负责人",
    "档案管理机构负责人",
    "会计管理机构负责人",
    "档案管理机构经办人",
    "会计管理机构经办人",
    "监销人（档案部门）",
    "监销人（业务部门）",
]


def register(world, batch, person="archivist"):
    with world.work(person) as request:
        return request.find_service(IRegisters).register(request.site.disposals[batch])


def test_the_columns_are_those_of_the_chapter(world):
    ids = b.put_in(world, 1, description={"document_number": "协发〔2010〕3号", "pages": 12})
    found = register(world, b.approved(world, ids))
    assert found.table.headings == (*COLUMNS, "销毁时间", "备注")
    row = dict(zip(found.table.headings, found.table.rows[0], strict=True))
    assert (row["文号"], row["页数"], row["责任者"]) == ("协发〔2010〕3号", "12", "协会")
    assert (row["应保管期限"], row["已保管期限"], row["销毁时间"]) == ("10年", "15 年", "")


def test_accounting_records_have_columns_and_signatories_of_their_own(world):
    with world.work() as request:
        fonds = request.site.fonds["Z109"]
        fonds.add(Category("KU", "会计", "{fonds}-{category}-{sequence:04}", "keeping-archivist"))
    volumes = b.put_in(world, 1, category="KU", carrier="paper", sequence=7)
    items = b.put_in(world, 2, category="KU", carrier="paper", volume=volumes[0])
    with world.work() as request:
        request.site.records[volumes[0]].items = tuple(items)
        request.site.records[items[1]].date = PartialDate("2011-01-31")
    batch = b.approved(world, volumes)
    found = register(world, batch)
    assert found.title == "会计档案销毁清册" and found.table.headings == ACCOUNTS
    assert found.table.rows[0][2:5] == ("7", "2", "2010–2011")
    assert [what for what, words in found.signatures] == SIGNATORIES
    electronic = b.approved(world, b.put_in(world, 1, category="KU"))
    names = [what for what, words in register(world, electronic).signatures]
    assert names == [*SIGNATORIES, "监销人（信息系统管理机构）"]


def test_cover_and_signatures_say_who_and_when(world):
    batch = b.executing(world, b.put_in(world, 2))
    b.carry_out(world)
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        b.sign(world, person, batch)
    found = register(world, batch)
    signed = dict(found.signatures)
    assert list(signed) == [
        "鉴定小组组长",
        "档案管理机构负责人",
        "业务部门负责人",
        "档案管理机构经办人",
        "业务部门经办人",
        "批准人",
        "监销人（档案部门）",
        "监销人（业务部门）",
    ]
    assert signed["档案管理机构经办人"] == "archivist 2026-11-23 销毁 已无查考价值"
    assert dict(found.cover)["件数"] == "2" and dict(found.cover)["全宗"].startswith("Z109")
    assert signed["批准人"] == "manager 2026-11-23 同意"
    assert signed["监销人（档案部门）"] == "archivist2 2026-11-30"
    assert signed["监销人（业务部门）"] == "clerk 2026-11-30"
    assert {row[10] for row in found.table.rows} == {"2026-11-30"}


def test_classified_titles_do_not_stand_in_the_register(world):
    batch = b.approved(world, b.put_in(world, 1, "confidential"))
    assert register(world, batch).table.rows[0][1] == NEUTRAL


def test_a_reader_sees_only_the_rows_they_may_know_of(world):
    batch = b.approved(world, b.put_in(world, 1) + b.put_in(world, 1, "confidential"))
    assert len(register(world, batch, "clerk").table.rows) == 1


def test_what_was_taken_out_is_listed_with_the_reason(world):
    ids = b.put_in(world, 2)
    batch = b.appraised(world, ids)
    b.make(world, "manager", batch, "approve", "暂缓", rows=[2])
    b.carry_out(world)
    found = register(world, batch)
    assert len(found.table.rows) == 1
    assert found.taken_out.rows[0][-1] == "暂缓"


def test_the_report_tells_every_opinion(world):
    batch = b.appraised(world, b.put_in(world, 1))
    with world.work() as request:
        found = request.find_service(IRegisters).report(request.site.disposals[batch])
    row = dict(zip(found.table.headings, found.table.rows[0], strict=True))
    assert row["档案部门意见"].startswith("archivist: 销毁") and row["业务部门意见"].startswith("head: 销毁")


def test_the_workbook_holds_cover_and_rows_as_text(world):
    batch = b.approved(world, b.put_in(world, 1, title="=1+1"))
    with world.work() as request:
        service = request.find_service(IRegisters)
        book = load_workbook(BytesIO(service.xlsx(service.register(request.site.disposals[batch]))))
    assert book.worksheets[0]["A1"].value == "销毁清册"
    assert (book.worksheets[1]["B2"].value, book.worksheets[1]["B2"].data_type) == ("=1+1", "s")
    assert book.worksheets[1].page_setup.paperSize == 9  # A4


def test_the_register_is_kept_as_a_permanent_record(world):
    batch = b.executing(world, b.put_in(world, 1))
    b.carry_out(world)
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        b.sign(world, person, batch)
    finish_purge(world, batch)
    b.carry_out(world)
    with world.work("system") as request:
        assert pass_registers(request, None) == 1
    with world.work() as request:
        record = request.site.records[request.site.disposals[batch].register]
        assert (record.state, record.category, record.retention) == ("filed", "WS", "Y")
        assert record.retention_due is None and record.reference_code
        assert [file.current.name for file in record.files] == ["销毁清册.xlsx", "鉴定报告.xlsx"]
        assert not request.site.unarchived


def test_what_was_signed_on_paper_is_kept_with_the_register(world):
    batch = b.executing(world, b.put_in(world, 1))
    with world.work() as request:
        scan = request.find_service(IStorage).receive(BytesIO(b"%PDF-1.4 signed"), "签字清册.pdf", 1000)
        request.find_service(IRegisters).attach(request.site.disposals[batch], scan)
        assert request.find_service(IAudit).entries(batch)[-1].after["sha256"] == scan.sha256
    b.carry_out(world)
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        b.sign(world, person, batch)
    finish_purge(world, batch)
    b.carry_out(world)
    with world.work("system") as request:
        assert pass_registers(request, None) == 1
    with world.work() as request:
        disposal = request.site.disposals[batch]
        names = [file.current.name for file in request.site.records[disposal.register].files]
        assert names == ["销毁清册.xlsx", "鉴定报告.xlsx", "签字清册.pdf"]
        with pytest.raises(Conflict):  # what is kept for good stays as it is
            request.find_service(IRegisters).attach(disposal, scan)


def test_a_register_that_cannot_be_filed_says_why_and_is_tried_again(world):
    batch = b.approved(world, b.put_in(world, 1), {1: ("permanent", None)})
    b.carry_out(world)
    with world.work() as request:
        request.site.fonds["Z109"]["WS"].template = "{group}-{sequence:03}"
    with world.work("system") as request:
        assert pass_registers(request, None) == 0
    with world.work() as request:
        assert request.site.disposals[batch].problem and batch in request.site.unarchived
