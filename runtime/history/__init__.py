"""What changed between two versions of a song: first in the music, then in the sound."""
