"""src/firstlight/cli/hidden.py, asked as a terminal asks it"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from firstlight.cli import main

BOUND = ["hidden", "bound"]
SHARE = ["--recorded", "0", "--detection", "0.1"]
PAPER = "Phoenix PD, look-back sample of 2025"


@pytest.fixture
def ask(capsys):
    def run(line: str | list[str]):
        words = line.split() if isinstance(line, str) else line
        status = main([*BOUND, *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def document(ask):
    def run(line: str):
        status, out, err = ask(f"{line} --json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return run


def test_none_recorded_as_json(document):
    answer = document("--recorded 0 --detection 0.10")
    assert answer["recorded"] == 0
    assert answer["level"] == 0.95
    assert answer["tail"] == "one-sided"
    assert answer["binomial"] == [{"detection": 0.1, "low": 0, "high": 28}]
    assert [set(entry) for entry in answer["poisson"]] == [{"detection", "low", "high"}]
    assert answer["poisson"][0]["high"] == pytest.approx(29.957, abs=5e-4)
    assert answer["poisson"][0]["low"] == 0


def test_some_recorded_as_json(document):
    answer = document("--recorded 3 --detection 0.10")
    assert answer["tail"] == "equal"
    assert answer["binomial"] == [{"detection": 0.1, "low": 7, "high": 84}]
    assert answer["poisson"][0]["low"] == pytest.approx(6.19, abs=5e-3)
    assert answer["poisson"][0]["high"] == pytest.approx(87.67, abs=5e-3)


def test_a_range_has_one_entry_per_end(document):
    answer = document("--recorded 0 --detection 0.05..0.2")
    assert [(e["detection"], e["high"]) for e in answer["binomial"]] == [(0.05, 58), (0.2, 13)]
    assert [e["detection"] for e in answer["poisson"]] == [0.05, 0.2]
    assert answer["single_share"] is False


@pytest.mark.parametrize("detection", ["0.1", "0.1..0.1"])
def test_a_range_of_one_share_has_one_entry_and_says_so(document, detection):
    answer = document(f"--recorded 0 --detection {detection}")
    assert len(answer["binomial"]) == len(answer["poisson"]) == 1
    assert answer["single_share"] is True


def test_assumptions_and_the_warning_travel_with_the_json(document):
    answer = document("--recorded 3 --detection 0.1..0.2 --mean-group-size 2.5 --level 0.9")
    assert (answer["level"], answer["mean_group_size"]) == (0.9, 2.5)
    assert answer["warning"]["id"] == "W01"
    assert "floor" in answer["warning"]["text"]
    assert any("groups of 2.5" in sentence for sentence in answer["assumes"])
    assert answer["sentence"].startswith("The 3 recorded are a floor")


def test_a_law_as_json(document):
    # The lists of fixed shares stay empty: a bound at the mean would look like an answer.
    answer = document("--recorded 0 --beta 2,18")
    assert answer["beta"] == {"a": 2.0, "b": 18.0, "mean": 0.1, "low": 0, "high": 64}
    assert answer["binomial"] == answer["poisson"] == []
    assert answer["high"] == 64


def test_words_for_people_start_with_the_sentence(ask):
    status, out, err = ask([*SHARE, "--detection-source", PAPER])
    assert (status, err) == (0, "")
    assert out.startswith(
        f"The share noticed is an assumption. Its source: {PAPER}.\n\n"
        "Zero recorded does not mean none. If 10 in 100 were noticed and recorded, as many as "
        "28 people could be there and still leave no record.\n"
    )
    assert "single assumed share" in out
    assert "Give a range" in out
    assert "What makes the share noticed low:" in out
    assert "A record is a floor." in out
    assert "no trafficking" not in out.lower()
    assert "{" not in out


def test_words_for_a_range_name_both_ends(ask):
    _, out, _ = ask("--recorded 0 --detection 0.05..0.2")
    assert "between 5 and 20 in 100" in out.splitlines()[2]
    assert "  If 5 in 100 were noticed: up to 58 people." in out.splitlines()
    assert "single assumed share" not in out


@pytest.mark.parametrize(
    "line",
    [
        "--recorded 0 --detection 0",
        "--recorded 0 --detection 1.2",
        "--recorded 0 --detection ten",
        "--recorded 0 --detection 0.3..0.1",
        "--recorded -1 --detection 0.1",
        "--recorded 2.5 --detection 0.1",
        "--recorded three --detection 0.1",
        "--recorded 0 --detection 0.1 --level 0",
        "--recorded 0 --detection 0.1 --level 1",
        "--recorded 0 --detection 0.1 --level 95",
        "--recorded 0 --detection 0.1 --mean-group-size 0.5",
        "--recorded 0 --detection 0.1 --beta 2,18",
        "--recorded 0 --beta 2",
        "--recorded 0 --beta 0,18",
    ],
)
def test_each_wrong_input_is_one_fault_and_status_3(ask, line):
    status, out, err = ask(f"{line} --json")
    assert status == 3
    assert err.startswith("1 thing is wrong:")
    (fault,) = json.loads(out)["faults"]
    assert fault["what"] and fault["do"]


def test_all_faults_come_at_once(ask):
    # Fails if an option gets a click type, which stops at the first and exits with 2.
    status, out, err = ask(
        "--recorded -1 --detection 0.3..0.1 --beta x --level 95 --mean-group-size 0 --json"
    )
    assert status == 3
    assert err.startswith("6 things are wrong:")
    assert len(json.loads(out)["faults"]) == 6


def test_faults_for_people_leave_standard_output_empty(ask):
    status, out, err = ask("--recorded -1 --detection 2")
    assert (status, out) == (3, "")
    assert err.count("\n  - ") == 2


def test_long_input_is_not_repeated(ask):
    long = "Zq" * 5000
    status, out, err = ask(["--recorded", long, "--detection", long, "--level", long, "--json"])
    assert status == 3
    assert "Zq" not in out + err


@pytest.mark.parametrize(
    "line",
    ["", "--recorded 0", "--detection 0.1", "--recorded", "--recorded 0 --detection 0.1 --nosuch"],
)
def test_a_missing_or_unknown_option_is_bad_usage(ask, line):
    status, out, _ = ask(line)
    assert (status, out) == (2, "")


def test_a_law_without_a_bound_is_refused_with_its_reason(ask):
    status, out, err = ask("--recorded 0 --beta 0.1,5 --json")
    assert status == 4
    refused = json.loads(out)["refused"]
    assert "shares near 0" in refused["why"]
    assert refused["would_help"]
    assert err.startswith("Refused.")


def test_without_a_source_the_first_words_are_that_nobody_named_one(ask, document):
    # Fails if a bare number comes for a range that nobody stands behind
    _, out, _ = ask("--recorded 0 --detection 0.05..0.2")
    assert out.startswith("Nobody has named a source for this range")
    assert out.index("must not be quoted") < out.index("58 people")
    answer = document("--recorded 0 --detection 0.05..0.2")
    assert answer["detection_source"] is None and answer["may_be_quoted"] is False
    assert "must not be quoted" in answer["source_note"]
    assert [entry["high"] for entry in answer["binomial"]] == [58, 13]


def test_with_a_source_the_json_names_it(ask):
    # Fails if the source is read and lost
    words = [*["--recorded", "0", "--detection", "0.1", "--json", "--detection-source"], PAPER]
    answer = json.loads(ask(words)[1])
    assert answer["detection_source"] == PAPER and answer["may_be_quoted"] is True


@pytest.mark.parametrize(
    "source",
    [
        "Lt. Smith, by guess",
        "Sgt. Quark says so",
        "lieutenant Quark says so",
        "Zebulon Quark of the county",
        "z.quark@example.org",
        "There is no trafficking here",
        "x" * 201,
    ],
)
def test_a_source_that_names_a_person_or_claims_too_much_is_refused(ask, source):
    # Fails if an officer's name is printed under a number
    status, out, err = ask([*SHARE, "--detection-source", source])
    assert (status, out) == (3, "")
    assert "--detection-source" in err and "Quark" not in err and "Smith" not in err


@pytest.mark.parametrize("words", [["--help"], ["hidden", "--help"], ["hidden", "bound", "--help"]])
def test_help_names_what_there_is(capsys, words):
    assert main(words) == 0
    assert "Usage: firstlight" in capsys.readouterr().out


def test_help_and_the_room_load_no_heavy_library():
    # Fails if SciPy or NumPy is imported at the top of a file of the room.
    code = (
        "import sys; from firstlight.cli import main; main(['hidden', 'bound', '--help']); "
        "sys.exit(any(name in sys.modules for name in ('scipy', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
