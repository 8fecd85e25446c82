"""What serves all areas: requests, answers, forms, errors."""
