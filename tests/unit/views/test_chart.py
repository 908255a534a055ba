"""Charts: every label has room, and says the whole of what it shortens."""

import pytest

from views.chart import HEAD, LABEL, NARROW, VALUE, WIDE, WIDTH, bars, beside, shares

LEGEND = {"received": "收到", "closed": "办结"}
LONG = "特种设备检验检测需求登记与检验机构对接服务（含电梯、起重机械、场内专用机动车辆）"


def width(text):
    return sum(NARROW if ord(c) < 0x2000 else WIDE for c in text)


@pytest.mark.parametrize(
    "label",
    ["计量", "计量器具检定与校准服务申请受理", LONG, "Calibration of measuring instruments", "x" * 90],
)
def test_a_label_has_room_beside_its_bars(label):
    words = beside(label, 20)
    assert len(words) <= 2 and all(width(word.text) <= LABEL - 8 for word in words)
    whole = "".join(word.text for word in words).replace(" ", "") == label.replace(" ", "")
    assert whole or all(word.title == label for word in words)


@pytest.mark.parametrize("draw", [bars, shares])
def test_labels_of_twenty_rows_do_not_overlap(draw):
    rows = [(f"{number}{LONG}", {"received": number, "closed": 20 - number}) for number in range(20)]
    chart = draw("图", rows, LEGEND)
    lines = sorted(word.y for word in chart.words if word.anchor == "end")
    assert len(lines) == 40 and all(b - a >= 12 for a, b in zip(lines, lines[1:], strict=False))
    assert lines[0] >= 10 and lines[-1] <= chart.height


def test_a_bar_is_as_long_as_its_number():
    chart = bars("图", [("一", {"received": 10, "closed": 5}), ("二", {"received": 0})], LEGEND)
    room = WIDTH - LABEL - VALUE
    assert [box.width for box in chart.boxes] == [room, room / 2, 0, 0]
    assert chart.boxes[0].y == HEAD and chart.boxes[1].title == "一: 5"
