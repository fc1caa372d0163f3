"""From slots to an answer: gather figures and passages, decide, compute, phrase."""
