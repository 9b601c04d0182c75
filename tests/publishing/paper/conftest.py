"""What there is on paper."""

from pathlib import Path

import pytest

from publishing.paper import edition
from publishing.paper.artefact import Artefact


@pytest.fixture(scope="session")
def artefacts(printed: Path) -> list[Artefact]:
    """The artefacts of the built site, in the order of the print page."""
    return edition.artefacts(edition.source_of(printed))
