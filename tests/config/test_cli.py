"""The command line from outside: a process, its exit code, its two streams."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = {
    "at": "2026-02-14T16:00:00+08:00",
    "now": "2026-02-24T13:00:00+08:00",
    "agreement": {
        "free_from": "2025-03-01", "free_until": None, "special": [], "urgent_quota": 4, "urgent_used": 0,
        "paid": [{"from": "2026-03-02", "until": "2027-03-01", "services": ["onsite", "hotline", "remote", "online"],
                  "policy_change": False, "special": ["urgent"], "urgent_quota": 4, "urgent_used": 1}],
        "grace_days": 30, "terminated_on": None,
    },
    "request": {"kind": "incident", "service": "remote", "impact": "hospital", "urgency": "stopped"},
    "events": [{"type": "responded", "at": "2026-02-14T16:10:00+08:00"}],
}  # fmt: skip


def shouwen(*arguments: str, data: bytes = b"") -> tuple[int, str, str]:
    command = [sys.executable, "-m", "shouwen.config.cli", *arguments]
    done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def decided(document: object) -> object:
    code, out, complaint = shouwen("decide", data=json.dumps(document).encode())
    assert (code, complaint) == (0, "")
    return json.loads(out)


def test_the_example_of_the_interface():
    found = decided(EXAMPLE)
    assert isinstance(found, dict)
    assert {name: found[name] for name in ("phase", "cover", "charge", "grade")} == {
        "phase": "free", "cover": "valid", "charge": "free", "grade": 1,
    }  # fmt: skip
    assert found["clocks"][0] == {
        "kind": "response", "calendar": "24x7", "target_minutes": 15, "due_at": "2026-02-14T16:15:00+08:00",
        "state": "met", "elapsed_minutes": 10, "breached_at": None,
        "spans": [
            {"from": "2026-02-14T16:00:00+08:00", "until": "2026-02-14T16:10:00+08:00", "because": "worked"},
        ],
    }  # fmt: skip
    resolution = found["clocks"][1]
    assert (resolution["state"], resolution["breached_at"]) == ("breached", "2026-02-14T20:00:00+08:00")
    assert found["clauses"][0] == "phase.free"
    assert set(found) == {"phase", "cover", "charge", "grade", "clocks", "clauses"}


def test_an_array_in_gives_an_array_out():
    assert decided([EXAMPLE, EXAMPLE]) == [decided(EXAMPLE)] * 2
    assert decided([]) == []


def test_worktime():
    queries = [
        {"calendar": "hotline", "start": "2026-02-16T07:00:00+08:00", "minutes": 120},
        {"calendar": "online", "from": "2026-12-31T16:00:00+08:00", "until": "2027-01-01T09:35:30+08:00"},
    ]
    code, out, complaint = shouwen("worktime", data=json.dumps(queries).encode())
    assert (code, complaint) == (0, "")
    assert json.loads(out) == [{"due": "2026-02-16T11:00:00+08:00"}, {"minutes": 95, "provisional": True}]


TEXT = json.dumps(EXAMPLE)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "input: not JSON at line 1 column 1: Expecting value"),
        (b"3", "input: expected an object, not 3"),
        (b"[{}, 3]", "[0].at: missing"),
        (f"[{TEXT}, 3]".encode(), "[1]: expected an object, not 3"),
        (TEXT.replace('"at"', '"at": "x", "at"', 1).encode(), 'input: expected an object, not key "at" is given twice'),
        (TEXT.replace("30,", "NaN,").encode(), "agreement.grace_days: NaN is not a JSON number"),
        (TEXT.replace("30,", "9" * 9999 + ",").encode(), "agreement.grace_days: a number of 9999 characters"),
        (TEXT.replace('"service": "remote"', '"service": "\\ud800\\n"').encode(), "request.service: expected one of"),
        (b"[" * 50_000, "input: nested too deeply"),
        (TEXT.replace("2026-02-14T16:00:00+08:00", "9999-12-31T23:59:59-11:00", 1).encode(), "at: no such time"),
    ],
    ids=range(10),
)
def test_bad_input_is_one_line_and_nothing_printed(data: bytes, line: str):
    code, out, complaint = shouwen("decide", data=data)
    assert (code, out) == (2, "")
    assert complaint.startswith(f"shouwen decide: {line}")
    assert complaint.count("\n") == 1
    assert complaint.isascii()


def test_help_lists_the_commands_with_a_line_each():
    code, out, complaint = shouwen("--help")
    assert (code, complaint) == (0, "")
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert listed == ["decide", "migrate", "serve", "verify-ledger", "worktime"]
    assert shouwen("decide", "--help")[0:2][1].startswith("usage: shouwen decide")


def test_an_unknown_command_and_a_stray_argument_are_refused():
    assert shouwen("decode") == (2, "", "shouwen: no command 'decode'; shouwen --help lists them\n")
    assert shouwen()[0] == 2
    assert shouwen("decide", "facts.json") == (2, "", "shouwen decide: takes no arguments, got 'facts.json'\n")


def test_decide_starts_quickly_and_without_django():
    code = (
        "import sys; from shouwen.config.cli import main; main(['decide']);"
        "sys.exit(any(name.partition('.')[0] == 'django' for name in sys.modules))"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert time.perf_counter() - started < 2  # measured: 0.15 s; the room is for a busy machine
