"""Working out an answer from several figures: what a question asks to be done, with which figures, and the doing of it."""
