"""What changed between two versions of a song: first in the music, then in the sound.

revisions   the two versions: of git, or the files as they stand
outline     a version's declarations in one spelling, so that reformatting is no change
changes     what a change is
declared    declarations compared, stage by stage
written     rows compared bar by bar: notes, chords, steps
heard       scores compared: which tracks sound different, and where
sound       reports and stems compared
told        changes as text, Markdown and JSON
"""
