"""The command line: `shouwen <command>`. A command's module is imported when it is asked for, and not before."""

import sys
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("shouwen.config.commands.serve", "run the server, with demo data unless told otherwise"),
    "migrate": ("shouwen.config.commands.migrate", "bring the database up to this version"),
    "verify-ledger": ("shouwen.config.commands.verify_ledger", "prove that no event was changed, added or lost"),
}


def usage() -> str:
    rows = "\n".join(f"  {name:<14} {line}" for name, (_module, line) in COMMANDS.items())
    return f"usage: shouwen <command> [options]\n\n{rows}\n"


def main() -> int:
    arguments = sys.argv[1:]
    if arguments and arguments[0] in {"-h", "--help"}:
        sys.stdout.write(usage())
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        sys.stderr.write(usage())
        return 2
    module, _line = COMMANDS[arguments[0]]
    status: int = import_module(module).main(arguments[1:])
    return status
