"""Completions of commands, flags and songs for your shell.

examples:
  source <(songc completions bash)                 this shell; or for good:
  songc completions bash > ~/.local/share/bash-completion/completions/songc
  songc completions zsh  > ~/.zfunc/_songc         (with ~/.zfunc in fpath)
  songc completions fish > ~/.config/fish/completions/songc.fish
"""

from __future__ import annotations

import argparse

SHELLS = ("bash", "zsh", "fish")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS)


def run(options: argparse.Namespace) -> int:
    from ..completions import script

    print(script(options.shell), end="")
    return 0
