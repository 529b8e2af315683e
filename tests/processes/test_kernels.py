"""Every kernel takes the world first, or persons and the law alone, and few parameters."""

from importlib import import_module
from inspect import signature
from pkgutil import iter_modules

import pytest

from sim import processes, world
from sim.processes.events import KERNELS

MOST = 7


def functions():
    for package in (processes, world):
        for module in iter_modules(package.__path__):
            loaded = import_module(f"{package.__name__}.{module.name}")
            for name, function in vars(loaded).items():
                plain = getattr(function, "py_func", function)
                if (
                    callable(plain)
                    and getattr(plain, "__module__", "") == loaded.__name__
                    and not isinstance(plain, type)
                ):
                    yield pytest.param(plain, id=f"{module.name}.{name}")


@pytest.mark.parametrize("function", list(functions()))
def test_no_kernel_has_more_than_seven_parameters_and_the_world_comes_first(function):
    parameters = list(signature(function).parameters)
    assert len(parameters) <= MOST
    assert "w" not in parameters[1:]


def test_the_kernel_of_an_event_takes_the_world_the_event_and_whole_numbers():
    for of_phase in KERNELS.values():
        for kernel in of_phase.values():
            assert list(signature(getattr(kernel, "py_func", kernel)).parameters)[:2] == ["w", "event"]
