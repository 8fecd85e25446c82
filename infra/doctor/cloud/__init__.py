"""Around a stage on AWS."""
