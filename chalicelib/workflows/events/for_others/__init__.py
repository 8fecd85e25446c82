"""What the team does at an event for somebody else."""
