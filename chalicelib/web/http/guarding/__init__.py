"""What stands before the forms that mail somebody: limits, and what programs stumble over."""
