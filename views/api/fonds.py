"""Fonds and categories through the API: read by all of the house, kept by archivists."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IFonds
from onestop_records.models.fonds import Category, Fonds
from onestop_records.permissions import Permission
from schemas.fonds import (
    CategoryAnswer,
    CategorySchema,
    FondsAnswer,
    FondsListAnswer,
    FondsSchema,
    NewCategorySchema,
    NewFondsSchema,
)
from views.api.call import api_call

FONDS = "/fonds/{fonds}"
CATEGORIES = f"{FONDS}/categories"
CATEGORY = f"{CATEGORIES}/{{category}}"
SAME = ("code", "title", "mark", "template", "volume_template", "item_template", "direct_filing", "retention")


def category_json(category: Category, request: Request) -> dict[str, Any]:
    """A category: how its records are numbered and filed, and who keeps them."""
    keeper = request.find_service(IFonds).keeper(category)
    return {**{name: getattr(category, name) for name in SAME}, "keeper": keeper or None}


def fonds_json(fonds: Fonds, request: Request) -> dict[str, Any]:
    """A fonds with its categories."""
    categories = [category_json(category, request) for category in fonds.values()]
    return {"number": fonds.number, "title": fonds.title, "categories": categories}


@api_call("/fonds", "GET", "Fonds with their categories", Permission.BROWSE, answer=FondsListAnswer)
def read_all_fonds(context: object, request: Request) -> dict[str, Any]:
    """The plan of the archive."""
    return {"items": [fonds_json(fonds, request) for fonds in request.site.fonds.values()]}


@api_call(
    "/fonds",
    "POST",
    "Add a fonds",
    Permission.FONDS_EDIT,
    body=NewFondsSchema,
    answer=FondsAnswer,
    status=201,
)
def add_fonds(context: object, request: Request) -> dict[str, Any]:
    """Its number stands in reference codes and stays."""
    return fonds_json(request.find_service(IFonds).add(**request.values), request)


@api_call(
    FONDS,
    "PUT",
    "Set the title of a fonds",
    Permission.FONDS_EDIT,
    body=FondsSchema,
    answer=FondsAnswer,
    context=Fonds,
    traverse=FONDS,
)
def change_fonds(context: Fonds, request: Request) -> dict[str, Any]:
    """The title alone."""
    request.find_service(IFonds).rename(context, request.values["title"])
    return fonds_json(context, request)


@api_call(
    CATEGORIES,
    "POST",
    "Add a category",
    Permission.FONDS_EDIT,
    body=NewCategorySchema,
    answer=CategoryAnswer,
    status=201,
    context=Fonds,
    traverse=FONDS,
    bound=True,
)
def add_category(context: Fonds, request: Request) -> dict[str, Any]:
    """With its rules for reference codes."""
    return category_json(request.find_service(IFonds).add_category(context, request.values), request)


@api_call(
    CATEGORY,
    "PUT",
    "Set how a category is numbered, filed and kept from now on",
    Permission.FONDS_EDIT,
    body=CategorySchema,
    answer=CategoryAnswer,
    context=Category,
    traverse="/fonds/{fonds}/{category}",
    bound=True,
)
def change_category(context: Category, request: Request) -> dict[str, Any]:
    """Codes given stay as they are."""
    request.find_service(IFonds).change_category(context, request.values)
    return category_json(context, request)
