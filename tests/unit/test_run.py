"""run.py: what it decides before it touches anything. No network, nothing is installed."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LISTS = {part: CHECKOUT / f"requirements/{part}.txt" for part in ("runtime", "dev")}


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("firstlight_run", CHECKOUT / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load()


# An older Python -------------------------------------------------------------------------------


def test_an_older_python_can_parse_the_file() -> None:
    text = (CHECKOUT / "run.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    # What that does not look at: a future import unknown to 3.6 is a SyntaxError there.
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert "__future__" not in [node.module for node in futures]


def test_the_refusal_comes_before_anything_an_older_python_lacks() -> None:
    """Until the refusal there are only imports, the constant and annotations in quotes."""
    tree = ast.parse((CHECKOUT / "run.py").read_text(encoding="utf-8"))
    kinds = [type(node).__name__ for node in tree.body]
    before = tree.body[: kinds.index("If")]
    assert set(kinds[: kinds.index("If")]) <= {
        "Expr",
        "Import",
        "ImportFrom",
        "Assign",
        "FunctionDef",
    }
    (function,) = [node for node in before if isinstance(node, ast.FunctionDef)]
    for argument in function.args.args:
        assert isinstance(argument.annotation, ast.Constant)


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_refused_in_one_sentence(version: tuple[int, ...]) -> None:
    sentence = run.why_too_old(version)
    assert "needs Python 3.11" in sentence
    assert ".".join(map(str, version)) in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_python_is_welcome(version: tuple[int, ...]) -> None:
    assert run.why_too_old(version) == ""


# What was asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "road"),
    [
        ([], ("help", [])),
        (["--help"], ("help", [])),
        (["-h"], ("help", [])),
        (["test", "-k", "pack"], ("test", ["-k", "pack"])),
        (["check"], ("check", [])),
        (["lock", "--upgrade"], ("lock", ["--upgrade"])),
        (["start", "--port", "8001"], ("firstlight", ["start", "--port", "8001"])),
        (["hidden", "--help"], ("firstlight", ["hidden", "--help"])),
        (["--version"], ("firstlight", ["--version"])),
    ],
)
def test_words_take_their_road(words: list[str], road: tuple[str, list[str]]) -> None:
    assert run.route(words) == road


@pytest.mark.parametrize(
    "words",
    [["-n", "4"], ["-n0"], ["-p", "no:xdist"], ["-pno:xdist"], ["--numprocesses=1"], ["--pdb"]],
)
def test_the_caller_decides_about_workers(words: list[str]) -> None:
    assert run.pytest_words(words, caller=CHECKOUT, checkout=CHECKOUT) == words


def test_two_workers_otherwise() -> None:
    taken = run.pytest_words(["-x"], caller=CHECKOUT, checkout=CHECKOUT)
    assert taken == ["-n", "2", "-x"]


def test_paths_stand_where_the_caller_stands(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("")
    (tmp_path / "a").mkdir()
    words = ["-n0", "test_a.py::test_one", "-k", "a", "other.py"]
    taken = run.pytest_words(words, caller=tmp_path, checkout=CHECKOUT)
    assert taken == ["-n0", str(tmp_path / "test_a.py::test_one"), "-k", "a", "other.py"]


def test_help_names_every_road_and_every_verb_with_nothing_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(CHECKOUT / "run.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    text = done.stdout
    main = (CHECKOUT / "src/firstlight/cli/main.py").read_text(encoding="utf-8")
    verbs = run.verbs_of(main)
    assert verbs
    for word in ("start", "test", "check", "lock", "FIRSTLIGHT_ENV", *verbs):
        assert word in text


# The stamp -------------------------------------------------------------------------------------

PINS = {"runtime": b"click==8\n", "dev": b"click==8\npytest==9\n"}
WANTED = run.fingerprints(PINS, python="3.11.7", place="/a")


def test_a_right_stamp_is_trusted() -> None:
    assert run.next_step(WANTED, WANTED, "runtime") == "ready"
    assert run.next_step(WANTED, WANTED, "dev") == "ready"


def test_no_stamp_means_an_interrupted_set_up_and_it_is_made_again() -> None:
    assert run.next_step({}, WANTED, "runtime") == "remake"
    assert run.next_step({}, WANTED, "dev") == "remake"


@pytest.mark.parametrize(
    "other",
    [
        run.fingerprints({**PINS, "runtime": b"click==9\n"}, python="3.11.7", place="/a"),
        run.fingerprints(PINS, python="3.12.1", place="/a"),
        run.fingerprints(PINS, python="3.11.7", place="/b"),
    ],
    ids=["other pins", "other Python", "moved"],
)
def test_whatever_it_is_made_from_changes_the_stamp(other: dict[str, str]) -> None:
    assert run.next_step(other, WANTED, "runtime") == "remake"
    assert run.next_step(other, WANTED, "dev") == "remake"


def test_test_tools_are_added_to_a_sound_runtime_and_only_when_asked() -> None:
    runtime = {"runtime": WANTED["runtime"]}
    assert run.next_step(runtime, WANTED, "runtime") == "ready"
    assert run.next_step(runtime, WANTED, "dev") == "add"


@pytest.mark.parametrize("dev", ["unfinished", "of another list"])
def test_half_added_or_old_test_tools_are_made_afresh_but_never_stop_the_site(dev: str) -> None:
    stamp = {"runtime": WANTED["runtime"], "dev": dev}
    assert run.next_step(stamp, WANTED, "runtime") == "ready"
    assert run.next_step(stamp, WANTED, "dev") == "remake"


def test_a_stamp_is_read_back_only_beside_a_python(tmp_path: Path) -> None:
    run.write_stamp(tmp_path, WANTED)
    assert run.read_stamp(tmp_path) == {}
    python = run.python_in(tmp_path)
    python.parent.mkdir()
    python.write_text("")
    assert run.read_stamp(tmp_path) == WANTED


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_damaged_stamp_is_no_stamp(tmp_path: Path, text: str) -> None:
    python = run.python_in(tmp_path)
    python.parent.mkdir()
    python.write_text("")
    (tmp_path / run.STAMP).write_text(text)
    assert run.read_stamp(tmp_path) == {}


# The environment -------------------------------------------------------------------------------


def test_the_environment_is_in_the_checkout_or_where_it_is_told(tmp_path: Path) -> None:
    assert run.environment_folder({}, tmp_path) == tmp_path / ".venv"
    assert run.environment_folder({"FIRSTLIGHT_ENV": ""}, tmp_path) == tmp_path / ".venv"
    told = run.environment_folder({"FIRSTLIGHT_ENV": "an env"}, tmp_path)
    assert told == Path.cwd() / "an env"


def test_a_folder_that_is_not_ours_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    monkeypatch.setenv("FIRSTLIGHT_ENV", str(tmp_path))
    with pytest.raises(run.SetupFailed, match="left alone"):
        run.set_up("runtime")
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_a_failed_set_up_leaves_no_stamp_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "raise SystemExit('Temporary failure in name resolution')"
    monkeypatch.setenv("FIRSTLIGHT_ENV", str(tmp_path / "an env"))
    monkeypatch.setenv("FIRSTLIGHT_INSTALLER", "pip")
    monkeypatch.setattr(run, "steps", lambda *_: [[sys.executable, "-c", script]])
    with pytest.raises(run.SetupFailed, match="did not reach a package registry") as failure:
        run.set_up("runtime")
    assert "run the same command again" in str(failure.value)
    assert not (tmp_path / "an env" / run.STAMP).exists()


@pytest.mark.parametrize(
    ("words", "dev"), [("dns error", None), ("No space left on device", "unfinished")]
)
def test_failing_to_fetch_test_tools_leaves_the_runtime_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, dev: str | None
) -> None:
    """Half-installed tools are remembered, so that they are never trusted."""
    monkeypatch.setenv("FIRSTLIGHT_ENV", str(tmp_path))
    monkeypatch.setenv("FIRSTLIGHT_INSTALLER", "pip")
    monkeypatch.setattr(run, "steps", lambda *_: [[sys.executable, "-c", f"exit({words!r})"]])
    runtime = run.wanted_fingerprints(tmp_path)["runtime"]
    run.python_in(tmp_path).parent.mkdir()
    run.python_in(tmp_path).write_text("")
    (tmp_path / run.LOCK).write_text("")
    run.write_stamp(tmp_path, {"runtime": runtime})
    with pytest.raises(run.SetupFailed):
        run.set_up("dev")
    assert run.read_stamp(tmp_path).get("dev") == dev
    assert run.set_up("runtime") == run.python_in(tmp_path)


def test_what_an_interrupted_set_up_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "lib/python").mkdir(parents=True)
    (tmp_path / "lib/python/half.py").write_text("")
    (tmp_path / "lib64").symlink_to(tmp_path / "lib")
    (tmp_path / run.LOCK).write_text("")
    run.clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [run.LOCK]


def test_only_one_set_up_at_a_time(tmp_path: Path) -> None:
    code = (
        "import importlib.util, pathlib, sys\n"
        f"spec = importlib.util.spec_from_file_location('r', {str(CHECKOUT / 'run.py')!r})\n"
        "run = importlib.util.module_from_spec(spec); spec.loader.exec_module(run)\n"
        "with run.alone_in(pathlib.Path(sys.argv[1])): print('in')\n"
    )
    with run.alone_in(tmp_path):
        waiting = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.stderr is not None
        assert "waiting for it" in waiting.stderr.readline()
        assert waiting.poll() is None
    out, _ = waiting.communicate(timeout=20)
    assert (out, waiting.returncode) == ("in\n", 0)


@pytest.mark.parametrize(
    ("forced", "has_uv", "order"),
    [
        ("", True, ["uv", "pip"]),
        ("", False, ["pip"]),
        ("pip", True, ["pip"]),
        ("uv", False, ["uv"]),
    ],
)
def test_which_installers_are_tried(forced: str, has_uv: bool, order: list[str]) -> None:
    assert run.installers(forced, has_uv) == order


def test_an_unknown_installer_is_refused() -> None:
    with pytest.raises(run.SetupFailed, match="uv or pip"):
        run.installers("conda", True)


@pytest.mark.parametrize("installer", ["uv", "pip"])
@pytest.mark.parametrize("part", ["runtime", "dev"])
def test_installers_hold_to_the_hashes_and_never_build(
    installer: str, part: str, tmp_path: Path
) -> None:
    *_, install = run.steps(installer, tmp_path / "an env", part)
    assert "--require-hashes" in install
    assert install[install.index("--only-binary") + 1] == ":all:"
    assert install[install.index("-r") + 1] == str(LISTS[part])


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Temporary failure in name resolution", "did not reach a package registry"),
        ("Could not find a version (from versions: none)", "did not reach a package registry"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "refused"),
        ("ERROR: No matching distribution found for duckdb", "no ready-made build"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ensurepip is not available", "apt install python3-venv"),
        ("something new", "Run the same command again"),
    ],
)
def test_a_failure_is_told_in_plain_words(words: str, what: str) -> None:
    assert what in run.explain(words, "runtime")


@pytest.mark.parametrize("name", ["a b", "été"])
def test_the_environment_sees_src(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Also from a path with spaces or other letters, and whatever encoding Python reads in."""
    checkout = tmp_path / name
    (checkout / "src/firstlight").mkdir(parents=True)
    (checkout / "src/firstlight/__main__.py").write_text("import sys; print(sys.argv[1:])")
    folder = checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    monkeypatch.setattr(run, "CHECKOUT", checkout)
    run.join_project(folder)
    # Where the caller stands, a firstlight.py must not be taken for ours.
    (tmp_path / "firstlight.py").write_text("raise SystemExit(9)")
    script = folder / ("Scripts/firstlight.cmd" if sys.platform == "win32" else "bin/firstlight")
    environ = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [script, "two words", "--json"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(done.stdout) == ["two words", "--json"]


@pytest.mark.skipif(sys.platform == "win32", reason="another process stands in on Windows")
def test_a_command_takes_over_input_output_and_status() -> None:
    code = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('r', {str(CHECKOUT / 'run.py')!r})\n"
        "run = importlib.util.module_from_spec(spec); spec.loader.exec_module(run)\n"
        "run.become([sys.executable, '-c', 'print(input()); raise SystemExit(4)'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input='{"a": 1}\n', capture_output=True, text=True
    )
    assert json.loads(done.stdout) == {"a": 1}
    assert (done.returncode, done.stderr) == (4, "")


# The pinned lists ------------------------------------------------------------------------------


def pins(part: str) -> list[str]:
    text = LISTS[part].read_text(encoding="utf-8")
    return [line.rstrip(" \\") for line in text.splitlines() if "==" in line.split("#")[0]]


@pytest.mark.parametrize("part", ["runtime", "dev"])
def test_the_lists_hold_no_address_no_path_and_no_pin_without_a_hash(part: str) -> None:
    assert run.faults_in_lock(LISTS[part].read_text(encoding="utf-8")) == []


def test_the_test_tools_change_no_pin_of_the_runtime() -> None:
    assert set(pins("runtime")) <= set(pins("dev"))


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for part, wanted in (
        ("runtime", project["dependencies"]),
        ("dev", project["dependencies"] + project["optional-dependencies"]["dev"]),
    ):
        pinned = {pin.split("==")[0] for pin in pins(part)}
        names = {"".join(c if c.isalnum() or c in "-_." else " " for c in w) for w in wanted}
        assert {name.split()[0].lower() for name in names} <= pinned, "python3 run.py lock"


HASH = "    --hash=sha256:" + "0" * 64 + "\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("--index-url elsewhere\n", "an address"),
        ("--find-links wheels\n", "an address"),
        ("a @ file:wheels/a.whl \\\n" + HASH, "an address"),
        ("# made in /home/someone\n", "a path of this machine"),
        ("a==1+local \\\n" + HASH, "a local build"),
        ("a==1\n", "without a hash"),
        ("a>=1 \\\n" + HASH, "no pin"),
    ],
)
def test_a_list_that_is_not_fit_is_found_out(text: str, what: str) -> None:
    assert any(what in fault for fault in run.faults_in_lock(text))


# The rule about skipping (tests/conftest.py) ---------------------------------------------------

SKIPPERS = """
import pytest

def test_bare(): pytest.skip("no browser")

@pytest.mark.shared
def test_marked(): pytest.skip("no files")

def test_received(received): pass

@pytest.mark.xfail
def test_expected(): assert False
"""


@pytest.mark.parametrize(
    ("require_all", "totals"),
    [("", "3 skipped, 1 xfailed"), ("1", "1 failed, 2 skipped, 1 xfailed")],
)
def test_a_skip_is_a_failure_in_the_build(tmp_path: Path, require_all: str, totals: str) -> None:
    tests = tmp_path / "main/tests"
    tests.mkdir(parents=True)
    conftest = (CHECKOUT / "tests/conftest.py").read_text(encoding="utf-8")
    (tests / "conftest.py").write_text(conftest, encoding="utf-8")
    (tests / "test_skippers.py").write_text(SKIPPERS)
    environ = {**os.environ, "FIRSTLIGHT_REQUIRE_ALL": require_all}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-ra", "--strict-markers", "-p", "no:xdist", tests],
        cwd=tests,
        env=environ,
        capture_output=True,
        text=True,
    )
    assert totals in done.stdout
    assert "no browser" in done.stdout
    assert "../shared/data is not on this machine" in done.stdout


def test_a_whole_file_skipped_is_a_failure_in_the_build(tmp_path: Path) -> None:
    conftest = (CHECKOUT / "tests/conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "test_absent.py").write_text(
        "import pytest\npytest.importorskip('no_such_module')\ndef test_a(): pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", tmp_path],
        cwd=tmp_path,
        env={**os.environ, "FIRSTLIGHT_REQUIRE_ALL": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "no_such_module" in done.stdout
