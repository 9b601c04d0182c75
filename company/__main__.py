"""Say what is wrong in `runbook.yml` and what is still blank: `python -m company`."""

import sys

from company.document import FILE, DocumentError, load

GOOD = "{name} 没有错误 / {name} is in order."
EXAMPLE = (
    "example: true，所以每一页都标着“示例”。换成自己公司的内容以后，改成 false。\n"
    "example: true marks every page as an example. Set it to false when the values are your own."
)
BLANK = "还空着 {count} 项，页面上印成横线 / {count} still blank; a page shows a line to write on:"


def main() -> int:
    """Read the profile; give the exit status."""
    try:
        profile = load()
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 1
    print(GOOD.format(name=FILE.name))
    if profile.example:
        print(EXAMPLE)
    if blanks := profile.blanks():
        print(BLANK.format(count=len(blanks)))
        for entry in blanks:
            print(f"  {entry.key:<24} {entry.label.zh} / {entry.label.en}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
