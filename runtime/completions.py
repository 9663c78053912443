"""Shell completions, written from what the commands take."""

from __future__ import annotations

from ..compiler.frozen import dataclass
from .commands import COMMANDS, parser_of

HEAD = "Completions of songc, written by `songc completions {shell}`."


@dataclass(frozen=True, slots=True)
class Flag:
    """`names` are all spellings; `choices` what may follow, empty where anything may; `takes` whether anything does."""

    names: tuple[str, ...]
    help: str
    takes: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A command as a shell sees it. `words` are what its first word may be, empty where that is a file."""

    name: str
    help: str
    flags: tuple[Flag, ...]
    words: tuple[str, ...]


def script(shell: str) -> str:
    """The completion script for `bash`, `zsh` or `fish`."""
    shapes = [_shape(name) for name in COMMANDS]
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](shapes)


def _shape(name: str) -> Shape:
    flags: list[Flag] = []
    words: tuple[str, ...] = ()
    for action in parser_of(name)._actions:
        choices = tuple(map(str, action.choices or ()))
        if action.option_strings:
            takes = action.nargs != 0
            flags.append(Flag(tuple(action.option_strings), action.help or "", takes, choices))
        else:
            words = words or choices
    return Shape(name, COMMANDS[name][1], tuple(flags), words or _looked_up(name))


def _looked_up(name: str) -> tuple[str, ...]:
    """What a command of the vocabulary can be asked about."""
    from ..compiler.codes import CODES
    from ..compiler.vocabulary.effects import EFFECTS
    from ..compiler.vocabulary.instruments import KITS, PRESETS
    from .commands.instruments import FILED, sorts
    from .commands.schema import FOLDER

    match name:
        case "effects":
            return tuple(EFFECTS)
        case "instruments":
            return (*PRESETS, *KITS, *FILED, *sorts())
        case "explain":
            return tuple(CODES)
        case "schema":
            return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
        case _:
            return ()


def _bash(shapes: list[Shape]) -> str:
    cases = []
    for shape in shapes:
        values = [
            f'      {"|".join(flag.names)}) COMPREPLY=($(compgen -W "{" ".join(flag.choices)}" -- "$word")); return ;;'
            for flag in shape.flags
            if flag.choices
        ]
        flags = " ".join(name for flag in shape.flags for name in flag.names)
        inner = ["    case $before in", *values, "    esac"] if values else []
        cases += [f"  {shape.name})", *inner, f'    flags="{flags}"; words="{" ".join(shape.words)}" ;;']
    names = " ".join(shape.name for shape in shapes)
    return "\n".join(
        [
            f"# {HEAD.format(shell='bash')}",
            "_songc() {",
            '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" flags words',
            '  if [ "$COMP_CWORD" -eq 1 ]; then',
            f'    COMPREPLY=($(compgen -W "{names} --help --version" -- "$word")); return',
            "  fi",
            "  case ${COMP_WORDS[1]} in",
            *cases,
            "  esac",
            '  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word")); return; fi',
            "  compopt -o filenames 2>/dev/null",
            '  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))',
            "}",
            "complete -F _songc songc",
            "",
        ]
    )


def _zsh(shapes: list[Shape]) -> str:
    names = [f"    {_quoted(f'{shape.name}:{shape.help}')}" for shape in shapes]
    cases = []
    for shape in shapes:
        cases.append(f"    {shape.name}) _arguments \\")
        for flag in shape.flags:
            for name in flag.names:
                cases.append(f"      {_quoted(_zsh_flag(name, flag))} \\")
        first = f"'1:what:({' '.join(shape.words)})' " if shape.words else ""
        cases.append(f"      {first}'*:file:_files' ;;")
    return "\n".join(
        [
            "#compdef songc",
            f"# {HEAD.format(shell='zsh')}",
            "_songc() {",
            "  local -a commands=(",
            *names,
            "  )",
            "  if (( CURRENT == 2 )); then _describe command commands; return; fi",
            "  local command=$words[2]",
            "  shift words; (( CURRENT-- ))",
            "  case $command in",
            *cases,
            "  esac",
            "}",
            '_songc "$@"',
            "",
        ]
    )


def _zsh_flag(name: str, flag: Flag) -> str:
    value = f":value:({' '.join(flag.choices)})" if flag.choices else ":value:_files" if flag.takes else ""
    help = flag.help.replace("[", "(").replace("]", ")").replace(":", " -")
    return f"{name}[{help}]{value}"


def _fish(shapes: list[Shape]) -> str:
    lines = [f"# {HEAD.format(shell='fish')}"]
    for shape in shapes:
        lines.append(f"complete -c songc -n __fish_use_subcommand -f -a {shape.name} -d {_quoted(shape.help)}")
    for shape in shapes:
        seen = f"-n '__fish_seen_subcommand_from {shape.name}'"
        if shape.words:
            lines.append(f"complete -c songc {seen} -f -a {_quoted(' '.join(shape.words))}")
        for flag in shape.flags:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names)
            takes = f" -x -a {_quoted(' '.join(flag.choices))}" if flag.choices else " -r" if flag.takes else ""
            lines.append(f"complete -c songc {seen} {names}{takes} -d {_quoted(flag.help)}")
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """In single quotes, which hold for all three shells when the text has none."""
    return "'" + text.replace("'", "’") + "'"
