"""A sentence in English that carries its Dutch."""

from __future__ import annotations


class Said(str):
    """English text as a str, so that it sorts, formats and compares as one; `nl` is the same in Dutch.

    An f-string or a `+` keeps the English only: put sentences together with `Said` again.
    """

    nl: str

    def __new__(cls, en: str, nl: str) -> Said:
        said = super().__new__(cls, en)
        said.nl = nl
        return said

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return (str(self), self.nl)


def told(text: object, lang: str) -> str:
    """The text in "nl" or "en"; a plain str has one language."""
    if isinstance(text, BaseException):
        text = text.args[0] if text.args else str(text)
    return text.nl if lang == "nl" and isinstance(text, Said) else str(text)
