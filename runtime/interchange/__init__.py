"""Songs from and to other programs: MIDI files in and out. Nothing here makes sound."""
