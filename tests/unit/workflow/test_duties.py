"""Separation of duties, for every pair of parts that one person might play in a destruction."""

from itertools import permutations

import pytest

from onestop_records.errors import Refused
from onestop_records.interfaces import IAudit, IPeople
from onestop_records.security.throttle import PAIR_LIMIT
from tests import batches as b

PARTS = ("proposer", "archive opinion", "unit opinion", "approver", "archive witness", "unit witness")
# Pairs that one person may play, nothing else standing against it; all others are refused by a rule.
TOGETHER = (
    {"proposer", "archive opinion"},
    {"proposer", "unit opinion"},
    {"archive opinion", "archive witness"},
    {"unit opinion", "unit witness"},
)
CAST = dict(zip(PARTS, ("archivist", "archivist2", "head", "manager", "archivist3", "clerk"), strict=True))


def play(world, cast):
    """Lead a batch as far as the last witness; raises Refused where a rule forbids it."""
    b.set_passwords(world)
    batch = b.opened(world, b.put_in(world, 1), cast["proposer"])
    b.make(world, cast["proposer"], batch, "appraise")
    b.opine(world, cast["archive opinion"], batch)
    b.opine(world, cast["unit opinion"], batch)
    b.make(world, cast["proposer"], batch, "propose")
    b.make(world, cast["approver"], batch, "approve")
    b.check(world, cast["archive witness"], batch)
    b.check(world, cast["unit witness"], batch)
    world.clock.forward(days=7)
    b.make(world, cast["proposer"], batch, "execute")


@pytest.fixture
def people(world):
    """Everybody may do everything by role, so that only the rules about duties speak."""
    with world.work("admin") as request:
        site = request.site
        third = site.people["manager2"]
        third.roles = frozenset({"staff", "archivist"})
        third.appointments = site.people["archivist"].appointments
        site.people._people["archivist3"] = third
        third.id = "archivist3"
        site.people["manager"].roles = frozenset({"staff", "manager", "head"})
    return world


def test_six_different_people_may(people):
    play(people, CAST)


@pytest.mark.parametrize(("one", "other"), [p for p in permutations(PARTS, 2) if set(p) not in TOGETHER])
def test_one_person_may_not_play_both(people, one, other):
    with pytest.raises(Refused) as caught:
        play(people, {**CAST, other: CAST[one]})
    fields = {violation.field for violation in caught.value.violations}
    assert fields <= {"approver", "witness", "appraiser", "rows"}


@pytest.mark.parametrize("pair", [p for p in TOGETHER if p != {"proposer", "unit opinion"}], ids=sorted)
def test_these_parts_may_be_played_together(people, pair):
    one, other = sorted(pair, key=PARTS.index)
    play(people, {**CAST, other: CAST[one]})


@pytest.mark.parametrize("witness", ["manager", "staff2", "auditor", "archivist"])
def test_who_may_not_witness(world, witness):
    b.set_passwords(world)
    batch = b.approved(world, b.put_in(world, 1))
    with pytest.raises(Refused) as caught:
        b.check(world, witness, batch)
    assert {violation.field for violation in caught.value.violations} == {"witness"}


def test_one_witness_twice_and_two_of_one_side_are_refused(world):
    b.set_passwords(world)
    batch = b.approved(world, b.put_in(world, 1))
    b.check(world, "clerk", batch)
    for again in ("clerk", "clerk2", "head"):
        with pytest.raises(Refused, match="side|different"):
            b.check(world, again, batch)
    b.check(world, "archivist2", batch)


def test_a_signature_is_the_password_given_anew(world):
    b.set_passwords(world)
    batch = b.approved(world, b.put_in(world, 1))
    assert "password" in str(b.check(world, "clerk", batch, "not the password"))
    with world.work("auditor") as request:
        assert not request.site.disposals[batch].witnesses
        assert request.find_service(IAudit).entries("clerk")[-1].act == "sign-in-failed"


def test_passwords_of_witnesses_are_not_found_by_trying(world):
    """Wrong ones count like those at sign-in: after five even the right one waits a quarter of an hour."""
    b.set_passwords(world)
    batch = b.executing(world, b.put_in(world, 1))
    b.carry_out(world)
    for _ in range(PAIR_LIMIT):
        assert b.sign(world, b.WITNESS, batch, "wrong").violations[0].field == "password"
    assert "Too many attempts" in str(b.sign(world, b.WITNESS, batch))
    with world.work(b.WITNESS) as request:
        assert request.find_service(IPeople).sign_in_wait(b.WITNESS, "127.0.0.1") > 0
        assert request.site.disposals[batch].witness(b.WITNESS).signed_at is None
    world.clock.forward(minutes=15)
    assert b.sign(world, b.WITNESS, batch) is None
