"""Who is silent in incident files: no sentence where nobody knows, every name where somebody does."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from firstlight.assessment import assess, take_incident_files
from firstlight.base.cell import Status
from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.cli.incidents_protect import protect_summary
from firstlight.cli.library import open_shipped_library
from firstlight.incidents import summarise_incidents
from firstlight.places import find_area
from made_incidents import Arrest, Incident, MadeAgency, Victim, make_download, write_folder
