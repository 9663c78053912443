"""Tracking: the performances of each track, recorded or played by its instrument."""
