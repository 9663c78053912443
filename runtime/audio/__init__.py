"""Audio files: recordings read as they are needed, and finished records written.

probe      what a file holds
resample   from one rate to another, each frame on its own
clip       a stretch of a recording at the song's rate
wav        WAV files of any length, byte by byte
encode     FLAC, MP3 and the other encoded formats
tags       names and numbers in the finished files
"""
