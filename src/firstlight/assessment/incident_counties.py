"""Which county is meant by the name that incident files have for it?"""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.base.county_names import plain
from firstlight.base.place import County
from firstlight.incidents import Agency
from firstlight.places import Gazetteer


class CountyFinder:
    """Counties of a state by the names that the files have for them."""

    def __init__(self, gazetteer: Gazetteer, state: str) -> None:
        self.gazetteer = gazetteer
        self.state = state
        counties = gazetteer.of_state(state)
        self.only = counties[0].fips if len(counties) == 1 else ""
        self.joined: dict[str, set[str]] = {}
        for (name, of), found in gazetteer.by_name.items():
            if of == state:
                self.joined.setdefault(name.replace(" ", ""), set()).update(c.fips for c in found)

    def find(self, agency: Agency) -> dict[str, str | None]:
        """Each county of an agency with its code, None where it is not clear which is meant.

        In a state that is one county, every agency is of it.
        """
        if not agency.counties:
            return {"": self.only} if self.only else {}
        return {name: self._code(name) for name in agency.counties}

    def _code(self, name: str) -> str | None:
        found: Sequence[County] = self.gazetteer.by_name.get((plain(name), self.state), ())
        if len(found) > 1:  # beside a city of its name the files write "CITY"
            found = [county for county in found if county.name.endswith(" County")]
        if len(found) == 1:
            return found[0].fips
        joined = self.joined.get(plain(name).replace(" ", ""), set())
        return next(iter(joined)) if len(joined) == 1 else None


__all__ = ["CountyFinder"]
