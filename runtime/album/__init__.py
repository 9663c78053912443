"""Albums: the finished songs of a project in order, as one file with gaps, a cue sheet and a report.

order    what songc.toml says of the album, and the songs in their order
tracks   each song's finished file, its place and its gain
write    the file, the cue sheet, the report
"""
