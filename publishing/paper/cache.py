"""Files that are whole or not there, kept under the hash of what they were made from."""

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache"


def key(*parts: str | bytes | Path) -> str:
    """Name what is made from these: words count as they stand, files by what they hold."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part
        content = content.encode() if isinstance(content, str) else content
        digest.update(b"%d\n" % len(content) + content)
    return digest.hexdigest()[:20]


def write(path: Path, content: bytes) -> None:
    """Write a file in one go: whoever looks finds the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".making-", delete=False) as making:
        try:
            making.write(content)
            making.close()
            Path(making.name).chmod(0o644)
            Path(making.name).replace(path)
        except BaseException:
            making.close()
            Path(making.name).unlink(missing_ok=True)
            raise


def prune(folder: Path, used: Iterable[Path], spare: int) -> None:
    """Forget all but what is used now and a few more, the latest ones."""
    kept = set(used)
    others = [path for path in folder.glob("*") if path.is_file() and path not in kept]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[spare:]:
        path.unlink(missing_ok=True)
