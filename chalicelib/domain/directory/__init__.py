"""People as the team finds them: by name as one hears it, by what else is known, by filters."""
