"""How far a store goes that is being written to."""

import transaction
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.utils import p64, u64

from onestop_records.storage.backup import whole


def test_a_transaction_being_voted_on_does_not_count(world):
    data = world.settings.instance / "Data.fs"
    db = DB(FileStorage(str(data)))
    connection = db.open()
    connection.root()["a"] = 1
    transaction.commit()
    committed = db.lastTransaction()
    connection.close()
    db.close()
    size = data.stat().st_size
    with data.open("ab") as file:  # the header of one whose status is still "checkpoint"
        file.write(p64(u64(committed) + 1) + p64(100) + b"c" + bytes(6))
    (data.parent / "Data.fs.index").unlink()
    store = whole(world.settings)
    assert (store.size, store.last) == (size, committed.hex())
