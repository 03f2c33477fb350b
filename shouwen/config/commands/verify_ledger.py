"""`shouwen verify-ledger`: prove that no event was changed, added or lost. Exit status 1 when one was."""

import argparse
import sys
from importlib import import_module

from shouwen.config.commands import ground


def run(arguments: list[str]) -> int:
    argparse.ArgumentParser("shouwen verify-ledger", description=__doc__).parse_args(arguments)
    ground.start()
    faults = 0
    for fault in import_module("shouwen.apps.ledger.queries").verify():
        faults += 1
        kind, number = fault.subject
        sys.stdout.write(f"{kind} {number}: {fault.why} at event {fault.seq}\n")
    sys.stdout.write("The ledger is whole.\n" if not faults else f"Chains that are broken: {faults}\n")
    return 1 if faults else 0
