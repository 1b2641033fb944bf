"""Measurements of the program, each a module: `python -m bench` lists and runs them."""
