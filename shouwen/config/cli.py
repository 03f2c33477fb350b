"""The command line: a table of commands, each imported only when it is called."""

import importlib
import os
import sys
from typing import NamedTuple


class Command(NamedTuple):
    """Where a command lives (a module with `run(args) -> exit code`) and what it does, in a line."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "backup": Command(
        "shouwen.config.commands.backup", "database, files and keys into one archive, while the server runs"
    ),
    "decide": Command(
        "shouwen.config.commands.decide", "judge cases: who pays, which deadlines, and why (JSON in, out)"
    ),
    "demo": Command("shouwen.config.commands.demo", "who can sign in to the demo; --tokens: keys for the API"),
    "deliveries": Command("shouwen.config.commands.deliveries", "how letters stand; go on after a restore"),
    "migrate": Command("shouwen.config.commands.migrate", "bring the database up to this version"),
    "restore": Command("shouwen.config.commands.restore", "put a backup in the place of everything that is here"),
    "serve": Command("shouwen.config.commands.serve", "run the server, with demo data unless told otherwise"),
    "verify-ledger": Command("shouwen.config.commands.verify_ledger", "prove that no event was changed, added or lost"),
    "worker": Command("shouwen.config.commands.worker", "do what is due by the clock: deadlines, climbs, deliveries"),
    "worktime": Command("shouwen.config.commands.worktime", "add or count working time in a calendar (JSON in, out)"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code; 2 for a command that does not exist or bad input."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words:
        sys.stderr.write(overview())
        return 2
    if words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(overview())
        return 0
    command = COMMANDS.get(words[0])
    if command is None:
        sys.stderr.write(f"shouwen: no command {words[0]!a}; shouwen --help lists them\n")
        return 2
    code: int = importlib.import_module(command.module).run(_with_data(words[0], words[1:]))
    return code


def _with_data(command: str, words: list[str]) -> list[str]:
    """`--data DIR` holds for every command that touches data; `serve` and the pure ones read it, or have none."""
    if command in {"serve", "decide", "worktime"} or "--data" not in words:
        return words
    at = words.index("--data")
    if at + 1 < len(words):
        os.environ["SHOUWEN_DATA"] = os.path.realpath(words[at + 1])
    return words[:at] + words[at + 2 :]


def overview() -> str:
    """The commands, a line each."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.summary}\n" for name, command in sorted(COMMANDS.items())]
    return "".join(["usage: shouwen <command>\n\n", *lines])


if __name__ == "__main__":
    sys.exit(main())
