import json
import logging
import sys

from onestop_records.cli.logs import JsonLine


def test_a_line_tells_type_and_place_of_an_exception_but_not_its_message():
    try:
        raise ValueError("张三的投诉")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "went wrong", (), sys.exc_info())
    line = JsonLine("web").format(record)
    assert json.loads(line)["error"] == "ValueError"
    assert "test_logs.py" in json.loads(line)["at"]
    assert "张三" not in line
    assert "\n" not in line
