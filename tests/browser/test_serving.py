"""The tests' own file server: quiet about a browser that leaves early, and about nothing else."""

import pytest

from tests.browser.serving import Handler, Server


@pytest.mark.parametrize(
    ("error", "said"),
    [(ConnectionResetError(), ""), (BrokenPipeError(), ""), (ValueError("a fault"), "ValueError: a fault")],
    ids=["reset", "broken pipe", "a fault of ours"],
)
def test_what_the_server_says(capsys: pytest.CaptureFixture, error: Exception, said: str):
    with Server(("127.0.0.1", 0), Handler) as server:
        try:
            raise error
        except type(error):
            server.handle_error(None, ("127.0.0.1", 1))

    printed = capsys.readouterr().err
    assert said in printed
    assert bool(printed) == bool(said)
