"""Asking how far a case is, without signing in (H8.5)."""

import pytest

from tests import cases


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def ask(world, number, proof, address="10.0.0.1"):
    browser = world.browser()
    form = next(f for f in browser.get("/case-progress").forms.values() if "proof" in f.fields)
    form["number"], form["proof"] = number, proof
    return form.submit(expect_errors=True, extra_environ={"REMOTE_ADDR": address})


@pytest.mark.parametrize("proof", ["5678", "12345678", "1234J", "234j"])
def test_h8_5_the_end_of_the_telephone_or_code_tells_state_and_deadline(house, proof):
    cases.accepted(house)
    answer = ask(house, " bj2026-00001 ", proof)
    assert answer.status_int == 200 and answer.headers["Cache-Control"] == "no-store"
    assert "已受理" in answer and "2026-12-02" in answer


def test_h8_5_nothing_else_is_told(house):
    cases.decided(house)
    text = ask(house, "BJ2026-00001", "5678").text
    for secret in ("宁波文具有限公司", "王工", "12345678", "检定合格", "clerk", "天平", "91330200"):
        assert secret not in text, secret


def test_h8_5_a_wrong_number_and_wrong_digits_are_told_the_same(house):
    cases.entered(house)
    problems = []
    for number, proof in (("BJ2026-00001", "9999"), ("BJ2026-00002", "5678"), ("BJ2026-00001", "678")):
        answer = ask(house, number, proof)
        assert answer.status_int == 422
        problems.append(answer.html.select_one("#problem").text)
    assert len(set(problems)) == 1


def test_h8_5_who_left_neither_telephone_nor_code_is_told_nothing(house):
    cases.entered(house, phone="", code="", name="李先生")
    for proof in ("", "    ", "----", "李先生李"):
        assert ask(house, "BJ2026-00001", proof).status_int == 422


def test_h8_5_it_is_throttled_for_each_address(house):
    cases.entered(house)
    for number in range(10):
        assert ask(house, f"BJ2026-1000{number}", "0000").status_int == 422
    refused = ask(house, "BJ2026-00001", "5678")  # the right digits do not get through either
    assert refused.status_int == 429 and int(refused.headers["Retry-After"]) > 0
    assert ask(house, "BJ2026-00001", "5678", "10.0.0.2").status_int == 200
    house.clock.forward(minutes=16)
    assert ask(house, "BJ2026-00001", "5678").status_int == 200


def test_h8_5_one_number_is_not_guessed_from_many_addresses(house):
    cases.entered(house)
    for number in range(30):
        assert ask(house, "BJ2026-00001", f"{number:04}", f"10.0.1.{number}").status_int == 422
    assert ask(house, "BJ2026-00001", "5678", "10.0.2.1").status_int == 429


def test_h8_5_the_api_tells_the_same_and_throttles_too(house):
    cases.entered(house)
    browser = house.browser()

    def post(proof, **more):
        body = {"number": "BJ2026-00001", "proof": proof}
        return browser.post_json("/api/v1/case-progress", body, **more)

    assert set(post("5678").json) == {"number", "state", "due", "waiting"}
    for __ in range(10):
        post("0000", status=404)
    assert post("5678", status=429).headers["Retry-After"]


def test_h8_5_a_case_that_waits_for_material_says_so(house):
    case_id = cases.accepted(house)
    cases.make(house, "clerk", case_id, "receive", materials=[{"number": 1, "problem": "型号有误"}])
    cases.make(house, "clerk", case_id, "supplement", reason="更正型号")
    text = ask(house, "BJ2026-00001", "5678").text
    assert "时限暂停" in text and "型号" not in text
