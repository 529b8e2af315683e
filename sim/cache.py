"""The one folder of this machine for everything that can be made again: machine code and tables."""

import os
from pathlib import Path

from platformdirs import user_cache_path

CACHE_VARIABLE = "GONGJI_CACHE"


def cache_root() -> Path:
    """`$GONGJI_CACHE`, else the folder `gongji` where this system keeps a user's caches.

    A user without a home gets a folder in which nothing can be written: callers then keep nothing.
    """
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named)
    root = user_cache_path("gongji", appauthor=False)
    return root if root.is_absolute() else Path(os.devnull) / "gongji"
