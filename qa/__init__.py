"""What happens when a question comes in: understand, gather, decide, phrase, render."""
