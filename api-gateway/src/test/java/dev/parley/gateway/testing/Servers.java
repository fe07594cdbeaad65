package dev.parley.gateway.testing;

import dev.parley.testing.EmbeddedInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;

/** One PostgreSQL, one broker and one stand-in for dispatch, for all tests of the module. */
@QuarkusTestResource(EmbeddedInfrastructure.class)
@QuarkusTestResource(DispatchStub.class)
public final class Servers {}
