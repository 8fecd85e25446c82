"""What the boxes of some forms ask for, apart from the others: they are many."""
