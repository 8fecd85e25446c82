"""What `make check` tells editors of the themes' texts: file, line, what to do."""
