"""Ask × library → evidence: the figures that may be meant, each with what speaks for and against it. Nothing is decided here."""
