package dev.parley.ingest.hook;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of deliveries that are in memory: anybody may send one, and it is verified only when it is whole. */
@Singleton
class DeliveryMemory {
    /** A delivery is in memory several times while it is taken apart. */
    private static final int SHARE_OF_THE_HEAP = 8;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    DeliveryMemory(HookConfig config) {
        long ofTheHeap = Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP;
        this.most = Math.max(config.bodyLimit(), Math.min(config.buffered(), ofTheHeap));
    }

    /** Takes the bytes; false when they are not free. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        taken.addAndGet(-bytes);
    }
}
