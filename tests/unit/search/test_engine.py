from onestop_records.interfaces import IFullText
from onestop_records.search.query import parse


def test_the_service_follows_the_index_folder_of_the_settings(world):
    with world.work("archivist") as request:
        engine = request.find_service(IFullText)
        engine.update([(1, {"title": "质量"})])
        assert list(engine.search(parse("质量"), engine.numbers()).numbers) == [1]
    assert any(world.settings.index_folder.iterdir())


def test_one_engine_serves_every_request_of_a_process(world):
    with world.work("archivist") as request:
        first = request.find_service(IFullText)
    with world.work("staff") as request:
        assert request.find_service(IFullText) is first
