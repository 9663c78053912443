"""Composition: what was written. `read` turns the block into `records`; `notation` turns rows into timed notes.

Time here is exact: beats are quarter notes as fractions, counted from the start of the section. Nothing here knows of
seconds, frames, tracks or instruments.
"""
