"""`make bench`: what start-up, requests, the sweep and documents cost, as ratios.

Each measurement is a module with a `measure` function and runs in a process of its own, so that
none leaves the next a warm cache or a full heap. Things to compare run alternately.
"""
