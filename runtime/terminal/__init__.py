"""The terminal: events, diagnostics and settings as lines for people. Nothing here decides what is built."""
