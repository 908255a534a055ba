"""The checks themselves find what they are for."""

import polib

from tests.checks import lock, messages, modules


def test_a_lock_file_without_pins_is_refused(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("zodb==6.4\n")
    assert lock.pins(path) == {"zodb": "6.4"}
    for line in ("zodb", "zodb>=6", "--index-url here", "zodb @ file:///tmp/zodb"):
        path.write_text(line)
        try:
            lock.pins(path)
        except ValueError:
            continue
        raise AssertionError(line)


def test_a_module_that_is_too_long_is_told():
    assert modules.problems({"a.py": 401, "b.py": 10, "c.py": 10})
    assert modules.problems({"a.py": 100, "b.py": 100})
    assert not modules.problems({"a.py": 400, "b.py": 60, "c.py": 60})


def test_untranslated_and_unused_texts_are_told():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Old", msgstr="旧"))
    assert len(messages.problems(catalogue, {"New": "a.py:1"})) == 2
    assert not messages.problems(catalogue, {"Old": "a.py:1"})
