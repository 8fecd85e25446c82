"""What the usual tools export, recognised by its columns and turned into those of an edition."""
