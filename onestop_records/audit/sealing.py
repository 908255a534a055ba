"""The worker's part: order new entries, chain them by subject, sign a seal over the new heads.

One pass costs what is new, not what is there: it touches the last page of each trail that grew. That no trail
was dropped is proved by the seals together: each names the one before it and the heads that changed, so
reading them all gives the table of every trail's length and head.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onestop_records.audit.keys import Anchor, Anchors, Keys, KeyUnusable, anchor_of, fingerprint
from onestop_records.audit.log import write
from onestop_records.clock import Clock
from onestop_records.models.entry import (
    PAGE_SIZE,
    RUNNING,
    START,
    AuditTrail,
    Bundle,
    Entry,
    Seal,
    TrailPage,
    canonical,
    digest,
)
from onestop_records.models.refusal import minute_of
from onestop_records.models.site import Site

LIMIT = 4000  # entries under one seal, about

Change = tuple[str, int, int, str]  # subject, first and last new position, head


def signing_key(site: Site, folder: Path) -> Ed25519PrivateKey:
    """The key of this instance, made at first use. Raises KeyUnusable when that of earlier seals is gone."""
    keys = Keys(folder)
    last = site.audit.last_seal()
    if last is None and not keys.exist():
        return keys.create()
    key = keys.private()
    if last is not None and last.values()["key"] != fingerprint(key.public_key()):
        raise KeyUnusable(f"the key in {keys.private_path} is not the one that signed the seals so far")
    return key


def seal_pending(
    site: Site, clock: Clock, key: Ed25519PrivateKey, anchor_folder: Path, limit: int = LIMIT
) -> int:
    """Seal what waits, at most about ``limit`` entries, in the running transaction; return how many.

    The caller commits; the anchor is noted right after that. Call again while the answer is not 0.
    """
    audit = site.audit
    _close_tallies(audit, clock)
    waiting = {place: bundle for place, bundle in audit.pending.items() if bundle.order() != RUNNING}
    taken = _oldest(waiting.values(), limit)
    texts = [entry for bundle in taken for entry in bundle.entries()]
    if not texts:
        return 0
    changes, new_trails = _chain(audit, texts)
    chosen = {bundle._p_oid for bundle in taken}
    audit.pending.remove(place for place, bundle in waiting.items() if bundle._p_oid in chosen)
    seal = _sign(audit, clock, key, changes, len(texts), new_trails)
    _anchor_after_commit(audit, Anchors(anchor_folder), anchor_of(seal))
    return len(texts)


def _oldest(bundles: Iterable[Bundle], limit: int) -> list[Bundle]:
    taken, count = [], 0
    for bundle in sorted({b._p_oid: b for b in bundles}.values(), key=Bundle.order):
        if count >= limit:
            break
        taken.append(bundle)
        count += len(bundle.texts)
    return taken


def _chain(audit: AuditTrail, entries: Iterable[Entry]) -> tuple[list[Change], int]:
    """Append each entry to its subject's trail; return what changed and how many trails are new."""
    by_subject: dict[str, list[Entry]] = {}
    for entry in entries:
        by_subject.setdefault(entry.subject, []).append(entry)
    changes, new_trails = [], 0
    for subject in sorted(by_subject):
        page = audit.last_page(subject)
        new_trails += page is None
        first = page.last + 1 if page else 1
        head = digest(page.texts[-1]) if page else START
        chained = list(_linked(by_subject[subject], first, head))
        _append(audit, subject, page, first, chained)
        changes.append((subject, first, first + len(chained) - 1, digest(chained[-1])))
    return changes, new_trails


def _linked(entries: Iterable[Entry], position: int, head: str) -> Iterator[bytes]:
    for entry in entries:
        text = canonical({**entry.values(), "position": position, "previous": head})
        yield text
        position, head = position + 1, digest(text)


def _append(audit: AuditTrail, subject: str, page: TrailPage | None, first: int, texts: list[bytes]) -> None:
    position = first
    while texts:
        if page is None or len(page.texts) == PAGE_SIZE:
            page = audit.pages[subject, (position - 1) // PAGE_SIZE] = TrailPage(position)
        room = PAGE_SIZE - len(page.texts)
        page.texts += tuple(texts[:room])
        texts, position = texts[room:], page.last + 1


def _sign(
    audit: AuditTrail,
    clock: Clock,
    key: Ed25519PrivateKey,
    changes: list[Change],
    count: int,
    new_trails: int,
) -> Seal:
    last = audit.last_seal()
    before = last.values() if last else {"number": 0, "entries": 0, "trails": 0}
    number = before["number"] + 1
    body = canonical(
        {
            "number": number,
            "at": clock.now().isoformat(timespec="milliseconds"),
            "previous": last.digest if last else START,
            "changed": changes,
            "entries": before["entries"] + count,
            "trails": before["trails"] + new_trails,
            "key": fingerprint(key.public_key()),
        }
    )
    seal = audit.seals[number] = Seal(body, key.sign(body))
    return seal


def _anchor_after_commit(audit: AuditTrail, anchors: Anchors, new: Anchor) -> None:
    """Note the seal once it is durable, and those before it that a crash kept from being noted."""
    noted = anchors.last()
    first = noted.number + 1 if noted else new.number - 1
    missed = [anchor_of(audit.seals[number]) for number in range(max(first, 1), new.number)]

    def note(committed: bool) -> None:
        if committed:
            anchors.append([*missed, new])

    audit._p_jar.transaction_manager.get().addAfterCommitHook(note)


def _close_tallies(audit: AuditTrail, clock: Clock) -> None:
    """Make an entry of every tally of refusals whose minute is over; it is sealed in the next pass."""
    for key, tally in list(audit.refusals.items(max=(minute_of(clock.now()),), excludemax=True)):
        write(audit, tally.entry())
        del audit.refusals[key]
