"""What the API answers. The tests validate every answer against these; nothing reads with them."""

from typing import Any

import colander

from schemas.nodes import Number, Text, YesNo
from schemas.record import RecordSchema

LONG = 100_000


def said(nullable: bool = False, **options: Any) -> Any:
    """A text in an answer."""
    return colander.SchemaNode(Text(LONG), title="", nullable=nullable, **options)


def counted() -> Any:
    """A whole number in an answer."""
    return colander.SchemaNode(Number(0, 2**53), title="")


def several(node: Any) -> Any:
    """A list of such things."""
    return colander.SchemaNode(colander.Sequence(), node, title="")


class RetentionAnswer(colander.MappingSchema):
    """The class of a record and the days its period starts and ends."""

    code = said(nullable=True)
    starts = said(nullable=True)
    due = said(nullable=True)


class VersionAnswer(colander.MappingSchema):
    """One version of a file."""

    version = counted()
    name = said()
    media_type = said()
    size = counted()
    sha256 = said()
    added_at = said()
    added_by = said()
    reason = said()


class Versions(colander.SequenceSchema):
    """All versions, oldest first."""

    version = VersionAnswer()


class AnyMapping(colander.MappingSchema):
    """Names that depend on the content."""

    def schema_type(self) -> colander.Mapping:
        return colander.Mapping(unknown="preserve")


class FileAnswer(colander.MappingSchema):
    """A file with its newest version; ``extraction`` is the state of its text, null while it waits.

    ``technical`` is what was read from it about itself, EXIF among it; empty while it waits.
    """

    id = said()
    name = said()
    media_type = said()
    size = counted()
    sha256 = said()
    version = counted()
    extraction = said(nullable=True)
    technical = AnyMapping()
    versions = Versions()


class Files(colander.SequenceSchema):
    """The files of a record, in order."""

    file = FileAnswer()


class Texts(colander.SequenceSchema):
    """A list of texts."""

    text = said()


class WarningAnswer(colander.MappingSchema):
    """Something to look at that stops nothing: the same bytes as ``file`` stand in other archived records."""

    kind = said()
    file = said()
    records = Texts()


class Warnings(colander.SequenceSchema):
    """Everything to look at."""

    warning = WarningAnswer()


class AdministrativeAnswer(colander.MappingSchema):
    """What the archive itself says of a record."""

    id = said()
    type = said()
    state = said()
    revision = counted()
    reference_code = said(nullable=True)
    retention = RetentionAnswer()
    held = colander.SchemaNode(YesNo(), title="")
    custodian = said(nullable=True)
    items = Texts()
    files = Files()
    transitions = Texts()
    warnings = Warnings()
    captured_at = said(nullable=True)
    captured_by = said()
    changed_at = said(nullable=True)
    changed_by = said()
    filed_at = said(nullable=True)
    filed_by = said()


def record_answer() -> Any:
    """A record: its description, where the type has the field, and what the archive says of it."""
    answer = AdministrativeAnswer()
    described = RecordSchema()
    named = {node.name for node in answer}
    for node in described:
        if node.name not in named:
            answer.add(node.clone())
    for node in answer:
        if node.name not in named:
            node.missing = colander.drop
    answer.typ.unknown = "preserve"
    return answer


class HitAnswer(colander.MappingSchema):
    """A record found; ``snippet`` marks matches as HTML ``mark`` elements, all else escaped."""

    id = said()
    type = said()
    title = said()
    date = said(nullable=True)
    year = counted()
    category = said()
    unit = said()
    classification = said()
    state = said()
    reference_code = said(nullable=True)
    custodian = said(nullable=True)
    held = colander.SchemaNode(YesNo(), title="")
    snippet = said()


class Hits(colander.SequenceSchema):
    """One page of hits."""

    hit = HitAnswer()


class SearchAnswer(colander.MappingSchema):
    """Totals, hits and facets of what the caller may know of."""

    total = counted()
    items = Hits()
    facets = AnyMapping()
    lagging = colander.SchemaNode(YesNo(), title="")
    cursor = said(nullable=True)


class EntryAnswer(colander.MappingSchema):
    """An audit entry; ``position`` in the subject's trail is 0 until it is sealed."""

    at = said()
    person = said()
    address = said()
    way = said()
    act = said()
    subject = said()
    kind = said()
    reason = said()
    outcome = said()
    before = AnyMapping()
    after = AnyMapping()
    transaction = said()
    position = counted()
    previous = said()


class Entries(colander.SequenceSchema):
    """Entries, oldest first."""

    entry = EntryAnswer()


class EventsAnswer(colander.MappingSchema):
    """One page of audit entries."""

    items = Entries()
    cursor = said(nullable=True)


class TokenAnswer(colander.MappingSchema):
    """A new token; it is shown this once."""

    token = said()
    expires = said()


class UploadAnswer(colander.MappingSchema):
    """Bytes kept until a record names them."""

    id = said()
    size = counted()
    sha256 = said()


class HealthAnswer(colander.MappingSchema):
    """What works."""

    status = said()
    store = said()
    search = said()
    lagging = colander.SchemaNode(YesNo(), title="")


class ViolationAnswer(colander.MappingSchema):
    """One rule that was not met."""

    field = said()
    message = said()


class ViolationList(colander.SequenceSchema):
    """All of them at once."""

    violation = ViolationAnswer()


class ProblemAnswer(colander.MappingSchema):
    """A problem document (RFC 9457)."""

    type = said()
    title = said()
    status = counted()
    violations = ViolationList(missing=colander.drop)
