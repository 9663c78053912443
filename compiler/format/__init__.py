"""The formatter: one spelling and one layout for what a song says. It never changes what a song means.

Statements are laid out from the tree, so comments stay where they are; values are spelled from the syntax (`words`);
rows keep their words and get new blanks, neighbours being aligned bar by bar (`rows`).
"""

from __future__ import annotations

from ..tree import plain, read_tree
from .layout import lay_out


def format_text(text: str) -> str:
    """The text of a file in songc's layout. Text whose braces or quotes do not match is given back as it is, since its
    layout cannot be told; a statement with another mistake keeps its words."""
    tree, mistakes = read_tree(plain(text))
    return text if mistakes else lay_out(plain(text), tree)


__all__ = ["format_text"]
