"""Forms of fonds and categories."""

import colander
from deform.widget import CheckboxWidget

from onestop_records.i18n import _
from schemas.answer import said, several
from schemas.lookup import coded
from schemas.nodes import Node, Text, YesNo

TEMPLATE = 200  # characters


class NewFondsSchema(colander.MappingSchema):
    """A new fonds."""

    number = Node(Text(12), title=_("Fonds number"), description=_("Such as Z109"), group="")
    title = Node(Text(100), title=_("Title"), group="")


class FondsSchema(colander.MappingSchema):
    """A fonds that exists; its number stands in reference codes and stays."""

    title = Node(Text(100), title=_("Title"), group="")


class CategorySchema(colander.MappingSchema):
    """A category that exists."""

    title = Node(Text(100), title=_("Title"), group="")
    mark = Node(
        Text(40),
        title=_("In reference codes"),
        description=_("What stands for {category}; the code of the category if left empty"),
        missing="",
        group="",
    )
    template = Node(
        Text(TEMPLATE),
        title=_("Reference code of an item"),
        description=_(
            "From {fonds} {category} {year} {retention} {unit} {unit_title} {group} and, last, {sequence:04}"
        ),
        group="",
    )
    volume_template = Node(
        Text(TEMPLATE),
        title=_("Reference code of a volume"),
        description=_("The same as that of an item if left empty"),
        missing="",
        group="",
    )
    item_template = Node(
        Text(TEMPLATE),
        title=_("Reference code of an item in a volume"),
        description=_("{volume}-{sequence:03} if left empty"),
        missing="",
        group="",
    )
    direct_filing = Node(
        YesNo(),
        title=_("File at once"),
        description=_("Records may be filed without arrangement"),
        missing=False,
        widget=CheckboxWidget(),
        group="",
    )
    retention = coded("retention", _("Usual retention class"), group="")
    keeper = coded("archivists", _("Archivist"), group="")


class NewCategorySchema(CategorySchema):
    """A new category."""

    code = Node(
        Text(40),
        title=_("Code"),
        description=_("Such as WS or ZY·TS; no other category of the archive has it"),
        insert_before="title",
        group="",
    )


class CategoryAnswer(colander.MappingSchema):
    """A category, as the API answers it; ``keeper`` is the archivist's id."""

    code = said()
    title = said()
    mark = said()
    template = said()
    volume_template = said()
    item_template = said()
    direct_filing = colander.SchemaNode(YesNo(), title="")
    retention = said()
    keeper = said(nullable=True)


class FondsAnswer(colander.MappingSchema):
    """A fonds with its categories."""

    number = said()
    title = said()
    categories = several(CategoryAnswer())


class FondsListAnswer(colander.MappingSchema):
    """Every fonds."""

    items = several(FondsAnswer())
