"""R59 and R60: booking totals by charge, kind of facility and age band; never a row of people."""

from __future__ import annotations

import pytest

from entered_rows import total_row, write_totals
from made_world import ALPHA


def test_R59_bookings_by_charge_and_age_band(assess, tmp_path):
    """Related charges by age band from a jail's extract, each beside bookings in all.

    Page: assessment, chapter four
    Fails when: a band is lost or added to another, a band of 1 to 10 can be worked out, or the
    rate has something else than bookings in all below the line.
    Differs: the issue wins. "What is entered is a total; a row about a person cannot be": an
    extract is added up by its holder to charge, kind of facility and age band, and those counts
    are read by the totals file. No mapper opens rows of bookings.
    """
    own = {"effort": "12000", "effort_unit": "bookings in all"}
    totals = write_totals(
        tmp_path,
        total_row("jail_prostitution", "240", **own),
        total_row("jail_prostitution", "14", age="16-17"),
        total_row("jail_prostitution", "120", age="18-24"),
        total_row("jail_prostitution", "90", age="25-34"),
        total_row("jail_prostitution", "9", age="35+"),
        total_row("jail_trafficking", "0"),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()
    stem = f"entered.jail_prostitution.{ALPHA}.2024.jail"
    assert figures[stem]["value"] == 240
    assert figures[f"{stem}.18-24"]["value"] == 120
    assert figures[f"{stem}.35+"]["status"] == "suppressed"
    # 240 less the shown bands leaves at least one more band or a rest of more than ten
    shown = [
        f["value"] for name, f in figures.items() if name.startswith(f"{stem}.") and f["value"]
    ]
    assert 240 - sum(shown) > 10
    assert not [name for name in figures if "not_stated" in name]
    rate = figures[f"entered.jail_prostitution_by_jail_bookings.{ALPHA}.2024.jail"]
    assert rate["value"] == pytest.approx(1000 * 240 / 12000)
    assert figures[f"entered.jail_trafficking.{ALPHA}.2024.jail"]["status"] == "true_zero"


@pytest.mark.parametrize("measure", ["jail", "corrections"])
def test_R59_R60_an_extract_with_names_and_birth_dates_is_refused(assess, tmp_path, measure):
    """Names and birth dates are rejected at import, by column; nothing of a row is repeated.

    Page: assess --totals
    Fails when: a booking extract is read, or a message holds a cell of it.
    """
    rows = tmp_path / "extract.csv"
    header = "bullet,measure,place,period,value,status,Last Name,Date of Birth,Booking Number\n"
    rows.write_text(
        f"{header}{measure},{measure}_trafficking,{ALPHA},2024,1,shown,Quill,3/4/99,77\n"
    )
    run = assess(ALPHA, "--totals", str(rows))
    assert run.status == 3 and not run.folder.exists()
    for told in ("G “last name”", "H “date of birth”", "I “booking number”"):
        assert f"column {told}" in run.err
    assert "Quill" not in run.err and "3/4/99" not in run.err


def test_R60_the_kind_of_facility_is_needed_and_kept_apart(assess, tmp_path):
    """The same totals with the kind of facility: prison, juvenile, ICE-contract.

    Page: assessment, chapter four
    Fails when: kinds are added, a jail is entered as another institution, or none is named.
    """
    kinds = {"prison": "45", "juvenile": "33", "ICE-contract": "21"}
    rows = [
        total_row("corrections_labor", value, facility_type=kind) for kind, value in kinds.items()
    ]
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *rows))
    figures = run.figures()
    for kind, value in kinds.items():
        name = f"entered.corrections_labor.{ALPHA}.2024.{kind}"
        assert figures[name]["value"] == int(value)
    assert not [f for f in figures.values() if f["value"] == 99]
    bands = [
        total_row("corrections_labor", "90", facility_type="juvenile"),
        total_row("corrections_labor", "55", facility_type="juvenile", age="16-17"),
        total_row("corrections_labor", "35", facility_type="juvenile", age="18-24"),
        total_row("corrections_labor", "70", facility_type="prison"),
    ]
    run.folder.rename(tmp_path / "first")
    again = assess(ALPHA, "--totals", write_totals(tmp_path, *bands))
    assert again.status == 0, again.err
    banded = again.figures()
    stem = f"entered.corrections_labor.{ALPHA}.2024"
    shown = [banded[f"{stem}.{part}"]["value"] for part in ("juvenile.16-17", "juvenile.18-24")]
    assert shown == [55, 35] and f"{stem}.prison.18-24" not in banded
    for wrong in ("jail", ""):
        row = total_row("corrections_labor", "45", facility_type=wrong)
        run = assess(ALPHA, "--totals", write_totals(tmp_path, row))
        assert run.status == 3 and "column facility_type" in run.err
