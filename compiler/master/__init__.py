"""Mastering: the last chain, the files to deliver and what must be true of them."""
