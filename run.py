"""From a fresh clone to a running Firstlight, with nothing but Python 3.11 or newer.

    python3 run.py start      sets up what is missing, then opens the site
    python3 run.py            says what else it can do

The environment lives in `.venv` beside this file (or where FIRSTLIGHT_ENV says). A stamp inside
names what it was made from; it is written last, so an environment without the right stamp is
never trusted and is made again.
"""

# Only what Python 3.6 can parse, so that an older Python gets a sentence and not a SyntaxError.
import ast
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

OLDEST = (3, 11)


def why_too_old(version: "tuple[int, ...]") -> str:
    """Return one sentence for a Python that is too old, or nothing."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        f"Firstlight needs Python {'.'.join(map(str, OLDEST))} or newer and this is Python "
        f"{'.'.join(map(str, version))}: install a newer Python, then run this again with it, "
        "for example `python3.11 run.py start`."
    )


if why_too_old(tuple(sys.version_info[:3])):
    sys.exit(why_too_old(tuple(sys.version_info[:3])))

CHECKOUT = Path(__file__).resolve().parent
PARTS = ("runtime", "dev")  # dev holds every pin of runtime too
SCHEME = "1"  # raise it when the way an environment is made changes
LOCK, STAMP, LOG = "firstlight-setup.lock", "firstlight-setup.json", "firstlight-setup.log"

HELP = """\
python3 run.py start                 set up what is missing and open the site
python3 run.py test [pytest words]   run the tests, two at a time
python3 run.py check                 style, types, contracts of the house, facts
python3 run.py lock [uv words]       for maintainers: remake the lists of pinned packages in
                                     requirements/ (needs uv; `--upgrade` to move the pins)
python3 run.py COMMAND [words]       any command of Firstlight, with its exit status:
{verbs}

The first run makes an environment of its own in .venv (up to three minutes, with internet).
Later runs need no internet. Settings:
  FIRSTLIGHT_ENV        another folder for the environment
  FIRSTLIGHT_INSTALLER  uv or pip; otherwise uv when it is there, else pip
"""


class SetupFailed(Exception):
    """The environment could not be made. The message says what happened and what to do."""


class OutOfReach(SetupFailed):
    """No package could be fetched. Installers fetch all before they install, so nothing changed."""


def say(text: str) -> None:
    # Standard output belongs to the command that was asked for.
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


# What was asked --------------------------------------------------------------------------------


def route(words: Sequence[str]) -> "tuple[str, list[str]]":
    """Return which road the words take (help, test, check, lock, firstlight) and what goes on."""
    if not words or words[0] in ("-h", "--help", "help"):
        return "help", []
    if words[0] in ("test", "check", "lock"):
        return words[0], list(words[1:])
    return "firstlight", list(words)


def verbs_of(source: str) -> "dict[str, str]":
    """Read the verbs and their lines from the text of cli/main.py, with nothing installed."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "VERBS":
            table = ast.literal_eval(node.value) if node.value is not None else {}
            return {verb: line for verb, (_, line) in table.items()}
    return {}


def help_text() -> str:
    try:
        verbs = verbs_of((CHECKOUT / "src/firstlight/cli/main.py").read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        verbs = {}  # help must work while someone is editing that file
    width = max([len(verb) for verb in verbs], default=0)
    lines = [f"  {verb:<{width}}  {line}" for verb, line in verbs.items()]
    return HELP.format(verbs="\n".join(lines))


def pytest_words(words: Sequence[str], *, caller: Path, checkout: Path) -> "list[str]":
    """Return the words for pytest, which runs in the checkout: two workers, and paths that the
    caller gave relative to where the caller stands made absolute."""
    alone = re.compile(r"-n.*|--numprocesses(=.*)?|--pdb|--trace|-pno:xdist|no:xdist")
    taken = [] if any(alone.fullmatch(word) for word in words) else ["-n", "2"]
    for before, word in zip(["", *words], words, strict=False):
        path = caller / word.split("::")[0]
        if caller != checkout and before not in ("-k", "-m", "-p", "-n") and path.exists():
            word = str(caller / word)
        taken.append(word)
    return taken


# What the environment is made from -------------------------------------------------------------


def environment_folder(environ: Mapping[str, str], checkout: Path) -> Path:
    chosen = environ.get("FIRSTLIGHT_ENV", "").strip()
    return Path(chosen).expanduser().absolute() if chosen else checkout / ".venv"


def python_in(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def fingerprints(lists: Mapping[str, bytes], *, python: str, place: str) -> "dict[str, str]":
    """Name what each part is made from: the pins, the Python and where it stands on disk."""
    runtime = hashlib.sha256(repr((SCHEME, python, place, lists["runtime"])).encode()).hexdigest()
    dev = hashlib.sha256(repr((runtime, lists["dev"])).encode()).hexdigest()
    return {"runtime": runtime, "dev": dev}


def wanted_fingerprints(folder: Path) -> "dict[str, str]":
    lists = {part: (CHECKOUT / f"requirements/{part}.txt").read_bytes() for part in PARTS}
    python = f"{sys.version} {sys.base_prefix}"
    return fingerprints(lists, python=python, place=f"{CHECKOUT}\n{folder}")


def read_stamp(folder: Path) -> "dict[str, str]":
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and python_in(folder).exists() else {}


def write_stamp(folder: Path, stamp: Mapping[str, str]) -> None:
    draft = folder / (STAMP + ".new")
    draft.write_text(json.dumps(stamp), encoding="utf-8")
    draft.replace(folder / STAMP)


def next_step(stamp: Mapping[str, str], wanted: Mapping[str, str], part: str) -> str:
    """Say whether the environment is `ready`, wants `add` (tools beside a sound runtime), or
    must be made afresh with `remake`."""
    if stamp.get("runtime") != wanted["runtime"]:
        return "remake"
    if part == "runtime" or stamp.get("dev") == wanted["dev"]:
        return "ready"
    return "remake" if stamp.get("dev") else "add"


# Making it -------------------------------------------------------------------------------------


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[int]:
    """Hold the environment's lock. The system lets go of it when its holders die, so a killed
    set-up leaves nothing to clean; installers inherit it, so an orphan is waited for."""
    told = False
    with (folder / LOCK).open("a+b") as handle:
        while True:
            try:
                if sys.platform == "win32":
                    import msvcrt

                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    import fcntl

                    fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if sys.platform != "win32" and not isinstance(error, BlockingIOError):
                    break  # a disk that knows no locks: better one user served than none
                if not told:
                    say("Another set-up is under way here; waiting for it.")
                    told = True
                time.sleep(0.2)
        yield handle.fileno()


def clear(folder: Path) -> None:
    for child in folder.iterdir():
        if child.name == LOCK:
            continue
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()


def run_step(command: Sequence[str], *, log: Path, lock: int) -> bool:
    """Run one installer command with its words in the log; say whether it succeeded."""
    environ = {k: v for k, v in os.environ.items() if k not in ("UV_SYSTEM_PYTHON", "PIP_USER")}
    keep = () if sys.platform == "win32" else (lock,)
    with log.open("ab") as out:
        try:
            return (
                subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,  # the caller's input is for the command
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    env=environ,
                    pass_fds=keep,
                ).returncode
                == 0
            )
        except OSError as error:
            out.write(f"{error}\n".encode())
            return False


def uv_works() -> bool:
    # A uv on PATH may be a mere pointer to one that is not there.
    try:
        return subprocess.run(["uv", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def installers(forced: str, has_uv: bool) -> "list[str]":
    """Return the installers to try, in order. pip follows uv because it may know a company's
    own registry or proxy that uv was never told about."""
    if forced not in ("", "uv", "pip"):
        raise SetupFailed(f"FIRSTLIGHT_INSTALLER is `{forced}`; it can be uv or pip.")
    if forced:
        return [forced]
    return ["uv", "pip"] if has_uv else ["pip"]


def steps(installer: str, folder: Path, part: str) -> "list[list[str]]":
    """Return the commands that make the environment and fill it from the pinned list.

    Ready-made packages only: nothing is ever compiled on the user's machine.
    """
    base = getattr(sys, "_base_executable", None) or sys.executable
    python = str(python_in(folder))
    pins = ["--require-hashes", "--only-binary", ":all:"]
    pins += ["-r", str(CHECKOUT / f"requirements/{part}.txt")]
    if installer == "uv":
        return [
            ["uv", "venv", "--allow-existing", "--no-project", "--python", base, str(folder)],
            ["uv", "pip", "install", "--python", python, *pins],
        ]
    pip = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    return [
        [base, "-m", "venv", str(folder)],
        [*pip, "--progress-bar", "off", "--no-compile", *pins],
    ]


def site_packages(folder: Path) -> Path:
    scheme = "nt" if sys.platform == "win32" else "posix_prefix"
    return Path(sysconfig.get_path("purelib", scheme, {"base": str(folder)}))


def byte_compile(folder: Path) -> "list[str]":
    unused = r"site-packages.*[/\\](tests?|locale)[/\\]"
    command = [str(python_in(folder)), "-m", "compileall", "-q", "-j", "0", "-x", unused]
    return [*command, str(site_packages(folder))]


CAUSES = (
    (
        "No space left on device|disk is full",
        "The disk is full.",
        "Free about 1 GB and run the same command again.",
    ),
    (
        "DO NOT MATCH THE HASHES|Hash mismatch",
        "A package that came is not the one that was pinned, so it was refused.",
        "Run the same command again; if it happens twice, ask whoever looks after your network "
        "or registry mirror.",
    ),
    (
        "name resolution|getaddrinfo|dns error|NewConnectionError|ConnectTimeout|ProxyError|"
        "Connection refused|Network is unreachable|Could not connect|error sending request|"
        "Failed to fetch|SSLError|timed out|network connectivity is disabled|"
        r"from versions: none\)|was not found in the provided package locations",
        "The packages could not be fetched: this computer did not reach a package registry.",
        "Connect it to the internet and run the same command again. Behind a proxy, set HTTPS_PROXY"
        " first.\nWith no internet at all, carry the packages over. On a connected computer with"
        " the same system and Python, in a copy of this folder:\n"
        "    pip download --require-hashes --only-binary :all: -r requirements/{part}.txt"
        " -d packages\n"
        "Bring the folder `packages` here, set PIP_NO_INDEX=1, FIRSTLIGHT_INSTALLER=pip and"
        " PIP_FIND_LINKS to its full path, and run the same command again.",
    ),
    (
        "No matching distribution found|no usable wheels|no wheels with",
        "A pinned package has no ready-made build for this system and this Python.",
        "Use Python 3.11, 3.12 or 3.13 on Windows (x64), macOS or Linux.",
    ),
    (
        "ensurepip is not available|No module named (venv|ensurepip|pip)",
        "This Python came without its venv and pip parts.",
        "On Debian or Ubuntu: `sudo apt install python3-venv`. Or install uv. Then run the same "
        "command again.",
    ),
    (
        "Permission denied|PermissionError|Read-only file system",
        "The folder of the environment cannot be written to.",
        "Set FIRSTLIGHT_ENV to a folder of your own and run the same command again.",
    ),
)


def explain(log_text: str, part: str) -> str:
    """Turn an installer's words into what happened and what to do."""
    for pattern, what, to_do in CAUSES:
        if re.search(pattern, log_text, re.IGNORECASE):
            return f"{what}\n{to_do.format(part=part)}"
    return "The packages could not be installed.\nRun the same command again."


def join_project(folder: Path) -> None:
    """Let the environment see src, so that edits are live and nothing needs to be built."""
    src = str(CHECKOUT / "src")
    # A .pth file is read in whatever encoding is set that day, so other letters go in as bytes.
    line = f"import os, sys; sys.path.append(os.fsdecode({os.fsencode(src)!r}))"
    line = src if src.isascii() else line
    (site_packages(folder) / "firstlight.pth").write_text(line + "\n", encoding="ascii")
    # -P: a click.py in the folder where the user stands must not be taken for ours.
    if sys.platform == "win32":
        script, text = folder / "Scripts/firstlight.cmd", '@"%~dp0python.exe" -P -m firstlight %*\n'
    else:
        script = folder / "bin/firstlight"
        text = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m firstlight "$@"\n'
    script.write_text(text, encoding="ascii")
    script.chmod(0o755)


def fill(folder: Path, part: str, order: Sequence[str], *, afresh: bool, lock: int) -> None:
    """Make the environment with the first installer that can."""
    log = folder / LOG
    failures: list[str] = []
    for installer in order:
        if failures:
            say("uv could not do it; trying pip.")
        if afresh:
            clear(folder)
        log.write_bytes(b"")
        if all(run_step(step, log=log, lock=lock) for step in steps(installer, folder, part)):
            join_project(folder)
            # Otherwise the first start pays for it, and every start where Python may not write.
            # Its verdict does not count: some packages carry templates that are no Python.
            run_step(byte_compile(folder), log=log, lock=lock)
            return
        failures.append(log.read_text(encoding="utf-8", errors="replace"))
    log.write_text("\n".join(failures), encoding="utf-8")
    told = explain(failures[-1], part)
    kind = OutOfReach if "did not reach" in told else SetupFailed
    raise kind(f"{told}\nThe installer's own words: {log}")


def set_up(part: str) -> Path:
    """Make sure the environment holds the part, and return its Python. Touches no network, and
    writes nothing, when the stamp is right."""
    folder = environment_folder(os.environ, CHECKOUT)
    wanted = wanted_fingerprints(folder)
    if next_step(read_stamp(folder), wanted, part) == "ready":
        return python_in(folder)
    order = installers(os.environ.get("FIRSTLIGHT_INSTALLER", ""), uv_works())
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / LOCK).exists():
            raise SetupFailed(
                f"{folder} is there already and was not made by run.py, so it is left alone.\n"
                "Move it away, or set FIRSTLIGHT_ENV to another folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        with alone_in(folder) as lock:
            stamp = read_stamp(folder)
            step = next_step(stamp, wanted, part)
            if step != "ready":
                kind = "Firstlight" if part == "runtime" else "Firstlight and its test tools"
                say(f"Setting up {kind} in {folder} (once; up to three minutes) ...")
                began = time.monotonic()
                if step == "add":
                    # No pin of the runtime changes, so what runs today may go on running.
                    write_stamp(folder, {**stamp, "dev": "unfinished"})
                else:
                    (folder / STAMP).unlink(missing_ok=True)
                try:
                    fill(folder, part, order, afresh=step == "remake", lock=lock)
                except OutOfReach:
                    if step == "add":
                        write_stamp(folder, stamp)
                    raise
                done = PARTS if part == "dev" else ("runtime",)
                write_stamp(folder, {name: wanted[name] for name in done})
                say(f"Set up in {time.monotonic() - began:.0f} s.")
    except OSError as error:
        raise SetupFailed(
            f"The environment {folder} could not be written: {error.strerror or error}.\n"
            "Close any Firstlight that is running, or set FIRSTLIGHT_ENV to a folder of your own."
        ) from error
    return python_in(folder)


# Doing what was asked --------------------------------------------------------------------------


def become(command: Sequence[str]) -> int:
    """Run the command in place of this one: same input, output and exit status."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.environ.pop("PYTHONPATH", None)  # this checkout's own source, and no other
    if sys.platform != "win32":
        os.execv(command[0], list(command))
    with contextlib.suppress(KeyboardInterrupt):  # the command hears it too and answers
        return subprocess.call(command)
    return 130


def check(python: Path) -> int:
    """Run every check, each timed, also after one has failed; 0 when all passed."""
    tool = [str(python), "-m"]
    facts = [name for name in ("tests/catalogue", "tests/architecture") if Path(name).is_dir()]
    lint = "from importlinter.cli import lint_imports_command as run; run()"
    checks = {
        "ruff check": [*tool, "ruff", "check"],
        "ruff format --check": [*tool, "ruff", "format", "--check"],
        "mypy": [*tool, "mypy"],
        "lint-imports": [str(python), "-c", lint, "--no-logo"],
    }
    if facts:
        checks["pytest " + " ".join(facts)] = [*tool, "pytest", "-n", "2", *facts]
    results = []
    for name, command in checks.items():
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        began = time.monotonic()
        passed = subprocess.call(command) == 0
        results.append((passed, time.monotonic() - began, name))
    sys.stdout.write("\n== Summary\n")
    for passed, seconds, name in results:
        sys.stdout.write(f"{'passed' if passed else 'FAILED'} {seconds:7.1f} s  {name}\n")
    return 0 if all(passed for passed, _, _ in results) else 1


def faults_in_lock(text: str) -> "list[str]":
    """Find what must never be in a committed list: an address, a path of this machine, a local
    build, or a pin that no hash holds."""
    faults = []
    rules = {
        "an address": r"://|^-|--(extra-)?index|--find-links|--trusted| @ |file:",
        "a path of this machine": r"(^|[\s\"'])(/|~|\.\.|[A-Za-z]:\\)",
        "a local build": r"^[\w.-]+==[^ ]*\+",
    }
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        for what, pattern in rules.items():
            if re.search(pattern, line):
                faults.append(f"line {number} holds {what}: {line.strip()}")
        if re.match(r"[\w.-]+==", line):
            following = lines[number] if number < len(lines) else ""
            if not re.match(r"\s+--hash=sha256:[0-9a-f]{64}", following):
                faults.append(f"line {number} is a pin without a hash: {line.strip()}")
        elif line and not re.match(r"\s+--hash=sha256:[0-9a-f]{64}( \\)?$|\s*#", line):
            faults.append(f"line {number} is no pin: {line.strip()}")
    return faults


def lock(words: Sequence[str]) -> int:
    """Remake the pinned lists from pyproject.toml. Pins that still fit stay unless uv is told."""
    if not uv_works():
        say("Remaking the lists needs uv, and it is not here. Install uv and run this again.")
        return 1
    extra_places = ("UV_FIND_LINKS", "UV_EXTRA_INDEX_URL", "UV_INDEX")
    environ = {name: value for name, value in os.environ.items() if name not in extra_places}
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--only-binary", ":all:"]
    options += ["--custom-compile-command", "python3 run.py lock"]
    for part in PARTS:
        path = CHECKOUT / f"requirements/{part}.txt"
        before = path.read_bytes() if path.exists() else None
        own = ["--extra", "dev", "-c", "requirements/runtime.txt"] if part == "dev" else []
        command = ["uv", "pip", "compile", "pyproject.toml", "-o", f"requirements/{part}.txt"]
        if subprocess.call([*command, *options, *own, *words], env=environ) != 0:
            return 1
        faults = faults_in_lock(path.read_text(encoding="utf-8"))
        if faults:
            if before is not None:
                path.write_bytes(before)
            say(f"requirements/{part}.txt was left as it was, because the new list is not fit:")
            say("\n".join(faults))
            return 1
        say(f"requirements/{part}.txt is made.")
    return 0


def main(words: Sequence[str]) -> int:
    road, rest = route(words)
    if road == "help":
        sys.stdout.write(help_text())
        return 0
    if road == "firstlight":
        return become([str(set_up("runtime")), "-P", "-m", "firstlight", *rest])
    python = set_up("dev") if road != "lock" else None
    caller = Path.cwd()
    os.chdir(CHECKOUT)
    if python is None:
        return lock(rest)
    if road == "check":
        return check(python)
    return become(
        [str(python), "-m", "pytest", *pytest_words(rest, caller=caller, checkout=CHECKOUT)]
    )


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        say("Stopped. It is safe to run the same command again.")
        sys.exit(130)
