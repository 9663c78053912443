"""Editing: which take plays where, and what is cut, turned and put in time."""
