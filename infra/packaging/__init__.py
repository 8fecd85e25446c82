"""Makes what is deployed: `python -m infra.packaging` fills `build/package/`."""
