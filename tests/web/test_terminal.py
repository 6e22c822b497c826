"""src/firstlight_web/settings.py: what a stranger sends fills no terminal."""

from __future__ import annotations

from firstlight_web import settings


def test_a_hostile_query_prints_nothing():
    # Fails if a refused query writes a traceback to the terminal each time
    loggers = settings.LOGGING["loggers"]
    for kind in ("SuspiciousOperation", "TooManyFieldsSent", "DisallowedHost"):
        names = [n for n in loggers if f"django.security.{kind}.".startswith(f"{n}.")]
        nearest = loggers[max(names, key=len)]
        assert nearest == {"handlers": [], "level": "CRITICAL", "propagate": False}
