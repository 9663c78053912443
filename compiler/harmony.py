"""Chord spellings: letters (`Dm9`, `A7sus4`, `C/E`) and Roman numerals (`ii7b5`, `V7/V`, `bVII`) read as chords.

The readings follow lead-sheet practice: an eleventh chord on a major third leaves the third out, a flat thirteenth
takes the place of the fifth, `alt` alters fifths and ninths. Differences from the npm package `chord-symbol` stand in
`tests/harmony/README.md`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from .frozen import dataclass
from .theory import Key, Name, accidentals, degree, read_name, spell


@dataclass(frozen=True, slots=True)
class Chord:
    """`tones` are (degree, semitones above the root), ascending: a ninth is (9, 14). `bass` is the root unless a
    slash names another. `suffix` is the canonical spelling of all that follows the root."""

    root: Name
    tones: tuple[tuple[int, int], ...]
    bass: Name
    suffix: str

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """Of the tones in order, each once; the bass is not among them unless it is a tone."""
        return tuple(dict.fromkeys((self.root.pitch_class + semitones) % 12 for _, semitones in self.tones))

    @property
    def spelling(self) -> str:
        slash = f"/{self.bass}" if self.bass != self.root else ""
        return f"{self.root}{self.suffix}{slash}"

    def tone(self, number: int) -> int:
        """Semitones above the root of chord degree `number`, for templates. A degree the chord does not have is found
        in what the chord implies: thirds and fifths of its triad, its seventh, and natural ninths, elevenths and
        thirteenths."""
        octaves, place = divmod(number - 1, 7)
        own = {(n - 1) % 7: semitones % 12 for n, semitones in reversed(self.tones)}
        return 12 * octaves + own.get(place, self._implied(place))

    def _implied(self, place: int) -> int:
        minor = any(semitones == 3 for _, semitones in self.tones)
        diminished = any(n == 5 and semitones == 6 for n, semitones in self.tones) and minor
        seventh = 9 if diminished else 10 if minor or any(s == 10 for _, s in self.tones) else 11
        return {0: 0, 1: 2, 2: 3 if minor else 4, 3: 5, 4: 7, 5: 9, 6: seventh}[place]


NO_CHORD = ("N.C.", "NC", "n.c.", "N.C")

_WRITTEN = str.maketrans({"♭": "b", "♯": "#", "△": "Δ", "−": "-", "–": "-", "º": "°", "Ø": "ø", "𝄫": "bb"})

# What may stand in a suffix, longest first. A sign before 5, 9, 11 or 13 alters it, except that `+9` after a root is
# an augmented ninth chord and `-9` a minor ninth: the reader decides by what came before.
_TOKEN = re.compile(
    r"""(?P<major>maj(?:or)?|Maj(?:or)?|MAJ(?:OR)?|Ma|MA|ma(?!dd)|M(?!I|in|i(?!n))|Δ|\^)
      | (?P<minor>minor|Minor|min|Min|MIN|MI|Mi|mi|m|-(?!\s*(?:5|9|11|13)(?!\d)))
      | (?P<dim>diminished|dim|Dim|DIM|°|o(?!mit)|0)
      | (?P<half>ø|h)
      | (?P<aug>augmented|aug|Aug|AUG|\+(?!\s*(?:5|9|11|13)(?!\d)))
      | (?P<sus>sus|Sus|SUS)(?P<sus_what>24|42|2(?!\d)|4)?
      | (?P<alt>alt(?:ered)?)
      | (?P<add>add|Add|ADD)\s*(?P<add_sign>[b#+-]?)(?P<add_what>13|11|2|4|6|9)
      | (?P<omit>omit|no)\s*(?P<omit_what>3|5)
      | (?P<sign>b|\#|\+|-)\s*(?P<altered>13|11|5|6|9)
      | (?P<sixnine>6\s*/\s*9|69)
      | (?P<number>13|11|9|7|6|5|4|2)
      | (?P<dominant>dom(?:inant)?)
    """,
    re.VERBOSE,
)

_NATURAL = {2: 14, 4: 5, 5: 7, 6: 9, 9: 14, 11: 17, 13: 21}
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_ROMAN = re.compile(r"(?P<sign>[b#]{0,2})(?P<numeral>VII|VI|V|IV|III|II|I|vii|vi|v|iv|iii|ii|i)(?![a-zA-Z]*[A-Zv]$)")


@dataclass
class _Reading:
    """A suffix as far as it has been read."""

    third: int | None = 4
    fifth: int | None = 7
    seventh: int | None = None
    quality: str = ""  # `m`, `dim`, `half`, `aug`
    major_seventh: bool = False
    extension: int = 0  # 6, 7, 9, 11, 13 or 69
    sus: str = ""
    alt: bool = False
    altered: tuple[tuple[int, int], ...] = ()
    added: tuple[tuple[int, int], ...] = ()
    omitted: tuple[int, ...] = ()


@lru_cache(maxsize=4096)
def read_chord(spelling: str, key: Key) -> Chord | str | None:
    """The chord that a spelling means in a key, None for "no chord" (`N.C.`), or what is wrong with the spelling in a
    few words."""
    text = spelling.strip().translate(_WRITTEN)
    if text in NO_CHORD:
        return None
    letter = re.match(r"[A-Ga-g](?:##|#|bb(?!5)|b)?", text)
    roman = _ROMAN.match(text)
    if roman is not None:
        return _read_roman(text, roman, key)
    if letter is None or not text[0].isupper():
        return "a chord begins with a capital letter from A to G or a Roman numeral"
    root = read_name(letter[0])
    assert root is not None
    body, bass = _split_bass(text[letter.end() :])
    return _chord(root, body, bass or root, minor=False)


def _read_roman(text: str, match: re.Match[str], key: Key) -> Chord | str:
    body = text[match.end() :]
    head, slash, target = body.rpartition("/")
    if slash and (applied := _ROMAN.fullmatch(target)) is not None:
        # `V7/V`: the chord as it would be in the key of that degree.
        tonic = _numeral_root(applied["sign"], applied["numeral"], applied["numeral"], key)
        mode = "minor" if applied["numeral"].islower() else "major"
        return read_chord(text[: match.end()] + head, Key(tonic, mode)) or "a chord stands before the slash"
    body, bass = _split_bass(body)
    root = _numeral_root(match["sign"], match["numeral"], match["numeral"], key)
    return _chord(root, body, bass or root, minor=match["numeral"].islower())


def _numeral_root(sign: str, numeral: str, written: str, key: Key) -> Name:
    """The root of a numeral. In a minor key flats count from the major scale, so that `bVII` and `VII` agree, and
    small `vi` and `vii` stand on the raised degrees, as `vii°` is meant."""
    number = _NUMERALS[numeral.lower()]
    alteration = len(sign) if sign.startswith("#") else -len(sign)
    scale = key if len(key.scale) == 7 else Key(key.tonic, "minor" if key.is_minor else "major")
    raised = scale.is_minor and number in (6, 7) and not sign and written.islower()
    if sign.startswith("b") or raised:
        scale = Key(key.tonic, "major")
    tone = degree(scale, number, alteration, 4)
    return Name(tone.letter, tone.alteration) if abs(tone.alteration) <= 2 else _respell(tone.midi, key)


def _respell(midi: int, key: Key) -> Name:
    tone = spell(midi, key)
    return Name(tone.letter, tone.alteration)


def _split_bass(body: str) -> tuple[str, Name | None]:
    head, slash, bass = body.rpartition("/")
    if slash and bass[:1].isupper() and (name := read_name(bass)) is not None:
        return head, name
    return body, None


def _chord(root: Name, body: str, bass: Name, *, minor: bool) -> Chord | str:
    reading = _read_suffix(body, minor)
    if isinstance(reading, str):
        return reading
    tones = _tones(reading)
    return Chord(root, tones, bass, _suffix(reading))


def _read_suffix(body: str, minor: bool) -> _Reading | str:
    reading = _Reading(third=3, quality="m") if minor else _Reading()
    at = 0
    while at < len(body):
        if body[at] in "(), []":
            at += 1
            continue
        match = _TOKEN.match(body, at)
        if match is None:
            if body[at] == "/" and _TOKEN.match(body, at + 1):  # `7/9`, `m/maj7`
                at += 1
                continue
            return f"`{body[at:]}` is no part of a chord's name"
        reading = _apply(reading, match)
        at = match.end()
    return reading


def _apply(reading: _Reading, match: re.Match[str]) -> _Reading:
    match match.lastgroup:
        case "major":
            alone = match[0] in ("Δ", "^")
            return replace(
                reading, major_seventh=True, extension=max(reading.extension, 7) if alone else reading.extension
            )
        case "minor":
            return replace(reading, third=3, quality="m")
        case "dim":
            return replace(reading, third=3, fifth=6, quality="dim")
        case "half":
            return replace(reading, third=3, fifth=6, quality="half", extension=max(reading.extension, 7))
        case "aug":
            return replace(reading, fifth=8, quality=reading.quality or "aug")
        case "sus" | "sus_what":
            what = "24" if match["sus_what"] == "42" else match["sus_what"] or "4"
            return replace(reading, sus="24" if reading.sus and reading.sus != what else what)
        case "alt":
            return replace(reading, alt=True, extension=max(reading.extension, 7))
        case "add_what":
            number, sign = int(match["add_what"].replace("2", "9")), match["add_sign"]
            return replace(reading, added=(*reading.added, (number, _NATURAL[number] + _alteration(sign))))
        case "omit_what":
            return replace(reading, omitted=(*reading.omitted, int(match["omit_what"])))
        case "altered":
            return _alter(reading, int(match["altered"]), match["sign"])
        case "sixnine":
            return replace(reading, extension=69)
        case "number":
            return _extend(reading, int(match["number"]))
    return reading


def _extend(reading: _Reading, number: int) -> _Reading:
    if number == 5 and not reading.extension:
        return replace(reading, omitted=(*reading.omitted, 3))
    if number == 2:
        return replace(reading, added=(*reading.added, (9, 14)))
    if number == 4:
        return replace(reading, sus="4")
    if reading.extension == 6 and number == 9:
        return replace(reading, extension=69)
    if reading.extension in (11, 13) and number < reading.extension:
        return reading
    return replace(reading, extension=number)


def _alter(reading: _Reading, number: int, sign: str) -> _Reading:
    change = _alteration(sign)
    if number == 6:
        return replace(reading, added=(*reading.added, (6, 9 + change)))
    if number == 5:
        return replace(reading, fifth=7 + change, altered=(*reading.altered, (5, 7 + change)))
    first = not reading.extension and sign in "+-"
    if first and number in (9, 11, 13):  # `C+9` is an augmented ninth chord, `C-9` a minor one
        fresh = replace(reading, fifth=8, quality="aug") if sign == "+" else replace(reading, third=3, quality="m")
        return replace(fresh, extension=number)
    return replace(reading, altered=(*reading.altered, (number, _NATURAL[number] + change)))


def _alteration(sign: str) -> int:
    return {"": 0, "b": -1, "-": -1, "#": 1, "+": 1}[sign]


def _tones(reading: _Reading) -> tuple[tuple[int, int], ...]:
    tones = {(1, 0)}
    altered = set(reading.altered)
    changed = {number for number, _ in altered}
    number = reading.extension
    if reading.alt:
        return ((1, 0), (3, 4), (5, 6), (5, 8), (7, 10), (9, 13), (9, 15))
    if reading.sus:
        tones |= {(2, 2)} if reading.sus == "2" else {(4, 5)} if reading.sus == "4" else {(2, 2), (4, 5)}
    elif reading.third is not None and not (number == 11 and reading.third == 4):
        tones.add((3, reading.third))
    if not any(n == 5 for n, _ in altered) and reading.fifth is not None and (13, 20) not in altered:
        tones.add((5, reading.fifth))
    if number in (7, 9, 11, 13):
        tones.add((7, 11 if reading.major_seventh else 9 if reading.quality == "dim" else 10))
    if number in (6, 69):
        tones.add((6, 9))
    if number in (9, 11, 13, 69) and 9 not in changed and reading.sus not in ("2", "24"):
        tones.add((9, 14))
    # A natural eleventh above a major third is left out, unless the chord is an eleventh.
    eleventh = number == 11 or (number == 13 and reading.third == 3)
    if eleventh and 11 not in changed and reading.sus in ("", "2"):
        tones.add((11, 17))
    if number == 13 and 13 not in changed:
        tones.add((13, 21))
    tones |= altered | set(reading.added)
    return tuple(sorted((n, s) for n, s in tones if n not in reading.omitted))


def _suffix(reading: _Reading) -> str:
    """One spelling for each reading: `m7`, `maj7`, `dim7`, `m7b5`, `7#5`, `6/9`, `7sus4`, `7alt`."""
    if reading.alt:
        return "7alt"
    altered = list(reading.altered)
    number = {0: "", 69: "6/9"}.get(reading.extension, str(reading.extension))
    tall = reading.extension in (7, 9, 11, 13)
    quality = {"m": "m", "dim": "dim", "half": "m", "aug": ""}.get(reading.quality, "")
    if reading.quality == "half":
        altered.insert(0, (5, 6))
    elif reading.fifth == 8 and not any(n == 5 for n, _ in altered):
        if reading.quality == "aug" and not tall:
            quality = "aug"
        else:
            altered.insert(0, (5, 8))
    if reading.major_seventh and tall:
        number = f"(maj{number})" if quality else f"maj{number}"
    if 3 in reading.omitted and not reading.extension and not quality and not altered and not reading.added:
        return "5"
    sus = {"2": "sus2", "4": "sus4", "24": "sus24"}.get(reading.sus, "")
    signs = "".join(f"{accidentals(s - _NATURAL[n])}{n}" for n, s in sorted(set(altered)))
    if signs and not number and not quality and not sus:
        signs = f"({signs})"
    added = "".join(f"add{accidentals(s - _NATURAL[n])}{9 if n == 2 else n}" for n, s in sorted(set(reading.added)))
    omitted = "".join(f"no{n}" for n in sorted(set(reading.omitted)))
    return f"{quality}{number}{sus}{signs}{added}{omitted}"
