"""Parts of cases, for the forms and the API: what each step is told."""

from collections.abc import Mapping
from typing import Any

from schemas.casejoint import JOINT

STEPS: Mapping[str, Any] = {**JOINT}
