"""Entries in words: every act, and every field and code that an event can carry."""

import ast
from pathlib import Path

import pytest

import onestop_records
from onestop_records import events
from onestop_records.events import Actor, Event, RecordEvent
from onestop_records.interfaces import IDescriptions
from onestop_records.models.entry import Entry
from onestop_records.services.personvalues import CHANGEABLE
from schemas.retention import RetentionSchema
from views.history import ACTS, label, worded

SOURCE = Path(onestop_records.__file__).parent
IMPORTED = ("imported", "present", "filed", "refused")  # counted by ``cli.bulk``


def test_every_event_has_a_word():
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)}
    acts = {kind(Actor("p"), "s").act for kind in kinds - {Event, RecordEvent}}
    assert acts <= ACTS.keys()


def entry(kind, step=""):
    """An entry about something of that kind."""
    return Entry("2026-11-23T04:00:00+00:00", "staff", "", "page", "moved", "s", kind, after={"step": step})


def keys_of(tree):
    """Keys of mappings that become ``before`` or ``after`` of an event, or parts of one."""
    for node in ast.walk(tree):
        named = isinstance(node, ast.keyword) and node.arg in ("before", "after")
        names = (
            [target.id for target in node.targets if isinstance(target, ast.Name)]
            if isinstance(node, ast.Assign)
            else []
        )
        if named or "after" in names or "before" in names or isinstance(node, ast.Return):
            inside = [d for d in ast.walk(node.value) if isinstance(d, ast.Dict)] if node.value else []
            yield from (key.value for d in inside for key in d.keys if isinstance(key, ast.Constant))


def event_fields():
    """Every field that the sources write out; what is copied from a description has a schema."""
    told = ("services", "models/refusal.py", "worker/indexing.py", "cli/bulk.py")
    paths = [SOURCE / name for name in told]
    files = [file for path in paths for file in (path.glob("*.py") if path.is_dir() else [path])]
    telling = [file for file in files if "self.notify(" in file.read_text() or "named(" in file.read_text()]
    telling += [SOURCE / "services" / "personvalues.py", SOURCE / "models" / "refusal.py"]
    found = {key for file in telling for key in keys_of(ast.parse(file.read_text()))}
    return found | {*IMPORTED, *CHANGEABLE} | {node.name for node in RetentionSchema()}


def test_every_field_an_event_can_carry_has_a_word(world):
    with world.work() as request:
        descriptions = request.find_service(IDescriptions)
        described = {node.name for type in descriptions.types() for node in descriptions.schema(type)}
        fields = event_fields() | described
        assert {"occasion", "sha256", "granted_by", "failed"} <= fields
        assert [name for name in sorted(fields) if label(request, name) == name] == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("place", {"room": "101", "box": "3"}, "库房 101，盒 3"),
        ("state", "captured", "已捕获"),
        ("participants", ["staff", "nobody"], "staff、nobody"),
        ("file", {"name": "a.txt", "version": 2}, "名称 a.txt，版本 2"),
        ("remarks", None, ""),
        ("remarks", "长" * 1000, "长" * 299 + "…"),
        ("deputy", False, "否"),
    ],
)
def test_values_are_shown_in_words(world, name, value, expected):
    with world.work() as request:
        assert worded(request, entry("record"), name, value) == expected


@pytest.mark.parametrize(
    ("kind", "step", "state", "expected"),
    [
        ("specialtask", "item-drop", "dropped", "已终止"),
        ("specialtask", "close", "closed", "已办结"),
        ("case", "joint-drop", "dropped", "联合办理已终止"),
        ("case", "agency-drop", "uncommissioned", "未委托"),
        ("record", "", "accepted", "已接收"),
    ],
)
def test_a_state_is_told_in_the_words_of_what_the_entry_is_about(world, kind, step, state, expected):
    with world.work() as request:
        assert worded(request, entry(kind, step), "state", state) == expected
