package dev.parley.sandbox.telegram;

import jakarta.enterprise.context.ApplicationScoped;

/** Limits and durations that hold for every bot unless it has its own; Telegram's own values until changed. */
@ApplicationScoped
class Tuning {

    private volatile SendLimits limits = SendLimits.TELEGRAM;
    private volatile DeliveryClock clock = DeliveryClock.TELEGRAM;

    SendLimits limits() {
        return limits;
    }

    void setLimits(SendLimits limits) {
        this.limits = limits;
    }

    DeliveryClock clock() {
        return clock;
    }

    void setClock(DeliveryClock clock) {
        this.clock = clock;
    }

    void reset() {
        limits = SendLimits.TELEGRAM;
        clock = DeliveryClock.TELEGRAM;
    }
}
