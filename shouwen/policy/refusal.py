"""The one way in which the policy says no."""


class Refused(Exception):  # noqa: N818  the policy's own word; it is an answer, not an error
    """An act or a question that the policy refuses.

    `code` is a stable dotted word (`quota.none_left`); `facts` holds what a reader needs to understand it.
    Words for people are found at the edge, by the code.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code: str = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        if not self.facts:
            return self.code
        return f"{self.code} ({', '.join(f'{name}={value!r}' for name, value in self.facts.items())})"
