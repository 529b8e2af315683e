"""A text in English and in Chinese."""

from typing import NamedTuple


class Text(NamedTuple):
    en: str
    zh: str
