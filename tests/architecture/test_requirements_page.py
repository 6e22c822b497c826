"""docs/requirements.md says what the tests say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_requirements_page_is_fresh() -> None:
    """Fails when a requirement test is added, moved or reworded and the page is not made anew."""
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "generate.py"), "--check"])
    assert done.returncode == 0, "run: python docs/generate.py"
