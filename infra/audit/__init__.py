"""What a machine can check of the template: cfn-lint, and checkov against our written answers."""
