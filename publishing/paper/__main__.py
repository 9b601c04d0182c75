"""`python -m publishing.paper SITE [NAME]`: make all paper of a built site, or some."""

import os
import sys
from pathlib import Path

from publishing.paper.errors import PaperError
from setup import children


def main(arguments: list[str]) -> int:
    """Make, say how far it is, and fail where an artefact could not be made."""
    children.treat_every_end_alike()
    try:
        from publishing.paper import edition  # noqa: PLC0415 (it needs libraries that may be missing)
        from publishing.paper.press import Made  # noqa: PLC0415

        def tell(made: Made, done: int, total: int) -> None:
            if made.seconds:
                print(f"Paper {done}/{total}: {made.problem or made.name}", flush=True)

        made = edition.publish(Path(arguments[0]), "".join(arguments[1:2]), tell=tell)
    except PaperError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        os._exit(130)  # what was half made has another name; the workers end with the group
    return int(any(item.problem for item in made))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
