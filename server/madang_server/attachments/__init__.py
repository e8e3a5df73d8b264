"""Files of cases, outside of the database: what is taken, made harmless and kept. Knows bytes and keys, no case."""
