"""What touches the outside: table, mails, files, queues, PDFs, templates, links."""
