"""The application that a server runs."""

from __future__ import annotations

import os
from typing import Any


def make_application() -> Any:
    """Set Django up and read what every page needs, so that the first page is quick."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstlight_web.settings")
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    # After the set-up: these modules ask for the settings when they are read.
    from firstlight_web.pages import selectors

    selectors.warm_up()
    return application
