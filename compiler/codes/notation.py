"""Mistakes in notation rows and bars (E03, W03)."""

from __future__ import annotations

from .record import Code


def _line(row: str) -> str:
    """A song whose only music is one row of a line."""
    line = f"    line lead octave 5 {{\n      {row}\n    }}"
    return f"composition {{\n  section verse 4 bars {{\n{line}\n  }}\n  form verse\n}}"


CODES: tuple[Code, ...] = (
    Code(
        "E0301",
        "a word in a note row that is no note",
        "A note is a letter from `a` to `g`, perhaps `#`, `b`, `##` or `bb`, perhaps an octave, and after a colon a "
        "length: `d5:8`, `f#4:4.`, `bb`. A rest is `r`. In a line with `degrees`, numbers stand for the degrees of "
        "the key.",
        _line("| d5:4 cis:4 r4 z |"),
        _line("| d5:4 c#:4 r:4 r |"),
    ),
    Code(
        "E0302",
        "a bracket in a note row that does not match",
        "Groups `[…]`, slurs `(…)` and chords `<…>` are closed in the bar in which they are opened.",
        _line("| [d5 e f:4 g:2 |"),
        _line("| [d5 e f]:2 g:2 |"),
    ),
    Code(
        "E0303",
        "a length that is no note value",
        "After the colon stands 1, 2, 4, 8, 16, 32 or 64, perhaps with dots, or a fraction of a whole note as `3/16`. "
        "For triplets write a group: `[c d e]:4` puts three notes into a quarter. What stands in a group has no length "
        "of its own; `@2` gives it two shares. After a chord stands a number of beats.",
        _line("| d5:3 e:3 f:3 |"),
        _line("| [d5 e f]:1 |"),
    ),
    Code(
        "E0304",
        "a row that does not end with a bar line",
        "A row begins with a bar line and ends with one, so that its last bar is known to be complete.",
        _line("| d5:1 | e:1"),
        _line("| d5:1 | e:1 |"),
    ),
    Code(
        "E0305",
        "repeat signs that do not match",
        "`|:` begins a repeat and `:|` ends it; `:|*3` plays it three times. Rhythms repeat by themselves.",
        _line("|: d5:1 | e:1 |"),
        _line("|: d5:1 | e:1 :|"),
    ),
    Code(
        "E0306",
        "a mark after a note that is unknown or wrong",
        "After a note may stand `'` staccato, `>` accent, `_` tenuto, `^` marcato, `~` a tie, `!mf` a dynamic, "
        "`!p<f` a "
        "crescendo, `{+20 cents}` a bend, `{velocity 80%}`, `{chance 50%}`.",
        _line("| d5:2!loud e:2 |"),
        _line("| d5:2!f e:2 |"),
    ),
    Code(
        "E0309",
        "an empty bar",
        "Nothing stands between two bar lines. A bar of silence is `r` with its length, and `%` repeats the bar "
        "before.",
        _line("| d5:1 | | e:1 |"),
        _line("| d5:1 | r:1 | e:1 |"),
    ),
    Code(
        "E0311",
        "something in a chord row that is no chord",
        "A chord row holds chord symbols, each perhaps with its beats after a colon: `A7:3`. `%` alone in a bar "
        "repeats "
        "the bar before, `N.C.` is a bar without chord.",
        "composition {\n  section verse 2 bars {\n    chords | Dm :3 A7 | Dm |\n  }\n  form verse\n}",
        "composition {\n  section verse 2 bars {\n    chords | Dm:3 A7:1 | Dm |\n  }\n  form verse\n}",
    ),
    Code(
        "E0312",
        "a character that is no step",
        "Steps are `x` hit, `X` accent, `o` ghost, `-` rest, `=` hold, `1` to `9` velocity, `r` roll, `f` flam. `?` "
        "after a "
        "step makes it a matter of chance, `?30%` says how likely it is.",
        "composition {\n  rhythm beat { kick | x... x... | }\n}",
        "composition {\n  rhythm beat { kick | x--- x--- | }\n}",
    ),
    Code(
        "E0313",
        "a Euclidean pattern that cannot be",
        "`euclid(5,8)` spreads five hits over eight steps as evenly as can be; a third number turns the pattern.",
        "composition {\n  rhythm beat { kick | euclid(9,8) | }\n}",
        "composition {\n  rhythm beat { kick | euclid(5,8) | }\n}",
    ),
)
