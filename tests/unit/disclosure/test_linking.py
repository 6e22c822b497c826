"""Which people two tables share, by the names of their categories."""

from __future__ import annotations

from firstlight.base.table import Dimension
from firstlight.disclosure.linking import link_tables
from firstlight.disclosure.names import fold_name


def atoms(*sets: tuple[str, ...]) -> set[tuple[str | None, ...]]:
    """The atoms along one dimension, as each table names them."""
    tables = [(Dimension("d", own),) for own in sets]
    space = link_tables(tables)
    named = [
        [None if code < 0 else own[code] for code in codes[:, 0]]
        for own, codes in zip(sets, space.codes, strict=True)
    ]
    return set(zip(*named, strict=True))


def test_the_same_categories_are_the_same_people() -> None:
    """Fails when shared names are crossed with each other."""
    assert atoms(("a", "b"), ("b", "a")) == {("a", "a"), ("b", "b")}


def test_what_is_left_over_on_both_sides_may_overlap_in_any_way() -> None:
    """Fails when a coarser category is not linked through what is shared."""
    assert atoms(("a", "b", "c"), ("a", "rest")) == {("a", "a"), ("b", "rest"), ("c", "rest")}


def test_a_list_of_names_holds_its_parts() -> None:
    """Fails when "b; c" is taken for a county of its own."""
    assert atoms(("a", "b", "c"), ("a; b", "c")) == {("a", "a; b"), ("b", "a; b"), ("c", "c")}


def test_years_that_overlap_are_cut_where_either_cuts() -> None:
    """Fails when 2020 of two tables is not the same, or 2019 is put into the second."""
    assert atoms(("2019", "2020"), ("2020", "2021")) == {
        ("2019", None), ("2020", "2020"), (None, "2021"),
    }  # fmt: skip
    assert atoms(("2019-2020", "2021"), ("2020", "2021")) == {
        ("2019-2020", None), ("2019-2020", "2020"), ("2021", "2021"),
    }  # fmt: skip


def test_ages_are_cut_where_either_cuts() -> None:
    """Fails when finer bands are not inside coarser ones."""
    assert atoms(("under 18", "18+"), ("0-12", "13-17", "18 and over")) == {
        ("under 18", "0-12"), ("under 18", "13-17"), ("18+", "18 and over"),
    }  # fmt: skip


def test_what_is_left_over_on_one_side_is_outside_the_other() -> None:
    """Fails when a county that was added changes who was in the table before."""
    assert atoms(("a", "b"), ("a", "b", "c")) == {("a", "a"), ("b", "b"), (None, "c")}


def test_dimensions_that_only_one_has_are_crossed() -> None:
    """Fails when tables by other dimensions share no smallest groups."""
    space = link_tables(
        [(Dimension("p", ("a", "b")), Dimension("q", ("x", "y"))), (Dimension("r", ("u", "v")),)]
    )
    assert space.atoms == 8
    assert all((codes >= 0).all() for codes in space.codes)


def test_a_list_in_another_order_or_with_other_words_is_the_same_list() -> None:
    """Fails when "d and c" beside "C; D" is crossed with it."""
    assert atoms(("C; D", "e"), ("d and c", "E ")) == {("C; D", "d and c"), ("e", "E ")}
    assert atoms(("b", "C; D"), ("D/B/c", "x")) == {("b", "D/B/c"), ("C; D", "D/B/c"), (None, "x")}


def test_two_numbers_with_a_space_between_are_no_third_number() -> None:
    """Fails when spaces are dropped between digits: district 1 12 would be district 11 2."""
    assert atoms(("d 1 12", "x"), ("d 11 2", "x")) == {("d 1 12", "d 11 2"), ("x", "x")}
    assert fold_name("d 1 12") != fold_name("d 11 2")
    assert fold_name("9\u00b9") != fold_name("91")
    assert fold_name("Prince George\u2019s") == fold_name("PRINCE  GEORGE's")
    assert fold_name("\uff21lder\u200b") == fold_name("alder")
