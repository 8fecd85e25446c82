"""What touches the outside: table, mail, files, queues, PDF, templates, links."""
