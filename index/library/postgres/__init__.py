"""A library on a PostgreSQL server, for several machines and writers; the derived indexes lie on each machine."""
