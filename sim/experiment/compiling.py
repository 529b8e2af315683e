"""Compiling in processes of their own, before anything is simulated: the compiler never gives its memory back."""

import sys
from contextlib import ExitStack
from pathlib import Path
from subprocess import DEVNULL, Popen

from sim.cache import cache_root
from sim.experiment.executors import usable_processors
from sim.experiment.law import policy_of
from sim.kernel_cache import kernel_folder

_PROGRAM = "import sys; from sim.experiment.compiling import compile_rules; compile_rules(*sys.argv[1:])"

#: Two processes meet in the middle of the list. Of more, each would compile again what the others need as well.
_ORDERS = ("forwards", "backwards")


def compile_apart(file: str | Path, seeds: str | Path | None = None) -> None:
    """Compile all kernels that a scenario calls, in two processes where there are two processors.

    If compiled rules cannot be cached for the next process, or those processes fail, the run compiles them itself.
    """
    if cache_root() not in kernel_folder().parents:
        return
    with ExitStack() as stack:
        processes = []
        for order in _ORDERS[: usable_processors()]:
            command = [sys.executable, "-c", _PROGRAM, order, str(file), *([str(seeds)] if seeds else [])]
            processes.append(stack.enter_context(Popen(command, stdout=DEVNULL, stderr=DEVNULL)))
            stack.callback(processes[-1].terminate)  # an interruption leaves none behind
        for process in processes:
            process.wait()


def compile_rules(order: str, file: str, seeds: str | None = None) -> None:
    """Compile the kernels that a scenario calls, from the first to the last or from the last to the first."""
    from sim.engine import compile_kernels
    from sim.plan import Plan
    from sim.scenario import load

    scenario = load(file, seeds)
    if scenario.population:
        from sim.population import some_households

        scenario = some_households(scenario)
    compile_kernels(Plan.make(scenario, policy_of(scenario)), backwards=order == _ORDERS[1])
