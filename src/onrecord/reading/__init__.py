"""From an article to its attributions: words, windows, tagger, structure, nesting, mode."""
