"""The end of the master stage: what turns the mixed and processed signal into a finished record.

limiter    gain and true-peak limiter, over a finite window
truepeak   the oversampled peaks that the limiter obeys and the meters show
kweighting the ear's weighting of BS.1770 and its energies on a 10 ms grid
loudness   gating, integrated loudness, momentary and short-term maxima, loudness range
meters     a measure per cell, and how measures combine into the figures of a record
solve      the gain at which the limited record has the loudness that was asked
dither     the last word-length change

Every function here is pure. None reads a file, knows the engine or keeps state between calls.
"""
