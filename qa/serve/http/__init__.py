"""The HTTP API: addresses and their JSON, and what stands before them."""
