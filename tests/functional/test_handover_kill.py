"""``kill -9`` around the last signature and while things are put aside: one custodian for all of it.

Three rounds in the suite; ``ONESTOP_KILL_ROUNDS`` and ``ONESTOP_KILL_SEED`` for more.
"""

import os
import random
import threading
import time

from onestop_records.bench.client import Client
from onestop_records.bench.served import Served, free_port
from onestop_records.cli.instance import open_instance
from tests.functional import handover_racing as racing
from tests.functional.serving import PASSWORD, furnished

ROUNDS = int(os.environ.get("ONESTOP_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("ONESTOP_KILL_SEED", "20261122"))
COUNT = 60
PATIENCE = 60.0


def holders(opened):
    """Usernames of who answers for the records, and the state of the handover."""
    with opened.work() as request:
        site = request.site
        handover = next(iter(site.handovers.values()))
        people = {site.people[site.holder(record.keeping)].username for record in site.records.values()}
        return people, handover.state, len(handover.todo), site.people[handover.giver].closed


def call_and_kill(server, client, path, values, pause):
    """Send a call, and kill everything ``pause`` seconds after it was begun; True when it was answered."""
    answered = threading.Event()

    def send():
        try:
            client.call("POST", path, values)
        except Exception:  # the server was killed under it
            return
        answered.set()

    sender = threading.Thread(target=send)
    sender.start()
    time.sleep(pause)
    server.kill()
    sender.join()
    return answered.is_set()


def test_kill_while_things_are_put_aside_and_at_the_last_signature(tmp_path):
    moments = random.Random(SEED)
    folder = furnished(tmp_path / "instance")
    with open_instance(folder) as opened:
        for _ in range(COUNT):
            racing.act_as(opened, racing.GIVER, racing.capture)
        racing.act_as(opened, racing.LEADER, racing.open_one)
        with opened.work() as request:
            found = racing.the_handover(request)
            handover, size = found.id, found.size
    path = f"/handovers/{handover}/transitions"
    server = Served(folder, free_port())

    server.start()
    receiver = Client(server.port, racing.RECEIVER, PASSWORD)
    checking = {"rows": list(range(1, size + 1)), "finding": "present"}
    call_and_kill(server, receiver, f"{path}/check", checking, moments.uniform(0.02, 0.4))
    with open_instance(folder) as opened:
        assert holders(opened)[:2] == ({racing.GIVER}, "checking")

    server.start()
    receiver, leader, giver = (
        Client(server.port, name, PASSWORD) for name in (racing.RECEIVER, racing.LEADER, racing.GIVER)
    )
    receiver.call("POST", f"{path}/check", checking)
    deadline = time.monotonic() + PATIENCE
    while leader.call("GET", f"/handovers/{handover}")["moving"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    leader.call("POST", f"{path}/present", {})
    giver.call("POST", f"{path}/sign", {"password": PASSWORD, "acknowledged": True})
    receiver.call("POST", f"{path}/sign", {"password": PASSWORD})

    for _ in range(ROUNDS):
        supervisor = Client(server.port, racing.SUPERVISOR, PASSWORD)
        signing = {"password": PASSWORD}
        answered = call_and_kill(server, supervisor, f"{path}/sign", signing, moments.uniform(0.0, 0.25))
        with open_instance(folder) as opened:
            people, state, _moving, closed = holders(opened)
        whole = (people, state, closed)
        assert whole in (({racing.GIVER}, "signing", False), ({racing.RECEIVER}, "passed", True)), SEED
        assert state == "passed" or not answered
        if state == "passed":
            break
        server.start()
    else:
        Client(server.port, racing.SUPERVISOR, PASSWORD).call("POST", f"{path}/sign", {"password": PASSWORD})
        server.kill()
    with open_instance(folder) as opened:
        assert holders(opened) == ({racing.RECEIVER}, "passed", 0, True)
