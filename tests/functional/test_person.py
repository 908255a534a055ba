import pytest

from onestop_records.models.record import Record

PASSWORD = "墨水与回形针一九八七"


def filled(browser, address, **values):
    """The form of a page, with these values; passwords are typed twice."""
    form = browser.get(address).forms["form"]
    for name, value in values.items():
        form[name] = value
        if f"{name}-confirm" in form.fields:
            form[f"{name}-confirm"] = value
    return form


def wrong_fields(answer):
    return {p["id"].removeprefix("wrong-form-") for p in answer.html.find_all("p", class_="wrong")}


def test_the_administrator_makes_an_account_and_the_security_officer_gives_it_a_role(world):
    form = filled(world.browser("admin"), "/people/add", username="Wang.Fang", name="王芳", password=PASSWORD)
    address = form.submit(status=303).location
    form = world.browser("security").get(f"{address}/roles").forms["form"]
    for box in form.fields["checkbox"]:
        box.checked = box._value == "staff"
    form["grade"], form["basis"] = "secret", "领导小组 2026 年第 3 次会议"
    assert "王芳" in form.submit(status=303).follow().text
    with world.work("admin") as request:
        person = request.site.people.by_username("wang.fang")
        assert person.roles == {"staff"}
        assert person.clearance.granted_by == "security"


def test_everything_wrong_is_shown_beside_its_field_and_nothing_is_kept(world):
    form = filled(
        world.browser("admin"), "/people/add", username="archivist", name="x", email="no", password="k7"
    )
    assert wrong_fields(form.submit(status=422)) == {"email"}
    form["email"] = ""
    form["password"] = form["password-confirm"] = "k7_w"
    answer = form.submit(status=422)
    assert wrong_fields(answer) == {"username", "password"}
    assert "k7_w" not in answer.text


@pytest.mark.parametrize("name", ["a" * 101, "a\x00b", "\u202eevil", ""])
def test_names_are_plain_text(world, name):
    form = filled(world.browser("admin"), "/people/add", username="wang", name=name, password=PASSWORD)
    assert wrong_fields(form.submit(status=422)) == {"name"}


def test_a_post_is_given_and_ended(world):
    browser = world.browser("admin")
    form = filled(browser, "/people/staff/appoint", post="副岗", since="2026-11-23")
    form["unit"] = "BGS"
    form.submit(status=303)
    with world.work("staff") as request:
        assert request.identity.units == {"QYB", "BGS"}
    filled(browser, "/people/staff/end-post?post=1", until="2026-11-23").submit(status=303)
    world.clock.forward(days=1)
    with world.work("staff") as request:
        assert request.identity.units == {"QYB"}


@pytest.mark.parametrize("number", ["7", "-1", "x", "", "²", "9" * 5000])
def test_a_post_that_is_not_there_is_not_found(world, number):
    world.browser("admin").get("/people/staff/end-post", params={"post": number}, status=404)


def test_closing_names_what_is_still_held_but_no_title(world):
    browser = world.browser("admin")
    with world.work("archivist") as request:
        record = Record("r1", "document")
        record.keeping, record.category, record.year, record.title = "keeping-staff", "WS", 2026, "不得外传"
        request.site.records.add(record)
    page = browser.get("/people/staff")
    form = next(f for f in page.forms.values() if f.action.endswith("/close"))
    answer = form.submit(status=422)
    assert "仍保管 WS · 2026 年档案 1 件" in answer.text
    assert "不得外传" not in answer.text


def test_an_account_is_closed_and_opened_again(world):
    browser = world.browser("admin")
    page = browser.get("/people/staff")
    page = next(f for f in page.forms.values() if f.action.endswith("/close")).submit(status=303).follow()
    page = next(f for f in page.forms.values() if f.action.endswith("/reopen")).submit(status=303).follow()
    assert any(f.action.endswith("/close") for f in page.forms.values())


def test_one_s_own_password_keeps_this_browser_and_ends_the_others(world):
    admin, here, there = world.browser("admin"), world.browser("staff"), world.browser("staff")
    filled(admin, "/people/staff/password", password=PASSWORD).submit(status=303)
    assert here.get("/account").status_int == 303
    here, there = world.browser("staff"), world.browser("staff")
    form = filled(here, "/password", password=PASSWORD + "二", current="wrong")
    assert wrong_fields(form.submit(status=422)) == {"current"}
    filled(here, "/password", password=PASSWORD + "二", current=PASSWORD).submit(status=303)
    assert here.get("/account").status_int == 200
    assert there.get("/account").status_int == 303


def test_a_token_is_shown_once_and_can_be_revoked(world):
    browser = world.browser("staff")
    answer = filled(browser, "/tokens", label="采集脚本", days="30", scope="read").submit(status=200)
    text = answer.html.find("code").get_text().strip()
    page = browser.get("/account")
    assert text not in page.text
    assert "采集脚本" in page.text
    form = next(f for f in page.forms.values() if f.action.endswith("/revoke-token"))
    assert "采集脚本" not in form.submit(status=303).follow().text
    form.submit(status=404)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"days": "0"}, "days"),
        ({"days": "x"}, "days"),
        ({"days": "9" * 30}, "days"),
        ({"label": "x" * 200}, "label"),
    ],
)
def test_a_token_wants_a_sensible_term_and_label(world, values, wrong):
    form = filled(world.browser("staff"), "/tokens", **{"label": "x", **values})
    assert wrong_fields(form.submit(status=422)) == {wrong}


def test_a_unit_is_made_changed_and_not_put_below_itself(world):
    browser = world.browser("admin")
    filled(browser, "/units/add", code="ZJZ", title="专家组", posts="ZZ 组长").submit(status=303)
    form = filled(browser, "/units/ZJZ/edit", title="专家委员会")
    form["parent"] = "ZJZ"
    assert wrong_fields(form.submit(status=422)) == {"parent"}
    form["parent"] = "LDXZ"
    assert "专家委员会" in form.submit(status=303).follow().text


def test_people_are_found_by_name_role_and_state(world):
    browser = world.browser("security")
    assert "auditor" in browser.get("/people", params={"role": "auditor"}).html.find("table").get_text()
    assert browser.get("/people", params={"q": "nobody"}).html.find("table") is None
    assert browser.get("/people", params={"closed": "1"}).html.find("table") is None
