"""Questions after many rows at once: which is the largest, which are above a limit, how many there are, what they come to."""
