"""A script carried out by compiled code: all days of a piece of lives at once. Not loaded where nothing is compiled.

Python takes longer to call a kernel than an idle kernel runs, and only one thread at a time runs Python.
"""

from sim.compiled import inlined, kernel
from sim.words.states import NOBODY
from sim.world.handle_type import call
from sim.world.script import Does, Step
from sim.world.world import World, invalidate


@kernel
def perform(w: World, at):
    """Carry out the script from one of its steps on; returns the first that is left to Python, or their number.

    Left to Python are days to be observed, a kernel that ended with an error, and one that found something wrong.
    """
    while at < w.steps.size:
        step = w.steps[at]
        if step.does == Does.DAY:
            w.clock.today, w.clock.month = step.numbers[0], step.numbers[1]
        elif step.does == Does.INVALIDATE:
            invalidate(w)
        elif step.does == Does.OBSERVE:
            return at
        elif step.does != Does.UNTIL or w.clock.next_moment < step.numbers[0]:
            is_done, result = called(w, step)
            if not is_done or (step.does == Does.PROVE and result != NOBODY):
                return at
        at += 1
    return at


@inlined
def called(w: World, step: Step):
    """Call the kernel of a step: whether it came to its end, and what it returned."""
    code, numbers = w.kernels[step.kernel], step.numbers
    if step.count == 0:
        return call(code, w, ())
    if step.count == 1:
        return call(code, w, (numbers[0],))
    if step.count == 2:
        return call(code, w, (numbers[0], numbers[1]))
    if step.count == 3:
        return call(code, w, (numbers[0], numbers[1], numbers[2]))
    if step.count == 4:
        return call(code, w, (numbers[0], numbers[1], numbers[2], numbers[3]))
    if step.count == 5:
        return call(code, w, (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]))
    return call(code, w, (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))
