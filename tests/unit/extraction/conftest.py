import pytest

from onestop_records.extraction.extractor import Extractor
from onestop_records.settings import Settings


@pytest.fixture(scope="session")
def extractor(tmp_path_factory):
    settings = Settings(instance=tmp_path_factory.mktemp("extraction"), secret="x", extraction_seconds=20)
    extractor = Extractor(settings)
    yield extractor
    extractor.sandbox.close()


@pytest.fixture
def extract(extractor, tmp_path):
    """Extract from these bytes."""

    def extract(content, name="x", by=extractor):
        path = tmp_path / "content"
        path.write_bytes(content)
        return by.extract(path, name)

    return extract
