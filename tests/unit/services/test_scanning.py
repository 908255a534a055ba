"""Scanning for a handover and for loans that come back; what may not be known of is not there."""

import pytest

from onestop_records.errors import Missing, Violations
from onestop_records.interfaces import IFiling, IHandovers, ILoans, IScanning
from onestop_records.models.loan import KINDS
from tests import storage as s

NOTHING = "z" * 26


def scan(world, person, mode, chosen, text):
    with world.work(person) as request:
        return request.find_service(IScanning).scan(mode, chosen, text)


def modes(world, person):
    with world.work(person) as request:
        return list(request.find_service(IScanning).modes())


@pytest.fixture
def lent(world):
    """A record that ``staff`` has borrowed."""
    record = s.paper(world, "甲", place={"room": "101"})
    with world.work() as request:
        request.find_service(IFiling).file(request.site.records[record])
    with world.work("staff") as request:
        loan = request.find_service(ILoans).request([record], next(iter(KINDS)), "核对")[0].id
    for name in ("approve", "lend"):
        with world.work() as request:
            request.find_service(ILoans).make(request.site.loans[loan], name)
    return record, loan


def test_a_loan_comes_back_by_its_label(world, lent):
    record, loan = lent
    found = scan(world, "archivist2", "loan", "intact", s.code(record))
    assert found.good and found.title == "甲"
    with world.work() as request:
        assert request.site.loans[loan].state == "returned"
        assert request.site.loans[loan].received_by == "archivist2"
    assert not scan(world, "archivist2", "loan", "intact", s.code(record)).good


def test_only_who_lends_takes_back(world, lent):
    assert "loan" not in modes(world, "staff")
    with pytest.raises(Missing):
        scan(world, "staff", "loan", "intact", s.code(lent[0]))


@pytest.mark.parametrize("mode", ["loan", "handover"])
def test_an_unknown_code_and_one_that_may_not_be_known_of_are_answered_alike(world, lent, handover, mode):
    chosen = {"loan": "intact", "handover": handover[0]}[mode]
    secret = s.secret_paper(world)
    one, other = (scan(world, "archivist", mode, chosen, s.code(each)) for each in (secret, NOTHING))
    assert one.code != other.code and one.message == other.message
    assert (one.known, one.title, one.good, one.address) == (False, "", False, "")
    assert (other.known, other.title, other.good, other.address) == (False, "", False, "")


@pytest.fixture
def handover(world):
    """Pairs (id, record): ``archivist`` takes over what ``staff`` has."""
    record = s.paper(world, "移交件")
    with world.work("archivist2") as request:
        service = request.find_service(IHandovers)
        made = service.open({"giver": "staff", "reason": "leaving", "until": None})
        service.assign(made, "archivist")
        return made.id, record


def test_a_receiver_checks_by_labels(world, handover):
    chosen, record = handover
    assert "handover" in modes(world, "archivist") and "handover" not in modes(world, "clerk")
    assert scan(world, "archivist", "handover", chosen, s.code(record)).good
    with world.work() as request:
        row = request.site.handovers[chosen].row_of("record", record)
        assert (row.finding, row.checked_by, row.method) == ("present", "archivist", "code")
    other = s.paper(world, "别的", person="clerk")
    assert not scan(world, "archivist", "handover", chosen, s.code(other)).good


def test_a_mode_and_what_it_is_for_must_be_open_to_the_person(world, handover):
    for mode, chosen in (("nothing", "all"), ("lookup", "nothing"), ("handover", handover[0])):
        with pytest.raises(Missing):
            scan(world, "clerk", mode, chosen, "x")


@pytest.mark.parametrize("text", ["", " ", "长" * 101, "a\0b"])
def test_what_is_no_code_is_refused(world, text):
    with pytest.raises(Violations):
        scan(world, "staff", "lookup", "all", text)
