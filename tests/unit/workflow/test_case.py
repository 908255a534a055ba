"""The table of cases: every step from every state, by every role, against what is written by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onestop_records.errors import Conflict
from onestop_records.models.case import KINDS, Case
from onestop_records.models.casewords import CASE_KINDS, CASE_STATES, CLOCK_WORDS, STEP_WORDS
from onestop_records.models.limit import SHIPPED
from onestop_records.security.acl import SITE_GRANTS
from onestop_records.security.principals import ROLES
from onestop_records.services.case import STEPS as ACTS
from onestop_records.workflow.case import PROCESS
from onestop_records.workflow.process import WORKER
from schemas.case import STEPS

HOUSE = "staff clerk archivist head manager"
REVIEWERS = "head manager"
BEFORE = "received supplement accepted in-progress"
ALL = f"{BEFORE} returned referred decided delivered evaluated"
TAKEN = f"{BEFORE.replace('received ', '')} returned decided delivered evaluated"
# step: (roles, states it starts from, where it leads; an empty target stays).
TABLE = {
    "receive": (HOUSE, BEFORE, ""),
    "accept": (HOUSE, "received supplement", "accepted"),
    "supplement": (HOUSE, BEFORE, "supplement"),
    "resume": (HOUSE, "supplement", "in-progress"),
    "decline": (HOUSE, "received supplement", "returned"),
    "return": (HOUSE, BEFORE, "returned"),
    "refer": (HOUSE, "received", "referred"),
    "take": (HOUSE, "referred", "received"),
    "refuse-referral": (HOUSE, "referred", "received"),
    "hand-on": (HOUSE, TAKEN, ""),
    "take-over": (HOUSE, TAKEN, ""),
    "refuse-handing": (HOUSE, TAKEN, ""),
    "entrust": (HOUSE, ALL, ""),
    "report": (HOUSE, ALL, ""),
    "begin": (HOUSE, "accepted", "in-progress"),
    "decide": (HOUSE, "received accepted in-progress", "decided"),
    "deliver": (HOUSE, "decided", "delivered"),
    "give-back": (HOUSE, ALL, ""),
    "fee": (HOUSE, ALL, ""),
    "mark": (HOUSE, ALL, ""),
    "needs": (HOUSE, ALL, ""),
    "refer-to": (HOUSE, ALL, ""),
    "notice": (HOUSE, ALL, ""),
    "publish": (HOUSE, ALL, ""),
    "review": (REVIEWERS, ALL, ""),
    "overturn": (REVIEWERS, "returned", "received"),
    "reopen": (REVIEWERS, "decided delivered", "in-progress"),
    "chase": (REVIEWERS, ALL, ""),
    "evaluate": (HOUSE, "delivered", "evaluated"),
    "close": (HOUSE, "returned delivered evaluated", "closed"),
    "archive": ("", "closed", "archived"),
}


def case(state):
    found = Case("c", datetime(2026, 11, 23, tzinfo=UTC))
    found.state = state
    return found


def test_the_table_has_every_step():
    assert {step.name for step in PROCESS.steps} >= set(TABLE)


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_possible_from_its_states_alone(name, state):
    __, sources, target = TABLE[name]
    if state in sources.split():
        PROCESS.check_state(case(state), name)
        assert PROCESS.by_name[name].target == target
    else:
        with pytest.raises(Conflict):
            PROCESS.check_state(case(state), name)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_for_its_roles_alone(name, role):
    roles, sources, __ = TABLE[name]
    offered = name in PROCESS.allowed(case(sources.split()[0]), frozenset({role}))
    assert offered == (role in roles.split())
    step = PROCESS.by_name[name]
    if step.who != (WORKER,):
        assert (f"role:{role}" in SITE_GRANTS[step.permission]) == (role in roles.split())


def test_nobody_judges_or_takes_on_what_they_have_to_do_with_themselves():
    """Appeals (W3-17) and reports of misconduct (C10): every step that judges or changes who does."""
    fair = {
        step.name
        for step in PROCESS.steps
        if {"fair", "fair_taker", "decidable"} & {g.__name__ for g in step.guards}
    }
    assert fair == {"decline", "return", "take", "take-over", "entrust", "decide"}


def test_every_step_has_its_act_its_form_and_its_words():
    people = {name for name in TABLE if name != "archive"}
    assert people <= set(ACTS) and people - {"evaluate"} <= set(STEPS)
    assert set(TABLE) <= set(STEP_WORDS)
    assert set(PROCESS.states) == set(CASE_STATES)


def test_every_kind_has_its_words_and_a_limit_that_names_its_rule():
    assert set(KINDS) == set(CASE_KINDS)
    limits = {setting.name for setting in SHIPPED}
    assert {limit for limit in KINDS.values() if limit} <= limits
    assert {limit for limit in KINDS.values() if limit} <= set(CLOCK_WORDS)


def test_the_table_is_drawn_in_the_documentation():
    text = (Path(__file__).parents[3] / "docs" / "cases.md").read_text(encoding="utf-8")
    assert PROCESS.diagram() in text
