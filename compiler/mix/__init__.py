"""Mixing: the desk's channels, what feeds what, and what moves in time."""
