"""``import``, ``seal`` and ``verify`` on a whole instance, with exit codes that a script can use."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from onestop_records.cli import main
from onestop_records.cli.instance import open_instance


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An instance, and a folder of three files beside it."""
    folder = tmp_path_factory.mktemp("commands") / "instance"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    source = folder.parent / "source"
    source.mkdir()
    for name in "abc":
        (source / f"{name}.txt").write_text(name)
    return folder


def run(*words, code=0):
    found = CliRunner().invoke(main, [str(word) for word in words])
    assert found.exit_code == code, found.output
    return found


def test_commands_agree_with_each_other(folder):
    source = folder.parent / "source"
    wanted = ["--instance", folder, "--category", "WS", "--retention", "Y", "--unit", "BGS", "--json"]
    assert json.loads(run("import", source, *wanted, "--dry-run").stdout)["imported"] == 3
    answer = json.loads(run("import", source, *wanted).stdout)
    assert (answer["imported"], answer["problems"]) == (3, 0)
    assert json.loads(run("import", source, *wanted).stdout)["present"] == 3
    assert (folder.parent / "source.import.csv").exists()
    refused = run("import", source, *wanted[:-1], "--classification", "strange", "--report", source / "r.csv")
    assert refused.exit_code == 0  # present already: nothing is asked of them again

    anchor = run("seal", "--instance", folder, "--print").stdout.split()[1]
    exported = folder.parent / "trail.txt"
    run("seal", "--instance", folder, "--export", exported)
    run("seal", "--instance", folder, "--export", exported, code=1)  # never over an earlier one
    key = folder / "keys" / "audit.pub"
    found = json.loads(
        run("verify", "--exported", exported, "--key", key, "--anchor", anchor, "--json").stdout
    )
    assert found["audit"]["findings"] == []
    run("verify", "--instance", folder, "--anchor", anchor)

    exported.write_bytes(exported.read_bytes().replace(b"imported", b"imperted"))
    run("verify", "--exported", exported, "--key", key, code=1)
    run("verify", "--exported", source / "a.txt", "--key", key, code=1)
    run("verify", "--exported", exported, code=2)
    run("verify", "--instance", folder, "--anchor", "1:2", code=2)
    run("verify", "--instance", folder, "--audit", "--anchor", f"1:{'0' * 64}", code=1)
    run("import", source / "a.txt", "--instance", folder, code=1)


def test_a_member_of_a_zip_that_leads_outside_is_a_refused_row(folder, tmp_path):
    with ZipFile(tmp_path / "b.zip", "w") as target:
        target.writestr("../evil.txt", "x")
        target.writestr("fine.txt", "fine")
    wanted = ["--instance", folder, "--category", "WS", "--retention", "Y", "--unit", "BGS", "--json"]
    answer = json.loads(run("import", tmp_path / "b.zip", *wanted, "--dry-run", code=1).stdout)
    assert (answer["imported"], answer["refused"], answer["problems"]) == (1, 1, 1)
    assert "../evil.txt,evil,refused" in Path(answer["report"]).read_text("utf-8-sig")


def test_damage_to_content_and_registers_is_found(folder):
    with open_instance(folder) as opened, opened.work() as request:
        records = list(request.site.records.values())
        with records[0].files[0].current.blob.open("w") as blob:
            blob.write(b"other")
        request.site.codes["Z1-0001"] = records[1].id
        del request.site.digests[records[2].files[0].current.sha256]
        request.tm.commit()
    found = json.loads(run("verify", "--records", "--instance", folder, "--json", code=1).stdout)
    assert len(found["records"]["findings"]) == 3
