"""What to hand out: the site with its PDFs, and a zip of it for a USB stick: `python -m publishing.dist`."""

import sys
import zipfile
from pathlib import Path

from company import document
from publishing import runtime, serve
from setup import children
from setup.steps import ROOT, StopError, remove

SITE = ROOT / "site"
DIST = ROOT / "dist"
NAME = "runbook-{site}-{revision}"


def pack(folder: Path, target: Path) -> None:
    """Zip a folder under its target's name; the same files give the same bytes."""
    making = target.with_suffix(".making")
    with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}", runtime.EPOCH)
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, path.read_bytes())
    making.replace(target)


def main() -> int:
    """Build, print, pack, and say where it all is."""
    children.treat_every_end_alike()
    try:
        remove(SITE)
        if problem := serve.build(SITE):
            raise StopError(f"{problem}\nThe build failed. Mend what is named above, then run it again.")
        if children.call([sys.executable, "-m", "publishing.paper", SITE], ROOT):
            raise StopError("Not all of the paper could be made: see above.")
        profile = document.load()
        revision = profile.shown("runbook.revision")
        name = NAME.format(site=profile.values["site.id"], revision=revision.en if revision else "0")
        DIST.mkdir(exist_ok=True)
        pack(SITE, DIST / f"{name}.zip")
    except StopError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    megabytes = (DIST / f"{name}.zip").stat().st_size / 1e6
    print(f"The site with its PDFs:  {SITE}\nFor a USB stick:         {DIST / name}.zip, {megabytes:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
