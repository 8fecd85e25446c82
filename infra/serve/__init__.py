"""`make serve`: the same handlers on one machine, for real people.

What AWS's services do is done by clients that answer as boto3's: adapters and stories are the same.
"""
