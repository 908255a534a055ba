"""The file that a case grows (casework, *To archive*)."""

import pytest

from onestop_records.errors import Conflict, Refused
from onestop_records.interfaces import (
    ICapture,
    ICaseFiles,
    IFiling,
    IRecordWorkflow,
    IStorage,
    IVolumes,
)
from onestop_records.models.casework import Casework
from onestop_records.models.disposal import Move
from onestop_records.permissions import Permission
from onestop_records.security.acl import permitted
from onestop_records.security.principals import identify
from tests.received import received


class Sample(Casework):
    """A case without a process of its own; lives in a test's transaction alone."""

    folder = "cases"
    file_type = "case_file"


def sample(request, handler="clerk", **values):
    case = Sample("c1", request.find_service(ICaseFiles).clock.now())
    case.number, case.handler, case.unit = "BJ2026-0001", handler, "QYB"
    described = {"title": "关于笔芯检测的咨询", "retention": "D10", "category": "WS", **values}
    request.find_service(ICaseFiles).begin(case, described)
    return case


def may(request, username, record, permission):
    person = request.site.people[username]
    identity = identify(request.site, person, request.find_service(ICaseFiles).clock.today())
    return permitted(identity, record, permission, request.find_service(IRecordWorkflow).who_may)


def content(request, record):
    with request.find_service(IStorage).open(record.files[-1].current) as source:
        return source.read().decode()


def test_the_volume_is_there_from_the_first_day_and_its_handler_keeps_it(world):
    with world.work("staff") as request:
        case = sample(request)
        volume = request.site.records[case.file]
        assert (volume.type, volume.state, volume.get("case")) == ("case_file", "captured", "BJ2026-0001")
        assert (volume.keeping, volume.captured_by, str(volume.date)) == (
            "keeping-clerk",
            "staff",
            "2026-11-23",
        )
        assert (volume.unit, volume.creator, volume.casework) == ("QYB", "企业服务部", "cases/c1")


def test_items_are_records_inside_it_and_known_to_the_same_people(world):
    with world.work("staff") as request:
        case = sample(request, data_category="sensitive", readers=("staff2",))
        item = request.find_service(ICaseFiles).add(
            case, "情况说明", "材料", [received(request)], text="收到"
        )
        volume = request.site.records[case.file]
        assert (volume.items, item.volume, item.keeping) == ((item.id,), volume.id, "keeping-clerk")
        assert (item.data_category, item.readers, item.year) == ("sensitive", ("staff2",), 2026)
        assert [file.current.name for file in item.files] == ["paper.txt", "情况说明.txt"]
        assert content(request, item) == "收到"


def test_readers_and_who_is_shut_out_pass_to_the_items(world):
    with world.work("staff") as request:
        case = sample(request, data_category="sensitive")
        files = request.find_service(ICaseFiles)
        item = files.add(case, "材料", "材料", [received(request)])
        files.describe(case, {"readers": ("staff2",)})
        assert item.readers == ("staff2",)
        request.site.records[case.file].denied = ("clerk2",)
        files.describe(case, {"readers": ("staff2", "head")})
        assert item.readers == ("staff2", "head")


@pytest.mark.parametrize("username", ["staff", "clerk", "archivist", "head", "manager"])
def test_people_neither_submit_nor_withdraw_nor_edit_it_while_the_case_runs(world, username):
    with world.work("staff") as request:
        case = sample(request)
        item = request.find_service(ICaseFiles).add(case, "材料", "材料", [received(request)])
        for record in (request.site.records[case.file], item):
            for permission in (
                Permission.SUBMIT,
                Permission.WITHDRAW,
                Permission.FILE,
                Permission.EDIT,
                Permission.EDIT_FORM,
                Permission.ADD_FILE,
            ):
                assert not may(request, username, record, permission), (username, permission)


def test_its_services_refuse_it_too(world):
    with world.work("clerk") as request:
        case = sample(request)
        volume = request.site.records[case.file]
        filing, capture = request.find_service(IFiling), request.find_service(ICapture)
        loose = capture.capture({"type": "document", "title": "散件"}, [])
        for act in (
            lambda: filing.submit(volume),
            lambda: filing.withdraw(volume),
            lambda: filing.file(volume),
            lambda: capture.describe(volume, {"title": "另一题名"}),
            lambda: capture.add_file(volume, received(request)),
            lambda: capture.capture({"type": "document", "title": "夹带", "volume": volume.id}, []),
            lambda: request.find_service(IVolumes).take_in(volume, loose),
        ):
            with pytest.raises(Refused):
                act()


def test_closing_hands_it_in_with_its_history_and_the_archivist_files_it(world):
    with world.work("clerk") as request:
        case = sample(request)
        files = request.find_service(ICaseFiles)
        files.add(case, "申请表", "材料", [received(request)])
        case.moves = (Move("decide", "clerk", world.clock.now(), "依据齐全 <准予>"),)
        volume = files.close(case, {"outcome": "已办结"}, [("事项", "笔芯检测")], {})
        history = request.site.records[volume.items[-1]]
        text = content(request, history)
        assert history.files[0].current.media_type == "text/html"
        assert "笔芯检测" in text and "依据齐全 &lt;准予&gt;" in text and "2026-11-23 12:00" in text
        assert (volume.state, history.state, volume.get("closed")) == ("submitted", "submitted", "2026-11-23")
        case.state = "closed"
    world.index()
    with world.work("archivist") as request:
        volume = request.site.records[volume.id]
        filing = request.find_service(IFiling)
        filing.accept(volume)
        filing.file(volume)
        assert volume.filed and all(request.site.records[item].filed for item in volume.items)


def test_nothing_changes_after_closing(world):
    with world.work("clerk") as request:
        case = sample(request)
        files = request.find_service(ICaseFiles)
        item = files.add(case, "申请表", "材料", [received(request)])
        volume = files.close(case, {"outcome": "已办结"})
        with pytest.raises(Conflict):
            files.add(case, "补充", "材料", [received(request)])
        with pytest.raises(Conflict):
            files.describe(case, {"outcome": "另一结果"})
    with world.work("archivist") as request:
        volume, item = request.site.records[volume.id], request.site.records[item.id]
        capture, filing = request.find_service(ICapture), request.find_service(IFiling)
        for act in (
            lambda: filing.send_back(volume, "退"),
            lambda: filing.withdraw(volume),
            lambda: capture.describe(volume, {"outcome": "另一结果"}),
            lambda: capture.describe(volume, {"case": "另一案"}),
            lambda: capture.add_file(item, received(request)),
            lambda: capture.remove_file(item, item.files[0].id),
            lambda: capture.add_version(item, item.files[0].id, received(request), "改"),
        ):
            with pytest.raises(Refused):
                act()
        assert not may(request, "archivist", volume, Permission.RETURN)
        assert not may(request, "archivist", volume, Permission.ADD_FILE)
        assert capture.describe(volume, {"retention": "D30"}).retention == "D30"
        assert item.retention == "D30"


def test_the_file_follows_its_handler(world):
    with world.work("clerk") as request:
        case = sample(request)
        files = request.find_service(ICaseFiles)
        item = files.add(case, "申请表", "材料", [received(request)])
        case.handler = "clerk2"
        files.entrust(case)
        assert request.site.records[case.file].keeping == item.keeping == "keeping-clerk2"


def test_an_archivist_at_least_may_know_of_what_is_handed_in(world):
    with world.work("clerk") as request:
        case = sample(request, data_category="sensitive")
        volume = request.find_service(ICaseFiles).close(case, {})
        assert volume.readers == ("archivist",)
        assert all(request.site.records[item].readers == ("archivist",) for item in volume.items)


def test_who_is_complained_of_is_shut_out_of_the_items_as_well(world):
    with world.work("clerk") as request:
        files = request.find_service(ICaseFiles)
        case = Sample("c1", world.clock.now())
        case.file_type, case.number, case.handler, case.unit = "complaint_file", "TS2026-0001", "head", "QYB"
        files.begin(
            case, {"title": "投诉", "complained_person": "staff", "category": "WS", "retention": "D10"}
        )
        item = files.add(case, "来信", "来信", [received(request)])
        volume = files.close(case, {"outcome": "属实"})
        assert item.denied == volume.denied == ("staff",)
    with world.work("archivist") as request:
        item = request.site.records[item.id]
        request.find_service(ICapture).describe(item, {"remarks": "一页"})
        assert item.denied == ("staff",)
