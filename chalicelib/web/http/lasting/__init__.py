"""What outlives a request: a session that is used, and what somebody was writing when it ended."""
