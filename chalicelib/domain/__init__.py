"""The rules alone: no AWS, no Web, no clock, no environment."""
