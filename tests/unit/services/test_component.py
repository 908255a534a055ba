"""The trail outlives every file, so it never holds the name of one (lifecycle, *Destroyed means gone*)."""

import io
import json

from onestop_records.interfaces import IAudit, ICapture, IStorage

LETTER = {"type": "document", "title": "来函", "date": "2021-03-05", "category": "WS"}


def received(request, name):
    return request.find_service(IStorage).receive(io.BytesIO(b"bytes of it"), name, 100)


def test_no_act_on_a_file_writes_its_name_into_the_trail(world):
    with world.work("staff") as request:
        capture = request.find_service(ICapture)
        record = capture.capture(LETTER, [received(request, "独有之名.txt")])
        component = capture.add_file(record, received(request, "又一独有之名.txt"))
        capture.add_version(record, component.id, received(request, "三独有之名.txt"), "")
        capture.remove_file(record, component.id)
        entries = request.find_service(IAudit).entries(record.id)
        acts = [entry.act for entry in entries]
        assert acts == ["record-captured", "component-added", "component-added", "component-removed"]
        assert "独有之名" not in json.dumps([e.values() for e in entries], ensure_ascii=False)
        assert all(e.after.get("file", e.before.get("file"))["sha256"] for e in entries[1:])


def test_the_page_names_a_file_as_long_as_it_is_there(world):
    with world.work("staff") as request:
        record = request.find_service(ICapture).capture(LETTER, [received(request, "独有之名.txt")])
        record_id = record.id
    page = world.browser("staff").get(f"/records/{record_id}").text
    assert "名称 独有之名.txt" in page  # in the timeline
