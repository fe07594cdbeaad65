/** What has to be done every now and then so that the database neither runs full nor out of partitions. */
@NullMarked
package dev.parley.ingest.upkeep;

import org.jspecify.annotations.NullMarked;
