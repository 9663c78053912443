"""Mistakes in edits and the mix (E06, W06)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0601",
        "a take that there is not",
        "An edit uses takes by the numbers that the takes block gives them. A track without takes has one, `take 1`.",
        "edits {\n  track bass { use take 2 }\n}",
        "edits {\n  track bass { use take 1 }\n}",
    ),
    Code(
        "E0604",
        "a stretch without length",
        "This edit needs a stretch of the song, from somewhere to somewhere later.",
        "edits {\n  track bass { mute 1m2.0s }\n}",
        "edits {\n  track bass { mute verse.2..chorus.2 }\n}",
    ),
    Code(
        "E0606",
        "several places repeated at once",
        "A place that is repeated is one pass through it; where it is repeated to may be several.",
        "edits {\n  track vocals { repeat verse over chorus }\n}",
        "edits {\n  track vocals { repeat verse.1 over chorus }\n}",
    ),
    Code(
        "E0607",
        "notes edited as a recording",
        "`tune`, `align`, `de-click` and `breaths` work on recorded audio. What an instrument plays is in tune, and "
        "`quantize` and `nudge` set its time.",
        "edits {\n  track bass { tune to key }\n}",
        "edits {\n  track vocals { tune to key }\n}",
    ),
    Code(
        "E0608",
        "a guide that moves itself",
        "A track is aligned to one that is not aligned to a third one, a take to another take, and neither to itself.",
        "edits {\n  track vocals { align to vocals }\n}",
        "edits {\n  track vocals { align to lead }\n}",
    ),
    Code(
        "E0621",
        "a chain that holds itself",
        "A chain may hold other chains, but none that leads back to it.",
        "mix {\n  chain a { chain b }\n  chain b { chain a }\n  track bass { chain a }\n}",
        "mix {\n  chain a { chain b }\n  chain b { highpass 40Hz }\n  track bass { chain a }\n}",
    ),
    Code(
        "E0622",
        "a name that the desk keeps for itself",
        "`mix` is the channel that hears all others; no bus or group can have its name.",
        "mix {\n  bus mix { reverb }\n}",
        "mix {\n  bus hall { reverb }\n  track lead { send hall -12dB }\n}",
    ),
    Code(
        "E0623",
        "a channel in two groups",
        "A channel that a group joins feeds that group instead of the mix, so it can be in one only.",
        "mix {\n  group low { bass }\n  group rhythm { drums bass }\n}",
        "mix {\n  group low { bass }\n  group rhythm { drums low }\n}",
    ),
    Code(
        "E0624",
        "a channel that comes round to itself",
        "Sends, groups and sidechains must not lead in a circle: a channel would have to be finished before it begins.",
        "mix {\n  track bass { sidechain lead }\n  track lead { sidechain bass }\n}",
        "mix {\n  track bass { sidechain lead }\n}",
    ),
    Code(
        "E0631",
        "two values at one place",
        "An automated setting has one value at a time.",
        "mix {\n  automate lead.gain { verse.1 -6dB; verse.1:1 -3dB }\n}",
        "mix {\n  automate lead.gain { verse.1 -6dB; chorus.1 -3dB }\n}",
    ),
    Code(
        "E0632",
        "a setting that is no number",
        "A setting that chooses between words, or names a file, cannot move while the song plays. Every number can, "
        "but for those that a plugin lets no host move.",
        "mix {\n  track lead { saturation }\n  automate lead.saturation.type { verse.1 tube }\n}",
        "mix {\n  track lead { saturation }\n  automate lead.saturation.drive { verse.1 9dB }\n}",
    ),
    Code(
        "E0633",
        "a setting that swings beyond its range",
        "What an `lfo` or an `envelope` adds to a setting, at its fullest and over all points of its automation, must "
        "leave it inside its range.",
        "mix {\n  track lead { lowpass 1kHz }\n  modulate lead.lowpass.frequency lfo 1Hz depth 2kHz\n}",
        "mix {\n  track lead { lowpass 3kHz }\n  modulate lead.lowpass.frequency lfo 1Hz depth 2kHz\n}",
    ),
    Code(
        "E0634",
        "a speed that follows a level",
        "Where an oscillator stands depends on all of its past. A level has no bound there, so a rate can swing or be "
        "automated, but not follow.",
        "mix {\n  track lead { tremolo }\n  modulate lead.tremolo.rate envelope drums depth 2Hz\n}",
        "mix {\n  track lead { tremolo }\n  modulate lead.tremolo.rate lfo 0.1Hz depth 2Hz\n}",
    ),
    Code(
        "E0635",
        "an instrument's setting that follows a level",
        "A note is played before any channel is heard, and from its onset to its end. A setting of its instrument can "
        "swing or be automated; what follows a level is an effect of the channel.",
        "mix {\n  modulate lead.cutoff envelope drums depth 2kHz\n}",
        "mix {\n  track lead { lowpass 1kHz }\n  modulate lead.lowpass.frequency envelope drums depth 2kHz\n}",
    ),
)
