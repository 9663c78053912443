"""Pictures of songs, as SVG and PNG written by hand: no plotting library is loaded."""
