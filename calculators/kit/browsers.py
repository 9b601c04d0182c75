"""Which browsers can run the calculators: the one list that the pages, the README and the tests quote."""

from __future__ import annotations

from calculators.kit.text import Text

# What Pyodide 0.29 is tested on (its documentation, "Supported browsers"); Firefox needs DecompressionStream.
OLDEST = {"Chrome": "112", "Edge": "112", "Firefox": "113", "Safari": "16.4"}

BROWSERS = Text.joined(
    Text(f"{name} {version} 及以上", f"{name} {version} or later") for name, version in OLDEST.items()
)
