"""One function handles every form: what it shows, refuses, keeps and undoes."""

import colander
import pytest
from pyramid.httpexceptions import HTTPSeeOther
from webob.multidict import MultiDict

from onestop_records.errors import Conflict, Refused, Violation
from schemas.nodes import Node, Text, text, words
from views.form import Group, Shape, handle


class Place(colander.MappingSchema):
    room = text("Room")


class Schema(colander.MappingSchema):
    title = Node(Text(20), title="Title", description="What it is")
    keywords = words("Keywords")
    place = Place(title="Place", missing=colander.drop)
    lines = colander.SchemaNode(
        colander.Sequence(), colander.SchemaNode(Text(), name="line"), title="Lines", missing=colander.drop
    )


@pytest.fixture
def request_of(world):
    with world.work("archivist") as request:

        def make(post=None):
            request.context = request.site
            request.method = "GET" if post is None else "POST"
            if post is not None:
                request.environ["webob._parsed_post_vars"] = (
                    MultiDict(post),
                    request.body_file_raw,
                )
            return request

        yield make
        request.tm.abort()
        request.tm.begin()


def form_of(request, act=lambda values: "/", **options):
    return handle(request, Schema(), act, **options)


def test_get_shows_values_hints_and_the_token(request_of):
    request = request_of()
    shown = form_of(request, values={"title": "<b>纪要</b>", "keywords": ("甲", "乙")})["form"]
    assert 'value="&lt;b&gt;纪要&lt;/b&gt;"' in shown
    assert 'id="hint-form-title"' in shown and 'aria-describedby="hint-form-title"' in shown
    assert 'name="csrf_token"' in shown
    assert 'required="required"' in shown


def test_post_acts_and_goes_on(request_of):
    seen = []
    post = {
        "title": " 纪要 ",
        "lines": "一\n\n二 ",
        "__start__": "place:mapping",
        "room": "3",
        "__end__": "x",
    }

    def act(values):
        seen.append(dict(values))
        return "/done"

    answer = form_of(request_of(post), act)
    assert isinstance(answer, HTTPSeeOther) and answer.location == "/done"
    assert seen == [{"title": "纪要", "lines": ["一", "二"], "place": {"room": "3"}}]


def test_a_script_is_told_where_to_go(request_of):
    request = request_of({"title": "纪要"})
    request.headers["X-Requested-With"] = "XMLHttpRequest"
    assert form_of(request, lambda values: "/records/1").json == {"location": "/records/1"}


def test_what_is_wrong_stands_in_the_summary_and_at_the_field(request_of):
    request = request_of({"title": "长" * 21, "keywords": "甲、乙"})
    shown = form_of(request)["form"]
    assert request.response.status_int == 422
    assert 'href="#form-title"' in shown and 'aria-invalid="true"' in shown
    assert "长" * 21 in shown and "甲、乙" in shown


def test_violations_of_a_service_go_to_their_fields_and_nothing_is_kept(request_of):
    request = request_of({"title": "纪要"})

    def act(values):
        raise Refused(
            Violation("title", "taken"), Violation("place.room", "no such room"), Violation("", "too late")
        )

    shown = form_of(request, act)["form"]
    assert 'href="#form-title"' in shown and 'href="#form-place-room"' in shown
    assert all(message in shown for message in ("taken", "no such room", "too late"))
    assert request.tm.isDoomed()


def test_an_older_revision_is_refused(request_of):
    request = request_of({"title": "纪要", "revision": "3"})
    called = []
    shown = form_of(request, called.append, revision=4)["form"]
    assert request.response.status_int == 409 and not called
    assert 'value="4"' in shown and "纪要" in shown


def test_the_same_revision_passes(request_of):
    assert form_of(request_of({"title": "纪要", "revision": "4"}), revision=4).status_int == 303


def test_a_conflict_of_the_service_answers_409(request_of):
    request = request_of({"title": "纪要"})

    def act(values):
        raise Conflict(Violation("", "somebody was faster"))

    assert "somebody was faster" in form_of(request, act)["form"]
    assert request.response.status_int == 409


def test_fields_stand_under_their_headings_and_what_no_group_names_comes_last(request_of):
    shape = Shape(groups=[Group("Heading", ["keywords"])])
    shown = form_of(request_of(), shape=shape)["form"]
    assert shown.index("Heading") < shown.index('id="form-keywords"') < shown.index('id="form-title"')


def test_a_closed_group_opens_when_something_in_it_is_wrong(request_of):
    shape = Shape(groups=[Group("Heading", ["title"], closed=True)])
    assert 'open="open"' not in form_of(request_of(), shape=shape)["form"]
    shown = form_of(request_of({"title": ""}), shape=shape)["form"]
    assert 'open="open"' in shown
