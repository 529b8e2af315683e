"""The command `gongji serve`: the page to ask on, for this machine alone."""

import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from sim.answers import attempt, echo
from sim.options import MOST_LIVES, RESULTS, Results
from sim.words.language import language, say

PORT = 8690  # the same each time, so that a browser still has what was typed


def serve(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The port; 0 for any that is free.", show_default=f"{PORT} if it is free"),
    ] = None,
    results: Results = RESULTS,
    seeds: Annotated[
        Path | None,
        typer.Option(
            help="Folder of policy files of your own, looked at before the program's.",
            metavar="FOLDER",
            show_default="none",
        ),
    ] = None,
    allow_extensions: Annotated[
        bool, typer.Option("--allow-extensions", help="Run extension files of the present folder that a text names.")
    ] = False,
    most_lives: Annotated[int, typer.Option(min=1, max=MOST_LIVES, help="Most lives of a study.")] = 20_000,
    most_years: Annotated[int, typer.Option(min=1, max=150, help="Most years of a study.")] = 60,
    most_swept: Annotated[int, typer.Option(min=1, help="Most lives of a sweep, over all its points.")] = 100_000,
) -> None:
    """Serve a page on which a household is written and simulated, to this machine only, until Ctrl-C."""

    def work() -> int:
        from sim.extras import needs

        with needs("serve", "gongji serve"):
            import uvicorn

            from sim.serve.app import Settings, app
        from sim.experiment.executors import usable_processors
        from sim.experiment.study_run import results_folder
        from sim.pages.report import ready
        from sim.serve.household import Bounds

        ready()
        own = str(seeds.expanduser()) if seeds else None
        bounds = Bounds(most_lives, most_years, allow_extensions, own, most_swept)
        bounds.own_seeds()  # what is wrong with the folder is said before anybody asks
        settings = Settings(results_folder(results).absolute(), bounds, language(), usable_processors())
        listening = _listening(port)
        echo(f"http://127.0.0.1:{listening.getsockname()[1]}/{settings.token}/")
        echo(say("Open this address in a browser of this machine; Ctrl-C ends the server."), err=True)
        config = uvicorn.Config(app(settings), log_level="warning", access_log=False, timeout_graceful_shutdown=2)
        with listening, suppress(KeyboardInterrupt):  # Ctrl-C is how a server ends
            uvicorn.Server(config).run([listening])
        return 0

    raise typer.Exit(attempt(work))


def _listening(port: int | None) -> socket.socket:
    """A socket of this machine alone; without a port, the usual one, or any if another server has that."""
    from sim.experiment.arguments import BadArgument

    wanted = [PORT, 0] if port is None else [port]
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for one in wanted:
        try:
            listening.bind(("127.0.0.1", one))
            listening.listen()  # who opens the address at once waits, and is not refused
        except OSError as error:
            if one == wanted[-1]:
                listening.close()
                raise BadArgument("--port", f"{one} cannot be used ({error.strerror})") from None
        else:
            return listening
    raise AssertionError
