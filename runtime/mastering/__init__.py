"""The end of the master stage: what turns the mixed and processed signal into a finished record.

truepeak   the size of the wave between the samples
envelope   the peaks that the limiter obeys: those of the severest meter
limiter    gain and true-peak limiter, over a finite window
kweighting the ear's weighting of BS.1770 and its energies on a 10 ms grid
loudness   gating, integrated loudness, momentary and short-term maxima, loudness range
meters     a measure per cell, and how measures combine into the figures of a record
solve      the gain at which the limited record has the loudness that was asked
convert    the record at another rate
dither     the last word-length change

Every function here is pure. None reads a file, knows the engine or keeps state between calls. The ceiling is that of
the samples; a lossy codec may decode to peaks some tenths of a decibel above it, which is what a ceiling below zero
is for.
"""
