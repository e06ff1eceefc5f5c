"""For all tests: properties without deadlines, as timing belongs to benchmarks/; Ctrl-C reaches what tests start."""

import signal

from hypothesis import settings

settings.register_profile("onrecord", deadline=None, derandomize=True)
settings.load_profile("onrecord")

# A shell ignores SIGINT for what it starts in the background, and so would every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
