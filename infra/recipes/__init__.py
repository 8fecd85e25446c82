"""The eight changes of CONTRIBUTING.md, each followed once in a copy and seen green."""
