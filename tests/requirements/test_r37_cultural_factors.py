"""R37: cultural factors are quoted, dated notes of people who know; never scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.catalogue import read_catalogue
from made_world import ALPHA

HEADER = "factor,text,author,role,date,source\n"
GOOD = "Recruiters lend the price of the journey and keep papers until it is paid back."
SECRET = "Quillfeather"


def write(folder: Path, *rows: str) -> str:
    file = folder / "notes.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(file)


def test_R37_notes_are_quoted_with_author_and_date_and_never_scored(assess, tmp_path):
    """A note stands in chapter one with who says so, when and how they know; it has no figure.

    Page: assessment, chapter one
    Fails when: a note becomes a figure, is scored, or loses its author, date or source.
    """
    notes = write(
        tmp_path,
        f'I19,"{GOOD}",Ana Example,outreach worker,2026-05-31,heard in four meetings',
        'I18,"Families rely on one interpreter.",Bo Example,counselor,2026-04-02,seen at school',
    )
    run = assess(ALPHA, "--notes", notes)
    document = run.json()

    assert [n["author"] for n in document["notes"]] == ["Ana Example", "Bo Example"]
    assert all(n["scored"] is False and n["date"] and n["source"] for n in document["notes"])
    chapter = document["parameters"][0]
    (cultural,) = (s for s in chapter["sources"] if s["id"] == "cultural")
    assert cultural["status"] == "in_hand"
    assert not [f for f in document["figures"] if "note" in f["id"] or f["indicator"] == "I19"]
    (fact, _) = (f for f in document["facts"] if f["measure"] == "entered_notes")
    assert fact["figures"] == [] and fact["parameter"] == 1
    for words in (GOOD, "Ana Example", "outreach worker", "2026-05-31", "heard in four meetings"):
        assert words in fact["text"]
    (evidence,) = (document["evidence"][name] for name in fact["evidence"])
    assert (evidence["source"], evidence["file"], evidence["row"]) == ("entered", "notes.csv", 2)
    assert str(tmp_path) not in run.page() and GOOD in run.page()
    assert "entered by the leads" in run.page()


def test_R37_one_author_is_in_hand_in_part(assess, tmp_path):
    """Fails when one person's view is taken for the community's."""
    notes = write(tmp_path, f'I19,"{GOOD}",Ana Example,worker,2026-05-31,heard')
    sources = assess(ALPHA, "--notes", notes).json()["parameters"][0]["sources"]
    (cultural,) = (s for s in sources if s["id"] == "cultural")
    assert cultural["status"] == "partly" and cultural["lacking"] == ["notes by a second author"]


@pytest.mark.parametrize("column", ["author", "date", "source", "role", "text"])
def test_R37_a_note_without_author_date_or_source_is_a_fault(assess, tmp_path, column):
    """Fails when an anonymous, undated or unsourced note is shown."""
    cells = {"factor": "I19", "text": GOOD, "author": "Ana Example", "role": "worker",
             "date": "2026-05-31", "source": "heard"}  # fmt: skip
    cells[column] = ""
    run = assess(ALPHA, "--notes", write(tmp_path, ",".join(cells.values())))
    assert run.status == 3 and not run.folder.exists()
    assert f"notes.csv, row 2, column {column}" in run.err


@pytest.mark.parametrize(
    "text",
    [
        f"{SECRET}: Mexican families hide what happens to them.",
        f"{SECRET}: it happens because of their ethnicity.",
        f"{SECRET}: people from Honduras accept it.",
        f"{SECRET}: black communities do not report.",
        f"{SECRET}: Muslim fathers decide.",
        f"{SECRET}: undocumented workers do not talk.",
        f"{SECRET}: HMONG elders settle it themselves.",
    ],
)
def test_R37_no_people_is_ever_the_reason(assess, tmp_path, text):
    """Fails when a nationality, ethnic group, religion or status can be given as a reason."""
    run = assess(ALPHA, "--notes", write(tmp_path, f'I18,"{text}",A,worker,2026-05-31,heard'))
    assert run.status == 3 and "The words name a " in run.err
    assert SECRET not in run.err + run.out and not run.folder.exists()


def test_R37_a_language_is_a_need_and_passes(assess, tmp_path):
    """Fails when the scan stops a note on interpreters, which is what such notes are for."""
    text = "Vietnamese interpreters are lacking, and Somali-speaking families wait."
    run = assess(ALPHA, "--notes", write(tmp_path, f'I18,"{text}",A,worker,2026-05-31,heard'))
    assert run.status == 0


def test_R37_no_indicator_scores_a_cultural_factor():
    """Fails when I18, I19, I21 or I22 gets a scored indicator, so that a note becomes a score."""
    cultural = {"I18", "I19", "I21", "I22"}
    scored = {i.factor for i in read_catalogue().indicators.values() if i.scored}
    assert not scored & cultural


def test_R37_a_note_tells_no_person_no_age_and_no_small_count(assess, tmp_path):
    """Fails when a name, an age or a count of 1 to 10 people in a note is printed."""
    text = f"{SECRET} Banks moved seven girls in March; all were 14."
    run = assess(ALPHA, "--notes", write(tmp_path, f'I18,"{text}",A,worker,2026-05-31,heard'))
    assert run.status == 3 and SECRET not in run.err + run.out and not run.folder.exists()
    for words in ("a person's name", "a small count of people", "somebody's age"):
        assert words in run.err
