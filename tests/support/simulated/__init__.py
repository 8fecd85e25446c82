"""Days of the whole system on a simulated clock: what is around it, and what went wrong then."""
