"""What tests share: the system to drive, examples, faults put in the outside's place."""
