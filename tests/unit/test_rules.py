"""docs/rules.md: every rule about cases and complaints has a line, and every line tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "onestop_records"
LINE = re.compile(
    r"^\| (?P<rule>[A-Z]\S+) \| (?P<says>[^|]+) \| (?P<where>[^|]+) \| (?P<tests>[^|]+) \|$", re.M
)
TEXT = (TESTS.parent / "docs" / "rules.md").read_text(encoding="utf-8")
LINES = {found["rule"]: found for found in LINE.finditer(TEXT)}

# From the specification's chapter on the regulations, written out by hand; a rule that is built joins here.
CASES = """
N4-first-responder N4-leads-on N5-corrections N5-online N5-one-time-notice W9-7.4.1d N6-kinds
C10-instant C2-promised S7.2-promise S6-needs S-C-satisfaction W9-6.3.2 W9-7.2 S7.2-refusals
S7.3.2-receipts S9.3.1 S9.3.2 S9.3.4 H8.1-AB-posts N75-archive C2-chasing C7-joint N7-commission
N7-order N7-endings C15-agent C10-misconduct W3-17-appeal C10-petition S8.1-opinion S6.3.3-green
W9-6.5.3-green H8.5-status H8.2-answers C10-reporter S6.2.1-assessment S6.2.2-passing-on W2-6.3-consent
S6.2.3-rematching N58.6-refusals N57-leaving S6.3.1-tracking S6.3.2-problems S6.3.3-rhythm
S6.4.1-evaluation S6.4.2-summary S6.5-filed S9.6.1-registered S9.6.1-divided S9.6.1-progress
S9.6.2-chased H8.1.1-online H8.1.3-places H8.1.3-cancelling H8.1.3-countdown H8.1.3-missed S5.6.2-visits
C10-holidays
"""
COMPLAINTS = """
N27-scope N28-truth N28-ways N29-intake N30.1-confidential N30.2-form N30.3 N30.4 C2-reply C2-grave
C2-passed-on N30.5-upheld N31 N32 N33.1-no-retaliation N33.2-archived
"""


@cache
def functions(path):
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("rule", [*CASES.split(), *COMPLAINTS.split()])
def test_every_rule_has_a_line(rule):
    assert rule in LINES


@pytest.mark.parametrize("rule", sorted(LINES))
def test_every_line_names_tests_and_places_that_exist(rule):
    named = re.findall(r"`([^`]+)`", LINES[rule]["tests"])
    assert named
    for each in named:
        path, _, name = each.partition("::")
        assert name.startswith("test_") and name in functions(path), each
    for place in re.findall(r"`([^`]+)`", LINES[rule]["where"]):
        assert (SOURCE / place).exists() or (TESTS.parent / place).exists(), place


def test_no_line_of_the_tables_is_left_out():
    rows = [
        row for row in TEXT.splitlines() if row.startswith("| ") and not row.startswith(("| rule", "| ---"))
    ]
    assert len(rows) == len(LINES)
