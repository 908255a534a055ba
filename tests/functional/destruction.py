"""Records that are destroyed, and a search for their very bytes."""

import io
import pickletools
import random
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from ZODB.FileStorage.FileStorage import FileIterator

from onestop_records.cli.instance import open_instance
from onestop_records.errors import Unavailable
from onestop_records.events import SYSTEM, Actor
from onestop_records.interfaces import ICapture, IClock, IErasure, IPurge, IStorage
from onestop_records.models.folding import fold
from onestop_records.search.postings import unpack
from onestop_records.search.shelf import Shelf
from onestop_records.search.storage import DurableStorage
from onestop_records.worker.loop import run_once

ACTOR = Actor(SYSTEM, way="command")
SENTENCE = "朔方紫毫三十六支已于卯时启封"
TERMS = ("朔方", "方紫", "紫毫", "毫三", "卯时", "时启", "启封")  # of the index, and of this sentence alone
NAME = "鎏金错银笔架图样"
LETTER = {"type": "document", "date": "2010-03-04", "creator": "协会", "category": "WS", "retention": "D10"}


@dataclass(frozen=True)
class Gone:
    """A tombstone as small as it can be: what the state of a record is asked for."""

    outcome: str = "destroyed"
    batch: str = "b1"


@dataclass
class Needles:
    """What must be nowhere: texts in every encoding, pieces of pictures."""

    texts: list[str]
    pieces: list[bytes] = field(default_factory=list)

    def all(self):
        texts = [*self.texts, *(term for term in TERMS if any(term in text for text in self.texts))]
        for form in {form for text in texts for form in (text, fold(text))}:
            yield from (form.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
        yield from self.pieces


def noise(seed):
    """A picture that looks like no other."""
    dice = random.Random(seed)
    picture = Image.frombytes("RGB", (64, 64), bytes(dice.randrange(256) for _ in range(64 * 64 * 3)))
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def put_in(folder, title="往来旧函", sentence=SENTENCE, name=NAME, **values):
    """Capture a record with a text and a picture, and index it; return its id and what to look for."""
    picture = noise(title)
    with open_instance(folder) as opened:
        with opened.work(ACTOR) as request:
            storage = request.find_service(IStorage)
            text = f"前文。{sentence}。后文。".encode()
            files = [
                storage.receive(io.BytesIO(text), f"{name}.txt", 10**6),
                storage.receive(io.BytesIO(picture), f"{name}.png", 10**6),
            ]
            record = request.find_service(ICapture).capture({**LETTER, **values, "title": title}, files)
            request.tm.commit()
        run_once(opened.registry)
        needles = Needles([sentence, name], [picture[2000:2064]])
        with opened.work(ACTOR) as request:
            for component in request.site.records[record.id].files:
                rendition = request.site.renditions[component.current.sha256]
                for blob in rendition.pictures.values():
                    with blob.open("r") as source:
                        content = source.read()
                    needles.pieces.append(content[len(content) // 2 :][:64])
        return record.id, needles


def destroy(folder, *ids, batch="b1"):
    """What the one choke point does, without a batch around it."""
    with open_instance(folder) as opened, opened.work(ACTOR) as request:
        for record_id in ids:
            record = request.site.records[record_id]
            request.find_service(IErasure).erase(record, batch)
            record.tombstone = Gone(batch=batch)
            record.state = "destroyed"
            record.touch(SYSTEM, request.find_service(IClock).now())
        request.find_service(IPurge).begin(batch)
        request.tm.commit()


def finished(folder, batch="b1"):
    """True when the purge of a batch is done; it starts the store anew, which may be away when asked."""
    try:
        with open_instance(folder) as opened, opened.work(ACTOR) as request:
            return request.find_service(IPurge).finished(batch)
    except Unavailable:
        return False


def traces(folder, needles):
    """Every file below the folder in which one of the needles is, plainly or compressed."""
    wanted = list(needles.all())
    found = []
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found += [(path.name, needle) for needle in wanted if needle in content]
        if path.name.endswith("Data.fs"):
            found += [(path.name, needle) for part in inflated(path) for needle in wanted if needle in part]
    return found


def index_terms(folder):
    """The terms of ``TERMS`` that the postings of the full text know: pairs of characters, or words."""
    found = set()
    for sheaf, _ in Shelf(DurableStorage(str(Path(folder) / "index"))).live():
        for key, held in sheaf.items():
            term = key.decode()
            found |= {term, *(term + chr(follower) for follower, _ in unpack(held) if follower)}
    return sorted(term for term in TERMS if any(term in one for one in found))


def inflated(path):
    """Every compressed text inside the objects of a store."""
    for transaction in FileIterator(str(path)):
        for record in transaction:
            yield from packed(record.data or b"")


def packed(data):
    stream = io.BytesIO(data)
    while stream.tell() < len(data):
        for _, argument, _ in pickletools.genops(stream):
            if isinstance(argument, bytes) and argument[:1] == b"\x78":
                try:
                    yield zlib.decompress(argument)
                except zlib.error:
                    continue
