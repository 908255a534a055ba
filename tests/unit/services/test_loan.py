"""Loans: who may ask, approve, lend; what is classified; what is out is not destroyed (C12 3.4.5)."""

from datetime import UTC, datetime

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IImpediments, ILoans, IResponsibilities
from onestop_records.models.gate import LOANS
from tests.lending import asked, lent, on_paper, step


def loan_of(world, loan_id):
    with world.work("system") as request:
        loan = request.site.loans[loan_id]
        return loan.state, loan.person, loan.due, loan.renewals


def fields(caught):
    return [violation.field for violation in caught.value.violations]


def test_a_loan_goes_from_request_to_return(world):
    (record,) = on_paper(world)
    loan = asked(world, "staff", record)
    step(world, "archivist", loan, "approve")
    step(world, "archivist2", loan, "lend")
    with world.work("clerk") as request:
        assert request.find_service(ILoans).on_loan(request.site.records[record]).id == loan
    step(world, "archivist", loan, "return", condition="damaged", reason="缺第三页")
    with world.work("archivist") as request:
        loans = request.find_service(ILoans)
        assert loans.on_loan(request.site.records[record]) is None
        (kept,) = loans.history(request.site.records[record])
        assert (kept.state, kept.condition, kept.remarks) == ("returned", "damaged", "缺第三页")
        assert request.site.loans.of("staff") == []


def test_it_is_due_at_the_end_of_the_term(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    # NOON is the 23rd in Shanghai; 15 days later at 20:00 there
    assert loan_of(world, loan)[2] == datetime(2026, 12, 8, 12, tzinfo=UTC)


def test_what_is_classified_is_due_the_same_day(world):
    (record,) = on_paper(world, grade="confidential")
    loan = lent(world, "head", record)
    assert loan_of(world, loan)[2] == datetime(2026, 11, 23, 12, tzinfo=UTC)
    world.clock.forward(hours=8)
    with world.work("archivist") as request:
        assert [each.id for each in request.find_service(ILoans).overdue()] == [loan]


def test_after_hours_it_is_due_before_the_day_ends(world):
    (record,) = on_paper(world, grade="confidential")
    world.clock.forward(hours=9)  # 21:00
    due = loan_of(world, lent(world, "head", record))[2]
    assert due == datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)


def test_a_manager_approves_what_is_classified(world):
    (record,) = on_paper(world, grade="confidential")
    loan = asked(world, "head", record)
    with pytest.raises(Refused) as caught:
        step(world, "archivist", loan, "approve")
    assert fields(caught) == ["approver"]
    step(world, "manager", loan, "approve")


def test_what_was_classified_after_its_approval_is_not_lent(world):
    (record,) = on_paper(world)
    loan = asked(world, "head", record)
    step(world, "archivist", loan, "approve")
    with world.work("manager") as request:
        request.site.records[record].classification = type(request.site.records[record].classification)(2)
    with pytest.raises(Refused) as caught:
        step(world, "archivist", loan, "lend")
    assert fields(caught) == ["approver"]


def test_nobody_approves_or_lends_to_themselves(world):
    (record,) = on_paper(world)
    loan = asked(world, "archivist", record)
    with pytest.raises(Refused):
        step(world, "archivist", loan, "approve")
    step(world, "archivist2", loan, "approve")
    with pytest.raises(Refused) as caught:
        step(world, "archivist", loan, "lend")
    assert fields(caught) == ["borrower"]
    step(world, "archivist2", loan, "lend")
    with pytest.raises(Refused):
        step(world, "archivist", loan, "return", condition="intact")


def test_what_one_may_not_know_of_cannot_be_asked_for(world):
    (record,) = on_paper(world, grade="secret")
    with pytest.raises(Violations) as caught:
        asked(world, "staff", record)
    with pytest.raises(Violations) as nothing:
        asked(world, "staff", "nowhere")
    assert str(caught.value) == str(nothing.value)


@pytest.mark.parametrize("values", [{"state": "accepted"}, {"carrier": "electronic"}, {"tombstone": "gone"}])
def test_only_paper_on_file_is_lent(world, values):
    (record,) = on_paper(world)
    with world.work("system") as request:
        for name, value in values.items():
            setattr(request.site.records[record], name, value)
    with pytest.raises(Violations) as caught:
        asked(world, "archivist", record)
    assert fields(caught) == ["records"]


def test_it_is_lent_to_one_at_a_time(world):
    (record,) = on_paper(world)
    lent(world, "staff", record, "archivist2")
    second = asked(world, "clerk", record)
    step(world, "archivist", second, "approve")
    with pytest.raises(Refused) as caught:
        step(world, "archivist", second, "lend")
    assert fields(caught) == ["record"]


def test_a_volume_and_its_items_are_out_together(world):
    volume, item = on_paper(world, 2)
    with world.work("system") as request:
        request.site.records[volume].items = (item,)
        request.site.records[item].volume = volume
    lent(world, "staff", volume, "archivist2")
    with world.work("archivist") as request:
        assert request.find_service(ILoans).on_loan(request.site.records[item]).record == volume
        assert request.find_service(IImpediments)(request.site.records[item])
    second = asked(world, "clerk", item)
    step(world, "archivist", second, "approve")
    with pytest.raises(Refused):
        step(world, "archivist", second, "lend")


def test_what_is_out_is_not_destroyed(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    with world.work("system") as request:
        found = request.find_service(IImpediments)(request.site.records[record])
        assert [violation.field for violation in found] == ["loan"]
    step(world, "archivist", loan, "return", condition="intact")
    with world.work("system") as request:
        assert request.find_service(IImpediments)(request.site.records[record]) == []


def test_lending_and_taking_back_change_the_gate(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    with world.work("system") as request:
        assert request.site.gates[LOANS].changes == 1
    step(world, "archivist", loan, "return", condition="intact")
    with world.work("system") as request:
        assert request.site.gates[LOANS].changes == 2


def test_it_is_renewed_so_often_as_the_rules_say(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    first = loan_of(world, loan)[2]
    step(world, "staff", loan, "renew")
    assert (loan_of(world, loan)[2] - first).days == 15
    step(world, "archivist", loan, "renew")
    with pytest.raises(Refused) as caught:
        step(world, "staff", loan, "renew")
    assert fields(caught) == ["renewals"]


def test_what_is_overdue_or_classified_is_not_renewed_nor_by_a_stranger(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    with pytest.raises(Refused):
        step(world, "clerk", loan, "renew")
    world.clock.forward(days=16)
    with pytest.raises(Refused) as caught:
        step(world, "staff", loan, "renew")
    assert fields(caught) == ["due"]
    (secret,) = on_paper(world, grade="confidential")
    other = lent(world, "head", secret)
    with pytest.raises(Refused) as caught:
        step(world, "head", other, "renew")
    assert fields(caught) == ["renewals"]


def test_the_condition_is_said_when_it_comes_back(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    for words in ({}, {"condition": "damaged"}):
        with pytest.raises(Violations):
            step(world, "archivist", loan, "return", **words)


def test_the_borrower_withdraws_before_it_is_out_and_nobody_else(world):
    (record,) = on_paper(world)
    loan = asked(world, "staff", record)
    with pytest.raises(Refused):
        step(world, "clerk", loan, "withdraw")
    step(world, "staff", loan, "withdraw")
    with pytest.raises(Conflict):
        step(world, "archivist", loan, "approve")


def test_it_is_found_by_its_code(world):
    (record,) = on_paper(world)
    loan = lent(world, "staff", record, "archivist2")
    with world.work("archivist") as request:
        code = request.site.records[record].reference_code
        assert request.find_service(ILoans).by_code(code).id == loan
        assert request.find_service(ILoans).by_code("nothing") is None


def test_a_borrower_answers_for_it_until_it_passes_to_another(world):
    record, second = on_paper(world, 2)
    loan = lent(world, "staff", record, "archivist2")
    request_ = asked(world, "staff", second)
    with world.work("system") as request:
        people, duties = request.site.people, request.find_service(IResponsibilities)
        mine = [duty for duty in duties.of(people["staff"]) if duty.kind == "loan"]
        assert {duty.id for duty in mine} == {loan, request_}
        kind = next(kind for kind in duties.kinds() if kind.kind == "loan")
        for duty in mine:
            kind.pass_on(duty.id, people["staff"], people["clerk"])
        assert [duty for duty in duties.of(people["staff"]) if duty.kind == "loan"] == []
        assert [duty.id for duty in duties.of(people["clerk"]) if duty.kind == "loan"] == [loan]
    assert loan_of(world, request_)[0] == "withdrawn"


def test_a_classified_loan_does_not_pass_to_who_is_not_cleared(world):
    (record,) = on_paper(world, grade="confidential")
    loan = lent(world, "head", record)
    with world.work("system") as request:
        people = request.site.people
        with pytest.raises(Refused):
            request.find_service(ILoans).pass_on(request.site.loans[loan], people["head"], people["clerk"])
