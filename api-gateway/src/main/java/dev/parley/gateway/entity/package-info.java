/**
 * The tables behind the plain REST routes as Hibernate Reactive entities. Only the gateway runs Hibernate; hot tables
 * (chats, lanes, messages, events) are read and written through the reactive client and have no entity.
 */
@NullMarked
package dev.parley.gateway.entity;

import org.jspecify.annotations.NullMarked;
