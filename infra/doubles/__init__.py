"""What stands in for DynamoDB on this machine, as strict as DynamoDB."""
