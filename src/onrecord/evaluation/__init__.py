"""Measuring the pipeline against gold attributions: corpus, scores, errors, robustness, and a gate.

Nothing here is imported by the core, and the pipeline is imported only when it is run.
"""
