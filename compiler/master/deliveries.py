"""Deliveries: `wav 24bit 48kHz`, `flac`, `mp3 320kbps`, read against the table of formats."""

from __future__ import annotations

from .. import advice
from ..check import Check, alternatives, declare, describe, no_block
from ..plan import Delivery
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Quantity, Statement, Word
from ..units import show
from ..vocabulary.delivery import FORMATS, RATES, SHAPED_RATES, Format
from ..vocabulary.setting import Kind

_ENDINGS = {"ogg": "vorbis", "aif": "aiff", "wave": "wav", "opus": "opus"}  # of file names

# What is made of a song that does not say; its rate is the song's.
DEFAULT_EXPORT = Delivery("wav", 48000, bits=24)


def read_delivery(check: Check, line: Statement, rate: int) -> Delivery | None:
    """The file that the statement asks for; what it leaves out is the format's default and the song's `rate`."""
    no_block(check, line)
    example = f"{line.head.text} wav 24bit"
    name = line.values[0] if line.values else None
    if not isinstance(name, Word):
        place = name.span if name is not None else line.span
        ending = _ENDINGS.get(advice.file_format(name), advice.file_format(name))
        if ending in FORMATS:
            example = f"{line.head.text} {ending}"
        check.report("E0403", f"`{line.head.text}` needs a format", place, help=f"write it as `{example}`")
        return None
    form = FORMATS.get(name.text)
    if form is None:
        other = _ENDINGS.get(name.text, "")
        help = f"write `{line.head.text} {other}`" if other else did_you_mean(name.text, FORMATS)
        help = help or f"formats are {alternatives(FORMATS, 'and')}"
        check.report("E0703", f"there is no format `{name.text}`", name.span, "not known", help)
        return None
    bits = form.bits[0] if form.bits else 0
    bitrate = form.bitrates_kbps[0] if form.bitrates_kbps else 0
    rates = form.rates or RATES
    words: dict[str, Span] = {}
    # The nearest rate that the format takes, from above where there is one.
    rate = rate if rate in rates else min((r for r in rates if r > rate), default=max(rates))
    for value in line.values[1:]:
        match value:
            case Quantity(unit="bit"):
                bits = _one_of(check, form, "word length", value, form.bits, bits, "bit")
            case Quantity(unit="kbps"):
                bitrate = _one_of(check, form, "bit rate", value, form.bitrates_kbps, bitrate, "kbps")
            case Quantity(unit="kHz" | "Hz"):
                hertz = value.value * (1000 if value.unit == "kHz" else 1)
                if hertz not in rates:
                    known = alternatives(show(float(each), Kind.FREQUENCY) for each in rates)
                    message = f"{form.name} has no sample rate of {show(float(hertz), Kind.FREQUENCY)}"
                    check.report("E0704", message, value.span, "not one of its rates", f"it can be {known}")
                else:
                    rate = int(hertz)
            case Word(text="shaped" | "broadcast") if declare(check, "option", value, words):
                words[value.text] = value.span
            case Word(text="shaped" | "broadcast"):
                pass
            case _:
                message = f"`{line.head.text}` has no use for {describe(value)}"
                check.report("E0406", message, value.span, "not known here", f"write it as `{_example(line, form)}`")
    if "shaped" in words and (bits not in (16, 24) or rate not in SHAPED_RATES):
        message = "noise is shaped for the ear at word lengths of 16 and 24 bit, and rates of 44.1kHz and 48kHz"
        check.report("E0705", message, words.pop("shaped"), "not at this size", "take it out, or ask for another size")
    if "broadcast" in words and form.name != "wav":
        message = f"{form.name} has no broadcast chunk"
        check.report("E0705", message, words.pop("broadcast"), "only WAV has one", f"write it as `{example} broadcast`")
    return Delivery(form.name, rate, bits, bitrate, shaped="shaped" in words, broadcast="broadcast" in words)


def _example(line: Statement, form: Format) -> str:
    """A delivery in this format, with all that it can say."""
    size = f" {form.bits[0]}bit" if form.bits else f" {form.bitrates_kbps[0]}kbps"
    return f"{line.head.text} {form.name}{size} 48kHz"


def _one_of(
    check: Check, form: Format, what: str, value: Quantity, allowed: tuple[int, ...], default: int, unit: str
) -> int:
    if value.value in allowed:
        return int(value.value)
    message = f"{form.name} has no {what} of {float(value.value):g}{unit}"
    help = f"it can be {alternatives(f'{each}{unit}' for each in allowed)}" if allowed else "take it out"
    check.report("E0704", message, value.span, "not one it has", help)
    return default
