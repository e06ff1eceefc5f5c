"""Measuring the pipeline against gold attributions: corpus, scores, errors, and a gate of pinned floors.

Nothing here is imported by the core, and the pipeline is imported only when it is run.
"""
