"""What Pyodide runs just before its memory is kept; not run by the build's own Python.

Each calculator answers once with its worked example and once with nonsense, in both languages, so that all
that an answer ever imports is in the snapshot: the standard library is not there when it wakes up.
"""

import gc
import json
import random
import re
import traceback
from itertools import product

from calculators import ALL_BY_NAME
from calculators.kit.door import answer
from calculators.kit.render import calculator as rendered
from calculators.kit.text import LANGUAGES


def warm_up() -> None:
    """Take every way through the door."""
    for name, module in ALL_BY_NAME.items():
        for language in LANGUAGES:
            fields = re.findall(r' name="([^"]+)"', rendered(module, language))
            to = {"calculator": name, "language": language}
            for op, values in product(("calculate", "text", "csv"), ({}, dict.fromkeys(fields, "?"))):
                answer(json.dumps({"op": op, "values": values, **to}))
            for text in ("?", json.dumps({"calculator": name, "values": dict.fromkeys(fields, "?")})):
                answer(json.dumps({"op": "bring", "text": text, **to}))
    try:
        answer(json.dumps({"op": "none"}))
    except ValueError:
        traceback.format_exc()


warm_up()
random.seed(0)
gc.collect()
