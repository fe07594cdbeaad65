package dev.parley.gateway.http;

import java.util.List;

/** A whole list, not in pages. */
public record Listing<T>(List<T> data) {}
