"""Deploys `build/package/` to an AWS account with the operator's credentials."""
