"""The tables of the embedded library, and the version that says which of them a file has."""

from __future__ import annotations

SCHEMA = 3

# A row of a document that lies in the bin has ``removed`` (seconds since 1970) and no rows in figures and passages.
TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    file TEXT NOT NULL,
    info BLOB NOT NULL,
    org TEXT NOT NULL,
    position INTEGER NOT NULL,
    removed INTEGER,
    why TEXT,
    digest BLOB NOT NULL
);
CREATE UNIQUE INDEX documents_by_place ON documents (place) WHERE removed IS NULL;

-- Big things apart, so that reading the catalogue does not page through them.
CREATE TABLE contents (
    key INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    text BLOB NOT NULL,
    parsed BLOB NOT NULL,
    findings BLOB NOT NULL,
    original BLOB NOT NULL,
    digests BLOB NOT NULL
);

-- Figures and passages are kept whole in chunks, the rows beside them are for finding the right chunk.
CREATE TABLE chunks (
    key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    data BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (key, kind, number)
) WITHOUT ROWID;

CREATE TABLE figures (
    key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    org TEXT NOT NULL,
    year INTEGER,
    item TEXT NOT NULL,
    label TEXT NOT NULL,
    stage TEXT,
    scope TEXT,
    measure TEXT NOT NULL,
    amount TEXT NOT NULL,
    unit TEXT,
    ten_thousandths INTEGER,
    PRIMARY KEY (key, ordinal)
) WITHOUT ROWID;
CREATE INDEX figures_by_org ON figures (org, year, item, stage, scope, ten_thousandths);
CREATE INDEX figures_by_item ON figures (item, year, stage, org, scope, ten_thousandths);

CREATE INDEX figures_by_label ON figures (label, year, stage, org);

CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX passages_by_document ON passages (key, ordinal);

CREATE TABLE bodies (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE feedback (number INTEGER PRIMARY KEY, entry TEXT NOT NULL);
"""
