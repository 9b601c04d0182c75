"""What is wrong with a sheet of paper, and what to do about it."""


class PaperError(Exception):
    """One sentence or more for the one who runs the build."""
