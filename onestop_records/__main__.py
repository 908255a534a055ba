"""``python -m onestop_records`` is the command ``onestop-records``."""

from onestop_records.cli import main

main(prog_name="onestop-records")
