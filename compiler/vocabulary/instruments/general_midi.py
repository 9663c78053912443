"""General MIDI's programs, which a song may name in any bank that follows it."""

from __future__ import annotations

from collections.abc import Iterable

DRUM_BANK = 128
# The drum sets as General MIDI 2 and GS name them, by which one is told where the bank is not looked into.
DRUM_SETS = frozenset(("standard", "room", "power", "electronic", "tr-808", "analog", "jazz", "brush", "orchestra"))

PROGRAMS: tuple[str, ...] = tuple(
    """Acoustic Grand Piano, Bright Acoustic Piano, Electric Grand Piano, Honky-tonk Piano, Electric Piano 1,
    Electric Piano 2, Harpsichord, Clavinet, Celesta, Glockenspiel, Music Box, Vibraphone, Marimba, Xylophone,
    Tubular Bells, Dulcimer, Drawbar Organ, Percussive Organ, Rock Organ, Church Organ, Reed Organ, Accordion,
    Harmonica, Tango Accordion, Acoustic Guitar (nylon), Acoustic Guitar (steel), Electric Guitar (jazz),
    Electric Guitar (clean), Electric Guitar (muted), Overdriven Guitar, Distortion Guitar, Guitar Harmonics,
    Acoustic Bass, Electric Bass (finger), Electric Bass (pick), Fretless Bass, Slap Bass 1, Slap Bass 2,
    Synth Bass 1, Synth Bass 2, Violin, Viola, Cello, Contrabass, Tremolo Strings, Pizzicato Strings,
    Orchestral Harp, Timpani, String Ensemble 1, String Ensemble 2, Synth Strings 1, Synth Strings 2, Choir Aahs,
    Voice Oohs, Synth Voice, Orchestra Hit, Trumpet, Trombone, Tuba, Muted Trumpet, French Horn, Brass Section,
    Synth Brass 1, Synth Brass 2, Soprano Sax, Alto Sax, Tenor Sax, Baritone Sax, Oboe, English Horn, Bassoon,
    Clarinet, Piccolo, Flute, Recorder, Pan Flute, Blown Bottle, Shakuhachi, Whistle, Ocarina, Lead 1 (square),
    Lead 2 (sawtooth), Lead 3 (calliope), Lead 4 (chiff), Lead 5 (charang), Lead 6 (voice), Lead 7 (fifths),
    Lead 8 (bass + lead), Pad 1 (new age), Pad 2 (warm), Pad 3 (polysynth), Pad 4 (choir), Pad 5 (bowed),
    Pad 6 (metallic), Pad 7 (halo), Pad 8 (sweep), FX 1 (rain), FX 2 (soundtrack), FX 3 (crystal),
    FX 4 (atmosphere), FX 5 (brightness), FX 6 (goblins), FX 7 (echoes), FX 8 (sci-fi), Sitar, Banjo, Shamisen,
    Koto, Kalimba, Bag Pipe, Fiddle, Shanai, Tinkle Bell, Agogo, Steel Drums, Woodblock, Taiko Drum, Melodic Tom,
    Synth Drum, Reverse Cymbal, Guitar Fret Noise, Breath Noise, Seashore, Bird Tweet, Telephone Ring, Helicopter,
    Applause, Gunshot""".replace("\n    ", " ").split(", ")
)


def program_number(text: str) -> int | None:
    """The number (0..127) of a program that is named, in any case, or numbered from 0; None when it is neither."""
    if text.isdigit() and int(text) < 128:
        return int(text)
    names = [name.lower() for name in PROGRAMS]
    return names.index(text.lower()) if text.lower() in names else None


def choose(programs: Iterable[tuple[int, int, str]], text: str, bank: int) -> tuple[int, int, str] | None:
    """The program (bank, number, name) that a song means by a name or a number: one that the bank calls so, or the one
    in General MIDI's place; None when there is none.

    >>> choose([(0, 0, "Grand"), (0, 4, "Rhodes"), (128, 0, "Standard")], "Electric Piano 1", 0)
    (0, 4, 'Rhodes')
    """
    inside = [program for program in programs if program[0] == bank]
    wanted = text.lower().strip()
    named = (program for program in inside if program[2].lower().strip() == wanted)
    number = program_number(text)
    return next(named, None) or next((program for program in inside if program[1] == number), None)
