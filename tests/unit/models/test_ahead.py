"""Reading ahead asks the store for what is about to be read, all at once, and changes nothing."""

import pytest
import transaction
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from onestop_records.models.ahead import read_ahead, read_leaves_ahead, read_values


class Asked(MappingStorage):
    """A store that can be asked ahead, as ZEO can, and notes for what."""

    def __init__(self):
        super().__init__()
        self.oids = []

    def prefetch(self, oids, tid):
        self.oids.append(list(oids))


@pytest.fixture
def store():
    return Asked()


def reopened(store, **places):
    """A connection that has read nothing of what was put in these places."""
    database = DB(store)
    connection = database.open()
    connection.root().update(places)
    transaction.commit()
    connection.close()
    return DB(store).open()


def test_what_is_unread_is_asked_for_at_once(store):
    connection = reopened(store, a=PersistentMapping(n=1), b=PersistentMapping(n=2), c=PersistentMapping(n=3))
    found = [connection.root()[name] for name in "abc"]
    assert found[0]["n"] == 1
    assert read_ahead(found) is found
    assert store.oids == [[found[1]._p_oid, found[2]._p_oid]]
    assert [each["n"] for each in found] == [1, 2, 3]


def test_one_object_and_what_was_never_stored_are_not_asked_for(store):
    connection = reopened(store, a=PersistentMapping())
    assert read_ahead([]) == []
    read_ahead([connection.root()["a"], PersistentMapping()])
    assert store.oids == []


@pytest.mark.parametrize("size", [0, 1, 20, 5000, 60_000])
@pytest.mark.parametrize(("kind", "key"), [(IOBTree, int), (OOBTree, "{:06}".format)])
def test_the_leaves_asked_for_are_those_that_hold_the_keys(store, size, kind, key):
    tree = kind()
    for number in range(size):
        tree[key(number)] = str(number)
    connection = reopened(store, tree=tree)
    tree = connection.root()["tree"]
    wanted = [key(number) for number in range(0, size, 700)] + [key(size), key(size + 9)]
    read_leaves_ahead(tree, wanted)
    leaves = [connection.get(oid) for asked in store.oids for oid in asked]
    if size >= 5000:
        assert all(isinstance(leaf, type(leaves[0])) and not isinstance(leaf, kind) for leaf in leaves)
        assert all(sum(each in leaf for leaf in leaves) == 1 for each in wanted[:-2])
        assert len(leaves) <= len(wanted)
    else:
        assert leaves == []
    assert [tree.get(each) for each in wanted] == [
        str(int(each)) if int(each) < size else None for each in wanted
    ]


def test_values_come_in_the_order_of_their_keys_and_without_what_is_not_there(store):
    tree = OOBTree({f"{number:04}": PersistentMapping(n=number) for number in range(3000)})
    connection = reopened(store, tree=tree)
    found = read_values(connection.root()["tree"], ["2000", "nowhere", "0001", "1500"])
    assert [(key, value["n"]) for key, value in found.items()] == [
        ("2000", 2000),
        ("0001", 1),
        ("1500", 1500),
    ]
    assert store.oids[-1] == [value._p_oid for value in found.values()]
    assert read_values(connection.root()["tree"], []) == {}
