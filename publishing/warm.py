"""What Pyodide runs just before its memory is kept; not run by the build's own Python.

Each calculator answers once with its worked example and once with nonsense, in both languages, so that all
that an answer ever imports is in the snapshot: the standard library is not there when it wakes up.
"""

import gc
import json
import random
import re
import traceback

from calculators import ALL_BY_NAME
from calculators.kit.door import answer
from calculators.kit.render import calculator as rendered
from calculators.kit.text import LANGUAGES


def warm_up() -> None:
    """Take every way through the door."""
    for name, module in ALL_BY_NAME.items():
        for language in LANGUAGES:
            fields = re.findall(r' name="([^"]+)"', rendered(module, language))
            for values in ({}, dict.fromkeys(fields, "?")):
                request = {"op": "calculate", "calculator": name, "language": language, "values": values}
                answer(json.dumps(request))
    try:
        answer(json.dumps({"op": "none"}))
    except ValueError:
        traceback.format_exc()


warm_up()
random.seed(0)
gc.collect()
