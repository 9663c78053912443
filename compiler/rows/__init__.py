"""Rows: music between bar lines, in three small languages with start rules of their own (notes, chords, steps).

Each reader takes a row's text and gives frozen records, or diagnostics. Offsets (`at`) count from the start of the row's text, so
that a row which did not change is the same value wherever it stands, and is not read again.
"""
