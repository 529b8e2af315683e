"""The package under the name of the command: `import gongji` is `import sim`, `python -m gongji` is `gongji`."""

import sys
from typing import TYPE_CHECKING

import sim

if TYPE_CHECKING:
    from sim import *  # noqa: F403

if __name__ == "__main__":
    from sim.start import main

    main()

sys.modules["gongji"] = sim
