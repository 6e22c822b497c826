"""Facts from YAML files, read as text and converted by their schema, with every fault at once.

Plain YAML would turn FIPS 01001 into 513 and the key `on` into True, so every scalar
is read as text and the entry's dataclass says what it becomes.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import types
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from firstlight.base.errors import CatalogueFaults, Fault

# The C loader is ten times quicker; it is absent only where PyYAML was built without libyaml.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Entry = TypeVar("Entry")
NOTHING = ("", "null", "~")


class _Reading:
    """One file being read: where we are and what is wrong so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, node: yaml.Node, what: str, do: str) -> None:
        self.faults.append(Fault(what, do, file=self.file, row=node.start_mark.line + 1))

    def convert(self, node: yaml.Node, wanted: Any, key: str) -> Any:
        origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
        if origin in (typing.Union, types.UnionType):
            if isinstance(node, yaml.ScalarNode) and node.value in NOTHING:
                return None
            inner = [argument for argument in arguments if argument is not type(None)]
            return self.convert(node, inner[0], key)
        if origin is tuple:
            return self._sequence(node, arguments[0], key)
        if origin in (dict, Mapping) or origin is typing.get_origin(Mapping[str, str]):
            return self._mapping(node, arguments[1], key)
        if dataclasses.is_dataclass(wanted):
            return self.entry(node, typing.cast(type, wanted), key)
        return self._scalar(node, wanted, key)

    def _sequence(self, node: yaml.Node, wanted: Any, key: str) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, f"{key} is not a list.", "Write its parts with a dash each.")
            return ()
        return tuple(self.convert(part, wanted, key) for part in node.value)

    def _mapping(self, node: yaml.Node, wanted: Any, key: str) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{key} is not a set of keys.", "Write it as `key: value` lines.")
            return {}
        values: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self.fault(name, f"{key} has a key that is no text.", "Write `key: value` lines.")
            elif name.value in values:
                self.fault(name, f"{key} has {name.value} twice.", "Leave one out.")
            else:
                values[name.value] = self.convert(value, wanted, key)
        return values

    def _scalar(self, node: yaml.Node, wanted: Any, key: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, f"{key} holds several things.", "Write one value.")
            return None
        text = " ".join(node.value.split())
        makers: dict[Any, Callable[[str], Any]] = {
            str: str,
            int: int,
            float: _finite,
            bool: {"true": True, "false": False}.__getitem__,
            datetime.date: datetime.date.fromisoformat,
        }
        make = makers.get(wanted, wanted)
        try:
            return make(text)
        except (ValueError, KeyError):
            name = getattr(wanted, "__name__", str(wanted))
            self.fault(node, f"{key} is not a {name}.", "Mend the value.")
            return None

    def entry(self, node: yaml.Node, kind: type[Any], key: str, identifier: str = "") -> Any:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{key} is not a set of keys.", "Write it as `key: value` lines.")
            return None
        hints = typing.get_type_hints(kind)
        fields = {field.name: field for field in dataclasses.fields(kind)}
        if identifier:  # the file's name says it
            del fields["id"]
        values: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self.fault(name, f"{key} has a key that is no text.", "Write `key: value` lines.")
            elif name.value not in fields:
                known = ", ".join(fields)
                self.fault(name, f"{key} has an unknown key {name.value}.", f"Known: {known}.")
            elif name.value in values:
                self.fault(name, f"{key} has {name.value} twice.", "Leave one out.")
            else:
                values[name.value] = self.convert(value, hints[name.value], name.value)
        for name, field in fields.items():
            bare = field.default is dataclasses.MISSING
            if name not in values and bare and field.default_factory is dataclasses.MISSING:
                self.fault(node, f"{key} lacks {name}.", "Add it.")
        if self.faults:
            return None
        if identifier:
            values["id"] = identifier
        try:
            return kind(**values)
        except ValueError as error:
            self.fault(node, f"{error}.", "Mend the entry.")
            return None


def _finite(text: str) -> float:
    """A number that is neither endless nor none: no limit may be switched off by `nan`."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def read_entry(file: Path, kind: type[Entry]) -> Entry:
    """Read one file as one entry; its id is the file's name without its ending.

    Raises
    ------
    CatalogueFaults
        With every unknown key, missing key and wrong value, each with file and line.
    """
    reading = _Reading(f"{file.parent.name}/{file.name}")
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        fault = Fault("This is not YAML.", "Mend it.", file=reading.file, row=row)
        raise CatalogueFaults([fault]) from None
    if node is None:
        fault = Fault("The file is empty.", "Write the entry.", file=reading.file)
        raise CatalogueFaults([fault])
    has_id = any(field.name == "id" for field in dataclasses.fields(typing.cast(Any, kind)))
    entry = reading.entry(node, kind, file.stem, file.stem if has_id else "")
    if reading.faults:
        raise CatalogueFaults(reading.faults)
    return typing.cast(Entry, entry)


def read_folder(folder: Path, kind: type[Entry]) -> dict[str, Entry]:
    """Read every `*.yaml` of a folder, by id, in the order of their names.

    Raises
    ------
    CatalogueFaults
        With the faults of all files together.
    """
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            entries[file.stem] = read_entry(file, kind)
        except CatalogueFaults as error:
            faults.extend(error.faults)
    if faults:
        raise CatalogueFaults(faults)
    return entries
