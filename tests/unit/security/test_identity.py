def test_a_unit_of_work_has_the_identity_of_the_acting_person(world):
    with world.work("archivist") as request:
        assert request.identity.person == "archivist"
        principals = request.identity.principals
        assert {
            "archive:2",
            "unit:BGS:2",
            "keeping:keeping-archivist:0",
            "public",
        } <= principals
        assert "archive:3" not in principals
        assert request.authenticated_userid == "archivist"


def test_the_system_may_do_everything(world):
    with world.work("system") as request:
        assert request.identity.system
        assert request.has_permission("people:roles", request.site)
