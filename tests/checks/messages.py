"""Texts for people: the parts ``locale/zh_CN/<noun>.po`` become one catalogue; nothing is untranslated.

``python -m tests.checks.messages`` merges and then lists what is wrong; ``--check`` writes nothing and
also says when the compiled catalogue is not that of the parts.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
PARTS = ROOT / "onestop_records" / "locale" / "zh_CN"
COMPILED = PARTS / "LC_MESSAGES" / "onestop_records.mo"
SOURCES = ("onestop_records", "schemas", "views")
METADATA = {
    "Language": "zh_CN",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def merged() -> tuple[polib.POFile, list[str]]:
    """All parts as one catalogue, and what contradicts or is empty in them."""
    whole = polib.POFile()
    whole.metadata = METADATA
    found: dict[str, tuple[str, str]] = {}
    problems = []
    for path in sorted(PARTS.glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.obsolete:
                problems.append(f"{path.name}: obsolete: {entry.msgid}")
            elif not entry.translated():
                problems.append(f"{path.name}: empty or fuzzy: {entry.msgid}")
            elif entry.msgid not in found:
                found[entry.msgid] = (entry.msgstr, path.name)
                whole.append(polib.POEntry(msgid=entry.msgid, msgstr=entry.msgstr))
            elif found[entry.msgid][0] != entry.msgstr:
                problems.append(f"{path.name} and {found[entry.msgid][1]} disagree: {entry.msgid}")
    whole.sort(key=lambda entry: entry.msgid)
    return whole, problems


def used() -> dict[str, str]:
    """Every message of code and templates, with the place of its first use."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.pot"
        command = ["pot-create", "-d", "onestop_records", "-o", str(target), "-D", "."]
        files = [
            str(path.relative_to(ROOT))
            for source in SOURCES
            for path in sorted((ROOT / source).rglob("*"))
            if path.suffix in (".py", ".pt")
        ]
        tool = Path(sys.executable).with_name(command[0])
        done = subprocess.run(
            [str(tool), *command[1:], *files], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode or not target.exists():
            raise RuntimeError(done.stdout + done.stderr)
        entries = polib.pofile(str(target))
    return {e.msgid: ":".join(e.occurrences[0]) if e.occurrences else "" for e in entries}


def problems(whole: polib.POFile, texts: dict[str, str]) -> list[str]:
    """Messages without a Chinese text, and Chinese texts that nothing uses."""
    translated = {entry.msgid for entry in whole}
    missing = [f"not translated: {text!r} ({texts[text]})" for text in sorted(texts.keys() - translated)]
    return missing + [f"no longer used: {text!r}" for text in sorted(translated - texts.keys())]


def main(check_only: bool) -> int:
    """Merge, or compare; print what is wrong and return the exit code."""
    whole, wrong = merged()
    compiled = whole.to_binary()
    if not check_only:
        COMPILED.parent.mkdir(parents=True, exist_ok=True)
        COMPILED.write_bytes(compiled)
    elif not COMPILED.exists() or COMPILED.read_bytes() != compiled:
        wrong.append("the compiled catalogue is not that of its parts: run python -m tests.checks.messages")
    wrong += problems(whole, used())
    print("\n".join(wrong) or f"messages: {len(whole)}, all translated")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
