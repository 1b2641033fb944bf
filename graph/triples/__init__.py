"""Triples: what a record says, in the terms of the vocabulary, one module for each idea."""
