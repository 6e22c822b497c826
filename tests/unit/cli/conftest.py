"""Entering by the command, on a made world."""

from made_command import assess, world

__all__ = ["assess", "world"]
