"""The entry point of the command: signals first, then everything that takes time to load."""

from sim.stopping import end_at_once_when_stopped


def main() -> None:
    end_at_once_when_stopped()
    from sim.cli import main

    main()
