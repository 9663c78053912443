"""Sound for the edits of recorded audio: finding pitch, onsets and phrases, and moving them. Arrays in, arrays out."""
