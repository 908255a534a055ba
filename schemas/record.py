"""What every record says of itself (著录, DA/T 18-2022 and DA/T 22-2015).

Forms, API, import and services all read values through these schemas. A node's ``group`` tells forms where
it belongs: ``basics``, ``filing``, ``access``, ``content``, ``paper`` or ``more``. What must be known only
when a record is filed (a date, a creator, a category, a retention class) is not required here: a captured
record may still lack it.
"""

import colander
from deform.widget import HiddenWidget, TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.classification import Classification
from schemas.lookup import coded, one_of, people
from schemas.nodes import LINE, Fields, Node, Number, Text, day, number, paragraph, text, words

TITLE = 1000  # characters

CLASSIFICATIONS = {
    Classification.PUBLIC.code: _("Public"),
    Classification.INTERNAL.code: _("Internal"),
    Classification.CONFIDENTIAL.code: _("Confidential"),
    Classification.SECRET.code: _("Secret"),
    Classification.TOP_SECRET.code: _("Top secret"),
}
DATA_CATEGORIES = {
    "business": _("Business data"),
    "enterprise": _("Enterprise data"),
    "personal": _("Personal information"),
    "sensitive": _("Sensitive personal information"),
}
CARRIERS = {"electronic": _("Electronic"), "paper": _("Paper"), "both": _("Both paper and electronic")}
ORIGINS = {"born-digital": _("Born digital"), "digitised": _("Digitised")}


class Place(colander.MappingSchema):
    """Where the paper stands."""

    schema_type = Fields

    room = text(_("Room"), 60)
    cabinet = text(_("Cabinet"), 60)
    shelf = text(_("Shelf"), 60)
    box = text(_("Box"), 60)
    position = text(_("Position"), 60)


class RecordSchema(colander.MappingSchema):
    """The fields of every type; ``type`` itself is chosen before."""

    title = Node(
        Text(TITLE),
        title=_("Title"),
        description=_("As it stands on the document, or what it is about"),
        group="basics",
    )
    date = day(
        _("Date"), description=_("A year, a month or a day: 2021, 2021-03, 2021-03-05"), group="basics"
    )
    creator = text(_("Creator"), description=_("Who is responsible for the content"), group="basics")
    document_number = text(_("Document number"), 200, group="basics")
    category = coded("categories", _("Category"), group="filing")
    year = Node(
        Number(1800, 2999),
        title=_("Year"),
        description=_("The year it is filed under; that of the date if left empty"),
        missing=colander.drop,
        group="filing",
    )
    unit = coded("units", _("Unit"), description=_("Your own unit if left empty"), group="filing")
    retention = coded("retention", _("Retention class"), group="filing")
    scope = coded("scope", _("Entry of the filing scope"), group="filing")
    retention_start = day(
        _("Start of the period"),
        description=_("For classes whose period runs from a given date"),
        group="filing",
    )
    validity_end = day(
        _("End of validity"), description=_("For classes whose period runs from it"), group="filing"
    )
    volume = text(_("Volume"), 26, group="filing", widget=HiddenWidget())
    classification = one_of(CLASSIFICATIONS, _("Classification"), missing="public", group="access")
    classification_term = text(
        _("Term of the classification"), 60, description=_("Such as 10 years"), group="access"
    )
    classification_basis = text(_("Basis of the classification"), group="access")
    data_category = one_of(DATA_CATEGORIES, _("Data category"), missing="business", group="access")
    participants = people(_("Participants"), group="access")
    readers = people(_("Named readers"), group="access")
    abstract = paragraph(_("Abstract"), group="content", widget=TextAreaWidget(rows=4))
    keywords = words(_("Keywords"), description=_("Separated by commas"), group="content")
    persons = words(_("Persons"), description=_("Separated by commas"), group="content")
    places = words(_("Places"), description=_("Separated by commas"), group="content")
    enterprise = text(_("Enterprise"), 200, description=_("Whom it concerns"), group="content")
    case = text(_("Case"), 200, description=_("The case or dispute it belongs to"), group="content")
    genre = text(_("Genre"), 60, description=_("Such as notice, report, contract"), group="content")
    language = text(_("Language"), 60, group="content")
    related = words(_("Related records"), group="content")
    carrier = one_of(CARRIERS, _("Carrier"), missing="electronic", group="paper")
    origin = one_of(ORIGINS, _("Origin"), group="paper")
    medium = text(_("Medium"), 60, description=_("Such as paper, film, optical disc"), group="paper")
    pages = number(_("Pages or pieces"), group="paper")
    place = Place(title=_("Place"), missing=colander.drop, group="paper")
    originals_place = text(_("Place of the originals"), LINE, group="paper")
    unsettled = text(_("Debt or claim not settled, which keeps it from destruction"), group="more")
    remarks = paragraph(_("Remarks"), group="more", widget=TextAreaWidget(rows=3))


class DocumentSchema(RecordSchema):
    """A document (文件)."""
