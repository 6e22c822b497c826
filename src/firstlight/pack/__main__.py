"""Build the bundled tables: `python -m firstlight.pack FOLDER_OF_RECEIVED_FILES [INTO]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.pack import build_pack, pack_folder


def main() -> int:
    """Build anew; the old tables go only when the new ones are whole."""
    if len(sys.argv) not in (2, 3):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    target = Path(sys.argv[2]) if len(sys.argv) == 3 else pack_folder()
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        build_pack(
            read_catalogue(),
            received=Path(sys.argv[1]),
            into=fresh,
            say=lambda line: print(line, file=sys.stderr),  # noqa: T201
        )
    except InputFaults as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
