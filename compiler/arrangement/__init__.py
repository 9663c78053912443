"""Arrangement: who plays what. `read` turns the block into `records`; the players turn the composition into score
notes.

Nothing here knows of frames or sound; an instrument is a name with settings.
"""
