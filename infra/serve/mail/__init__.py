"""Mail on one machine: handed to a server, and read when it comes back."""
