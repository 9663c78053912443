"""The vocabulary: one table for each kind of word a song may use.

The checker, the formatter, `songc effects`, `songc instruments`, the editor's completion and the reference all read
these tables, so a new setting or effect is one entry here and one function in the runtime. Nothing here makes
sound.
"""
