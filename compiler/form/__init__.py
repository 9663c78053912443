"""The form: passages in beats, the tempo map, and the places and lengths that statements name."""
