"""What do we hold as fact, and where does each fact come from?

Takes   YAML files in the folders beside this one; one fact, one file.
Gives   a `Catalogue` of typed entries, or every fault of every file at once.
Data    `sources/`, `indicators/`, `parameters/`, `warnings/`, `places/`, `methods/`,
        `demonstrations/`, `composites/`, `claims/`.
"""

from firstlight.catalogue.catalogue import Catalogue, catalogue_folder, read_catalogue
from firstlight.catalogue.reader import read_entry, read_folder

__all__ = ["Catalogue", "catalogue_folder", "read_catalogue", "read_entry", "read_folder"]
