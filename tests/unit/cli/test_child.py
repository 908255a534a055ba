import subprocess
import sys
import time

from onestop_records.cli.child import FIRST_PAUSE, LONGEST_PAUSE, Child


def died_after(child, seconds):
    """Let the child have died after so many seconds; return the pause before the next start."""
    child.process = subprocess.Popen([sys.executable, "-c", ""])
    child.process.wait()
    child._started = time.monotonic() - seconds
    assert child.ended() == 0
    return child._pause


def test_whoever_keeps_dying_is_started_again_after_growing_pauses():
    child = Child("web", ["web"])
    pauses = [died_after(child, 1) for _ in range(9)]
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
    assert died_after(child, 3600) == 0
