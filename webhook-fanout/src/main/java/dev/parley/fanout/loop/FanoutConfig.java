package dev.parley.fanout.loop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Deliveries to subscribers. */
@ConfigMapping(prefix = "parley.fanout")
public interface FanoutConfig {
    /** Calls to one endpoint at the same time. */
    @WithDefault("32")
    int callsPerEndpoint();

    /** Of these, calls that deliver from the retry queue; fresh events go first. */
    @WithDefault("8")
    int retriesPerEndpoint();

    /** Fresh deliveries that may wait for one endpoint in memory; more go to the retry queue. */
    @WithDefault("1000")
    int waitingPerEndpoint();

    /** Fresh deliveries in memory for all endpoints together; beyond it no records are read. */
    @WithDefault("8000")
    int waitingInAll();

    /** A delivery unanswered for this long is stored, so that its record's offset can be committed. */
    @WithDefault("1s")
    Duration storeAfter();

    /** How long one attempt may take, from connecting to the answer's end. */
    @WithDefault("30s")
    Duration deadline();

    /** How long a stopping fan-out waits for the calls under way, and for what waits to be stored. */
    @WithDefault("22s")
    Duration drainFor();

    /** How much of an answer's body is read before its connection is closed; nothing of it is kept. */
    @WithDefault("65536")
    int answerBytes();

    /** How long a stored delivery belongs to the replica that took it; longer than the deadline. */
    @WithDefault("75s")
    Duration lease();

    /** How often the retry queue is asked for what is due. */
    @WithDefault("250ms")
    Duration pickUpEvery();

    /** How many stored deliveries a second one replica takes from the queue: a storm must leave room for fresh ones. */
    @WithDefault("2000")
    int pickUpsPerSecond();

    /** The delays before the first and each further attempt, each counted from the attempt before. */
    @WithDefault("0s,1m,5m,30m,2h,5h,10h,14h,20h,24h")
    List<Duration> schedule();

    /** The share by which a delay may be longer, at random, so that retries do not come in step. */
    @WithDefault("0.1")
    double jitter();

    /** The longest that a receiver's Retry-After is believed. */
    @WithDefault("24h")
    Duration longestRetryAfter();

    /** How long the attempt log collects rows before it writes them. */
    @WithDefault("50ms")
    Duration logEvery();

    /** How often outcomes are summed up into each endpoint's health. */
    @WithDefault("10s")
    Duration healthEvery();

    /** An endpoint that saw nothing but failures for this long is disabled. */
    @WithDefault("5d")
    Duration disableAfter();
}
