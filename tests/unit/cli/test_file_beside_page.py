"""What the site keeps for counties, in reports of the command and beside files given to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from entered_rows import total_row, write_totals
from firstlight.entered import Kept, KeptTotals, write_rows

BESIDE = "Totals that were entered by a page for these counties"
# As a lead's page kept them: all of 87, with the minors (4) and the adults (83) left out.
ROWS: Sequence[dict[str, str]] = (
    total_row("vs_people", "87"),
    total_row("vs_people", "", age="minor", status="suppressed"),
    total_row("vs_people", "", age="adult", status="suppressed"),
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(folder))
    return folder


def keep(folder: Path, *rows: dict[str, str]) -> None:
    root = KeptTotals(folder).root
    root.mkdir(parents=True)
    written = write_rows([Kept(("48901",), row) for row in rows], ["48901"])
    (root / "48901.csv").write_text(written, encoding="utf-8")


def shown(made: dict[str, Any]) -> list[float]:
    return [f["value"] for name, f in made.items() if name.startswith("entered.vs_people")]


def test_a_file_tells_nothing_that_the_page_hides(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """Adults of 83 in a file stay hidden while the site shows 87 of all ages.

    Fails when the command protects a file's totals without those that pages keep.
    """
    keep(kept, *ROWS)
    file = write_totals(tmp_path, total_row("vs_people", "83", age="adult"))
    run = assess("48901", "--totals", str(file))
    assert run.status == 0, run.err
    assert run.err.count(BESIDE) == 1
    assert shown(run.figures()) == [None]
    assert ">83<" not in run.page() and " 83 " not in run.page()


def test_another_office_of_the_same_people_is_no_way_around(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """All 91 by another office stay hidden beside 87: 4 would be left.

    Fails when only totals of one holder are looked at together.
    """
    keep(kept, ROWS[0])
    file = write_totals(tmp_path, total_row("vs_people", "91", holder="Invented second unit"))
    assert shown(assess("48901", "--totals", str(file)).figures()) == [None]


def test_what_tells_nothing_is_printed(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """The same total and a far smaller part are printed beside what the site keeps.

    Fails when everything of a file is hidden once a page keeps something.
    """
    keep(kept, ROWS[0])
    rows = (total_row("vs_people", "87"), total_row("vs_people", "40", age="adult"))
    run = assess("48901", "--totals", str(write_totals(tmp_path, *rows)))
    assert sorted(shown(run.figures())) == [40, 47, 87]


def test_without_kept_totals_nothing_is_said(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """No line about kept totals where there are none for these counties.

    Fails when the line stands in every run.
    """
    file = write_totals(tmp_path, total_row("vs_people", "83", age="adult"))
    run = assess("48901", "--totals", str(file))
    assert BESIDE not in run.err and shown(run.figures()) == [83]
    assert not kept.exists()


def test_a_range_that_the_page_shows_hides_the_number_beside_it(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """A number of a file beside a holder's range on the site would narrow it down.

    Fails when ranges that pages show are left out of account.
    """
    keep(kept, total_row("vs_people", "", low="80", high="90"))
    file = write_totals(tmp_path, total_row("vs_people", "83", age="adult"))
    assert shown(assess("48901", "--totals", str(file)).figures()) == [None]


def test_a_kept_file_that_was_altered_is_told_and_nothing_is_written(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """A kept file that cannot be read stops the run: without it nothing is safe.

    Fails when a broken kept file is taken for none.
    """
    keep(kept, *ROWS)
    file = KeptTotals(kept).root / "48901.csv"
    file.write_text("nothing,of,this\n", encoding="utf-8")
    own = write_totals(tmp_path, total_row("vs_people", "83", age="adult"))
    run = assess("48901", "--totals", str(own))
    assert run.status == 3 and not run.folder.exists()


def test_what_was_entered_on_the_site_is_in_the_report(
    kept: Path, assess: Callable[..., Any]
) -> None:
    """The report of the command holds what the page promised, and says so; it can be left out.

    Fails when the command makes a report without the figures of the site and says nothing.
    """
    keep(kept, *ROWS)
    run = assess("48901")
    assert run.status == 0 and "is in this report: 3 answers." in run.err
    assert 87 in shown(run.figures())
    shutil.rmtree(run.folder)
    without = assess("48901", "--without-entered")
    assert "is in this report" not in without.err and not shown(without.figures())
    shutil.rmtree(run.folder)
    assert "is in this report" not in assess("48903").err


def test_notes_stand_beside_what_the_site_keeps(
    kept: Path, assess: Callable[..., Any], tmp_path: Path
) -> None:
    """A file of notes does not take the place of the totals of the site.

    Fails when what the site keeps is left out once another file is given.
    """
    keep(kept, ROWS[0])
    notes = tmp_path / "notes.csv"
    notes.write_text(
        "factor,text,author,role,date,source\n"
        "I19,Fees are paid back from wages.,A,worker,2026-05-31,heard at a meeting\n",
        encoding="utf-8",
    )
    run = assess("48901", "--notes", str(notes))
    assert run.status == 0, run.err
    assert 87 in shown(run.figures()) and "Fees are paid back" in run.page()
