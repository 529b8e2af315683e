"""A scenario under a policy, prepared once for all blocks: who stands where, known dates, rows of one life."""

from sim.plan.plan import Plan

__all__ = ["Plan"]
