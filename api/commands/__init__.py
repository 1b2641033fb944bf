"""The commands, one function each: what it takes is declared in `api.cli`, what it does here.

Layers are imported inside the functions, so that a command loads only what it needs.
"""
