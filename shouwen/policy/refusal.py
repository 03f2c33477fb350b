"""How the promise says no: a code and the facts, never a sentence."""


class Refused(Exception):
    """An act that may not happen. The edge turns `code` and `facts` into a sentence in the reader's language."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
