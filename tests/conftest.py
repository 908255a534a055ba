import pytest

from tests.world import World, build_base, build_registry


@pytest.fixture(scope="session")
def registry(tmp_path_factory):
    return build_registry(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="session")
def base():
    return build_base()


@pytest.fixture
def world(registry, base, tmp_path):
    world = World(registry, base, tmp_path / "instance")
    yield world
    world.close()
