"""From PolNeAR to weights: data, network, training, export, model card (extra `train`)."""
