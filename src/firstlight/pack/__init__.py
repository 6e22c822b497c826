"""What do the bundled tables say, cell by cell, exactly as received?

Takes   the tables beside this file, or those of another folder with a manifest.
Gives   a `Pack` that reads a cell's text, its status and its address in the received
        file; `build_pack` makes the tables anew from received files; `stream_text`
        lends the engine for files too large to hold.
Data    `tables/*.parquet` and `tables/manifest.json`, made by `build_pack`.
"""

from firstlight.pack.build import build_pack, write_table
from firstlight.pack.engine import TextStream, UnreadableRows, stream_text
from firstlight.pack.pack import Pack, open_pack, pack_folder
from firstlight.pack.received import hash_file, read_received
from firstlight.pack.table import PackTable
from firstlight.pack.vintage import Trace, explain_old_code, trace_county

__all__ = [
    "Pack",
    "PackTable",
    "TextStream",
    "Trace",
    "UnreadableRows",
    "build_pack",
    "explain_old_code",
    "hash_file",
    "open_pack",
    "pack_folder",
    "read_received",
    "stream_text",
    "trace_county",
    "write_table",
]
