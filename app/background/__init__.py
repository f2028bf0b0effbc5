"""Lanes: the only threads of the program."""
