"""How does a publisher's newer file take the place of the one we ship?

Takes   a file in the publisher's own layout, as a person handed it in or asked to fetch it.
Gives   every fault of it at once, or a release that is whole; and the catalogue and tables with
        the releases in use laid over what is shipped.
Data    `catalogue/formats/`; loaded releases live in a folder of the person's own. Rows about
        employers and cases are counted by county; none of them is kept.
"""

from firstlight.refresh.apart import APART, COUNTS, Kept, find_apart, is_apart, keep_apart
from firstlight.refresh.describe import Origin
from firstlight.refresh.listing import Held, list_held
from firstlight.refresh.load import Checked, Outcome, check_file, load_file
from firstlight.refresh.newest import fetch_release
from firstlight.refresh.overlay import Overlay, lay_over
from firstlight.refresh.placing import codes_of
from firstlight.refresh.releases import SHIPPED, Loaded, Releases, data_folder
from firstlight.refresh.unknown import NONE_KNOWN

__all__ = [
    "APART",
    "COUNTS",
    "NONE_KNOWN",
    "SHIPPED",
    "Checked",
    "Held",
    "Kept",
    "Loaded",
    "Origin",
    "Outcome",
    "Overlay",
    "Releases",
    "check_file",
    "codes_of",
    "data_folder",
    "fetch_release",
    "find_apart",
    "is_apart",
    "keep_apart",
    "lay_over",
    "list_held",
    "load_file",
]
