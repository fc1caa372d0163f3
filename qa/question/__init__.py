"""From a person's words to slots: organisation, year, stage, scope, kind of question, what it is about."""
