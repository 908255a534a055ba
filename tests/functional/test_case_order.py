"""The green channel: its cases come first wherever cases stand in order (S6.3.3, W9-6.5.3, C10)."""

import pytest

from tests import cases


@pytest.fixture
def house(world):
    cases.add_matter(world)
    cases.entered(world, title="普通件")
    return world


def test_w9_6_5_3_the_green_channel_comes_first_in_the_list(house):
    house.clock.forward(days=1)  # due later
    cases.entered(house, title="绿色通道件", marks=("green",))
    text = house.browser("clerk").get("/cases").text
    assert 0 < text.index("绿色通道件") < text.index("普通件")


def test_w9_6_5_3_the_green_channel_comes_first_in_my_work(house):
    """Of what is due at the same time: my work is in the order of deadlines."""
    cases.entered(house, title="绿色通道件", marks=("green",))
    text = house.browser("clerk").get("/").text
    assert 0 < text.index("绿色通道件") < text.index("普通件")
