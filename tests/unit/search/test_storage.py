import os

from onestop_records.search.whoosh_engine import WhooshEngine


def test_everything_is_on_the_disk_before_the_table_of_contents_names_it(tmp_path, monkeypatch):
    flushed: list[int] = []
    before_rename: list[set[int]] = []
    fsync, rename = os.fsync, os.rename

    def note_fsync(handle):
        flushed.append(os.fstat(handle).st_ino)
        fsync(handle)

    def note_rename(old, new):
        before_rename.append(set(flushed))
        rename(old, new)

    engine = WhooshEngine(tmp_path)
    engine.update([(1, {"title": "质量"})])
    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "rename", note_rename)
    known = {path.name for path in tmp_path.iterdir()}
    engine.update([(2, {"title": "标准"})])
    written = [path for path in tmp_path.iterdir() if path.name not in known]
    assert {path.stat().st_ino for path in written} <= before_rename[-1]
    assert flushed[-1] == tmp_path.stat().st_ino
