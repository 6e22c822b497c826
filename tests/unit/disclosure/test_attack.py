"""The ends of what stays possible, in tables whose answer is known by hand or by counting."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from firstlight.base.cell import Cell, Status
from firstlight.base.table import Dimension, Published, list_entries
from firstlight.catalogue import read_catalogue
from firstlight.disclosure import audit_tables, write_published
from firstlight.disclosure.attack import Attacker, Span
from table_attacker import TOTAL, enumerate_values, make_counts, read_rows

RULES = read_catalogue().disclosure
TEN = RULES["one_to_ten"]


def publish(
    columns: dict[str, tuple[str, ...]], values: dict[tuple[str, ...], int | None]
) -> Published:
    """A published table; None is suppressed."""
    dimensions = tuple(Dimension(name, categories) for name, categories in columns.items())
    cells = {
        key: Cell.missing(Status.SUPPRESSED) if values[key] is None else Cell.counted(values[key])
        for key in list_entries(dimensions)
    }
    return Published(dimensions, cells, "one_to_ten")


def spans(table: Published, *others: Published) -> dict[tuple[str, ...], Span]:
    audit = audit_tables([*others, table], [TEN] * (len(others) + 1))
    return {cell.key: cell.span for cell in audit.cells if cell.table == len(others)}


def test_two_hidden_of_a_known_sum() -> None:
    """Fails when a hidden number may be 0, or its most is not the sum less one."""
    table = publish(
        {"form": ("a", "b", "c")}, {("a",): None, ("b",): None, ("c",): 20, (TOTAL,): 33}
    )
    assert spans(table) == {("a",): Span(1, 12), ("b",): Span(1, 12)}


def test_without_a_total_there_is_no_end() -> None:
    """Fails when an end is made up where the total is hidden too."""
    table = publish({"form": ("a", "b")}, {("a",): None, ("b",): 20, (TOTAL,): None})
    found = spans(table)
    assert found[("a",)] == Span(1, None)
    assert found[(TOTAL,)] == Span(21, None)


def test_five_values_are_too_few_and_six_are_enough() -> None:
    """Fails when the promise is off by one."""
    for total, safe in ((6, False), (7, True)):
        shown = {("a",): None, ("b",): None, ("c",): 30, (TOTAL,): total + 30}
        table = publish({"form": ("a", "b", "c")}, shown)
        audit = audit_tables([table], [TEN])
        assert (audit.safe, audit.width) == (safe, total - 1)


def test_a_large_number_may_be_closed_in() -> None:
    """A hidden number between 40 and 43 is no small count. Fails when it makes a table unsafe."""
    values = {("a",): None, ("b",): None, (TOTAL,): None}
    coarse = publish({"form": ("a", "b")}, values)
    assert audit_tables([coarse], [TEN]).safe


def test_a_shown_small_count_is_unsafe_whatever_else_is_hidden() -> None:
    """Fails when the audit looks at suppressed numbers only."""
    table = publish({"form": ("a", "b")}, {("a",): 4, ("b",): 20, (TOTAL,): 24})
    audit = audit_tables([table], [TEN])
    assert not audit.safe
    assert "shown" in audit.why_not


def test_values_that_do_not_add_up_are_unsafe() -> None:
    """Noise is found. Fails when a table that no whole table fits is called safe."""
    table = publish({"form": ("a", "b")}, {("a",): 14, ("b",): 20, (TOTAL,): 35})
    assert not audit_tables([table], [TEN]).safe


def test_an_earlier_release_opens_a_table_that_is_safe_alone() -> None:
    """Fails when tables are attacked one by one."""
    first = publish(
        {"form": ("a", "b", "c")}, {("a",): None, ("b",): None, ("c",): 30, (TOTAL,): 50}
    )
    second = publish({"form": ("a; c", "b")}, {("a; c",): None, ("b",): 17, (TOTAL,): None})
    assert audit_tables([first], [TEN]).safe
    assert audit_tables([second], [TEN]).safe
    together = audit_tables([first, second], [TEN, TEN])
    assert not together.safe
    assert {cell.key: cell.span for cell in together.cells}[("a",)] == Span(3, 3)


def test_whole_tables_are_asked_for_where_the_linear_program_is_too_wide() -> None:
    """Four atoms of which any two hold at most one: halves would make two, whole ones make one.

    Fails when the linear program's ends are taken without asking for whole tables.
    """
    pairs = [(i, j) for i in range(4) for j in range(i)]
    matrix = np.zeros((len(pairs) + 1, 4 + len(pairs)))
    for row, (i, j) in enumerate(pairs):
        matrix[row, [i, j, 4 + row]] = 1
    matrix[-1, :4] = 1
    low = np.ones(len(matrix))
    high = np.array([1.0] * len(pairs) + [np.inf])
    attacker = Attacker(sparse.csr_matrix(matrix), low, high)
    assert attacker.find_span(len(pairs)) == Span(1, 1)
    assert not attacker.leaves(len(pairs), 2, 10)


@pytest.mark.parametrize("seed", range(12))
def test_ends_agree_with_counting_every_table(seed: int) -> None:
    """A random pattern of hidden cells; every whole table is enumerated.

    Fails when an end is off by one, or a table of two dimensions has a gap.
    """
    rng = np.random.default_rng(seed)
    shape = (2, 3) if seed % 2 else (2, 2, 2)
    counts = {key: min(count, 7) for key, count in make_counts(shape, rng, 3.0).items()}
    axes = {f"d{k}": tuple(dict.fromkeys(key[k] for key in counts)) for k in range(len(shape))}
    dimensions = tuple(Dimension(n, c) for n, c in axes.items())
    values: dict[tuple[str, ...], int | None] = {}
    for key in list_entries(dimensions):
        value = sum(
            n
            for part, n in counts.items()
            if all(k in (p, TOTAL) for p, k in zip(part, key, strict=True))
        )
        inner = TOTAL not in key
        values[key] = None if inner and value and rng.random() < 0.8 else value
    table = publish(axes, values)
    text = write_published(table)  # type: ignore[arg-type]
    listed = enumerate_values(read_rows(text)[1], up_to=30)
    for key, span in spans(table).items():
        assert (span.low, span.high) == (min(listed[key]), max(listed[key]))
        if len(shape) == 2:
            assert listed[key] == set(range(span.low, (span.high or 0) + 1))
