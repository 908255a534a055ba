import random

from onestop_records.search.whoosh_engine import WhooshEngine


def test_a_forked_writer_with_the_same_random_state_writes_over_nothing(tmp_path):
    """Whoosh names segments by ``random``, which two children of one parent share."""
    engine = WhooshEngine(tmp_path)
    names = set()
    for number in range(3):
        random.seed(0)
        engine.update([(number, {"title": "质量"})])
        names |= {path.name for path in tmp_path.glob("*.trm")}
    assert len(names) == 3


def test_files_of_sheaves_that_were_taken_in_are_deleted(tmp_path):
    engine = WhooshEngine(tmp_path)
    for number in range(64):
        engine.update([(number, {"title": "质量"})])
    for extension in ("trm", "pst", "txt", "cod", "rec"):
        assert len(list(tmp_path.glob(f"*.{extension}"))) <= 3
