"""Reading rows from a store: entities by name, articles, statements with their evidence, counts."""
