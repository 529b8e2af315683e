"""Policy: from cited, dated files to the record in force on a day.

regions()      the names of all policy files
parameters()   every parameter, declared once
read_changes   the changes in a scenario's `policy` mapping
Policy         the law of a run; loads NumPy, so it is imported on first use
"""

from typing import TYPE_CHECKING

from sim.policy.changes import PolicyChange, read_changes
from sim.policy.parameters import Parameter, nearest, parameters, resolve
from sim.policy.seeds import (
    NO_SEEDS,
    OwnSeeds,
    chinese_names,
    hash_of_used,
    own_seeds,
    read_folder,
    regions,
    seeds_hash,
    with_seeds,
)
from sim.policy.values import Assumption, Value

if TYPE_CHECKING:
    from sim.policy.policy import Policy
    from sim.policy.record import policy_dtype

__all__ = [
    "NO_SEEDS",
    "Assumption",
    "OwnSeeds",
    "Parameter",
    "Policy",
    "PolicyChange",
    "Value",
    "hash_of_used",
    "nearest",
    "own_seeds",
    "parameters",
    "policy_dtype",
    "read_changes",
    "read_folder",
    "chinese_names",
    "regions",
    "resolve",
    "seeds_hash",
    "with_seeds",
]


def __getattr__(name: str):
    if name == "Policy":
        from sim.policy.policy import Policy

        return Policy
    if name == "policy_dtype":
        from sim.policy.record import policy_dtype

        return policy_dtype
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
