"""Stories of the team’s hours: opened each week, and gone on with."""
