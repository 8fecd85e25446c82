"""What AWS does between a request, a queue or a schedule and the app, in this process."""
