"""What is so, whichever way a site runs; how it is told is each way's own."""
