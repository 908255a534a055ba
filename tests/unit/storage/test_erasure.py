import io

from zope.interface.verify import verifyObject

from onestop_records.interfaces import ICapture, IErasure, IFourPropertyCheck, IStorage

LETTER = {"type": "document", "date": "2010-03-04", "creator": "协会", "category": "WS", "abstract": "提要"}


def captured(world, title, content):
    with world.work("archivist") as request:
        received = request.find_service(IStorage).receive(io.BytesIO(content), f"{title}.txt", 10_000)
        record = request.find_service(ICapture).capture({**LETTER, "title": title}, [received])
        request.find_service(IFourPropertyCheck).run(record, "manual")
        return record.id


def erased(world, record_id, batch="b1"):
    with world.work("archivist") as request:
        return request.find_service(IErasure).erase(request.site.records[record_id], batch)


def test_keeps_its_contract(world):
    with world.work() as request:
        verifyObject(IErasure, request.find_service(IErasure))


def test_no_reference_to_the_content_stays(world):
    record_id = captured(world, "旧函", "只此一句".encode())
    world.index()
    digest = None
    with world.work() as request:
        digest = request.site.records[record_id].files[0].current.sha256
        assert digest in request.site.renditions
    erased(world, record_id)
    with world.work() as request:
        site, record = request.site, request.site.records[record_id]
        assert (record.files, record.description, record.creator, record.place) == ((), {}, "", {})
        assert (record.title, record.category) == ("旧函", "WS")
        assert digest not in site.digests
        assert digest not in site.renditions
        assert record_id not in site.reports


def test_says_what_was_taken_out(world):
    record_id = captured(world, "旧函", b"bytes")
    world.index()
    erased(world, record_id)
    with world.work() as request:
        told = request.site.purges["b1"].erased[record_id]
        assert (told.record, list(told.sizes.values())) == (record_id, [5])
        assert len(told.oids) >= 3  # blob, rendition, report
        assert told.record_oid == request.site.records[record_id]._p_oid


def test_text_that_a_living_record_has_too_stays(world):
    first, second = captured(world, "一", b"same"), captured(world, "二", b"same")
    world.index()
    erased(world, first)
    with world.work() as request:
        (digest,) = request.site.purges["b1"].erased[first].digests
        assert list(request.site.digests[digest]) == [second]
        assert digest in request.site.renditions
