"""What happens when a document comes in: read, parse, extract, check, chunk, embed, put into the library."""
