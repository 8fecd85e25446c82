"""The one table of DynamoDB."""
