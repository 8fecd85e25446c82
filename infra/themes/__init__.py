"""What `make check` says of the themes' texts, to people who edit them: file, line, what to do."""
