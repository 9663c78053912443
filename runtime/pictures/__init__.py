"""Pictures of songs, as SVG and PNG written by hand: no plotting library is loaded.

svg        tags and documents
theme      colours for light and dark
frame      what pictures over time share: title, sections, axes
score      the notes of every track
waveform   the record's level through time
loudness   loudness through time against its target
spectrogram  frequencies through time
graph      the signals of the song and what the last build did with them
png        pixels to a file
sound      the finished record as samples
"""
