"""One life simulated again and explained: everything that happened in it, and why.

There is no second law here. The kernels themselves run, as plain Python, and what they call is written down.
"""

from sim.explain.life import Life, life

__all__ = ["Life", "life"]
