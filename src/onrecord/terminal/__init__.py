"""A reading as a person reads it in a terminal."""
