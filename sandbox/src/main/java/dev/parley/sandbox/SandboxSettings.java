package dev.parley.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Sizes of the sandbox; the defaults fit a heap of 96 MB. */
@ConfigMapping(prefix = "parley.sandbox")
public interface SandboxSettings {

    /** The folder in which the simulated world and its ledgers survive a restart; without one they are in memory only. */
    Optional<String> folder();

    /** How many sends (and as many other actions) each platform's ledger remembers before it drops the oldest. */
    @WithDefault("200000")
    int ledgerLimit();

    /** How many messages of one chat a platform remembers for edits, replies and the inbox. */
    @WithDefault("500")
    int chatLimit();

    /** How many undelivered webhook updates one account may hold before the control API refuses more. */
    @WithDefault("50000")
    int pendingLimit();

    /** How many files a platform knows by id before it forgets the oldest. */
    @WithDefault("20000")
    int fileLimit();

    /** The biggest uploaded file, in bytes, whose content is kept for downloading; of bigger ones only size and hash. */
    @WithDefault("2097152")
    int keptFileBytes();

    /** How many bytes of file content a platform keeps in all before it drops the oldest content. */
    @WithDefault("16777216")
    long keptTotalBytes();

    /** The seed from which faults with a share are drawn, so that runs can be repeated. */
    @WithDefault("20260101")
    long faultSeed();
}
