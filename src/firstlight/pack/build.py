"""The build step: received files become the package's own compact tables.

Facts only: kept columns, exactly as received, each record with the row it stands on.
The totals that the publishers printed are asserted on the whole file first.
"""

from __future__ import annotations

import csv
import json
import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Source, Table, Total
from firstlight.pack.engine import open_engine
from firstlight.pack.received import Record, hash_file, read_received


def build_pack(
    catalogue: Catalogue,
    *,
    received: Path,
    into: Path,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Build every table of every source and a manifest.

    Parameters
    ----------
    received
        The folder that the catalogue's `file` paths start from.
    into
        An empty or absent folder. Nothing is left in it when a total is not met.
    say
        Told one line a table.

    Raises
    ------
    InputFaults
        With every missing file, missing column and total that is not met.
    """
    faults: list[Fault] = []
    manifest: dict[str, object] = {"duckdb": duckdb.__version__, "tables": {}}
    tables: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for source in catalogue.sources.values():
            for name, table in source.tables.items():
                try:
                    entry = _build_table(source, name, table, received, Path(scratch))
                except InputFaults as error:
                    faults.extend(error.faults)
                    continue
                tables[f"{source.id}.{name}"] = entry
                say(f"{source.id}.{name}: {entry['rows']} rows, {entry['bytes']} bytes")
        if faults:
            raise InputFaults(faults)
        manifest["tables"] = tables
        into.mkdir(parents=True, exist_ok=True)
        for name in tables:
            (into / f"{name}.parquet").write_bytes((Path(scratch) / f"{name}.parquet").read_bytes())
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (into / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _build_table(
    source: Source, name: str, table: Table, received: Path, scratch: Path
) -> dict[str, object]:
    file = received / table.file
    records = list(read_received(file, table))
    faults = [
        fault
        for total in table.totals
        if (fault := _check_total(total, records, table.file)) is not None
    ]
    if faults:
        raise InputFaults(faults)
    kept = [
        (row, record)
        for row, record in records
        if all(record[column] in values for column, values in table.keep.items())
    ]
    target = scratch / f"{source.id}.{name}.parquet"
    write_table(kept, tuple(table.columns), target)
    return {
        "file": table.file,
        "received_sha256": hash_file(file),
        "received_rows": len(records),
        "rows": len(kept),
        "sha256": hash_file(target),
        "bytes": target.stat().st_size,
    }


def matches(record: Mapping[str, str], where: Mapping[str, str]) -> bool:
    """True when every column of `where` has its value; a value ending in * is a beginning."""
    return all(
        record[column].startswith(value[:-1]) if value.endswith("*") else record[column] == value
        for column, value in where.items()
    )


def _check_total(total: Total, records: Sequence[Record], file: str) -> Fault | None:
    chosen = [record for _, record in records if matches(record, total.where)]
    if total.column == "*":
        found = len(chosen)
    else:
        try:
            found = round(math.fsum(float(r[total.column]) for r in chosen if r[total.column]))
        except (ValueError, OverflowError):
            what = "A cell is no number, so the column cannot be added up."
            return Fault(what, "Look at what changed before it is used.", file, None, total.column)
    if found == total.equals:
        return None
    return Fault(
        f"The sum is {found:,} and {total.printed_in} says {total.equals:,}.",
        "Look at what changed before it is used.",
        file=file,
        column=total.column,
    )


def write_table(records: Sequence[Record], columns: Sequence[str], target: Path) -> None:
    """Write one table, in the order received, one thread, so that the bytes repeat."""
    rough = target.with_suffix(".csv")
    with rough.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["row", *columns])
        for row, record in records:
            writer.writerow([row, *(record[column] for column in columns)])
    types = "{" + ", ".join(f"'{_escaped(name)}': 'VARCHAR'" for name in columns) + "}"
    types = types.replace("{", "{'row': 'INTEGER', ", 1)
    engine = open_engine()
    try:
        engine.execute(
            f"COPY (SELECT * FROM read_csv('{_escaped(str(rough))}', header=true, columns={types},"
            " quote='\"', escape='\"', delim=',', allow_quoted_nulls=false, max_line_size=20000000,"
            " new_line='\\n', parallel=false))"
            f" TO '{_escaped(str(target))}' (FORMAT parquet, COMPRESSION zstd,"
            " COMPRESSION_LEVEL 12, ROW_GROUP_SIZE 200000)"
        )
    finally:
        engine.close()
    rough.unlink()


def _escaped(text: str) -> str:
    return text.replace("'", "''")
