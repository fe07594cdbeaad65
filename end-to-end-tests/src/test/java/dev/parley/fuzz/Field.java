package dev.parley.fuzz;

/** A name with a value: a query parameter or a header. */
record Field(String name, String value) {}
