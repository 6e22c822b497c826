"""How is Firstlight asked from a terminal?

Takes   words typed after `firstlight`.
Gives   an answer on standard output, progress on standard error, and an exit status:
        0 done, 1 a fault of ours, 2 bad usage, 3 the input is wrong, 4 refused.
"""

from firstlight.cli.main import main

__all__ = ["main"]
