package dev.parley.standalone.run;

import dev.parley.standalone.control.Orders;

/** Ctrl-C and SIGTERM: the JVM may only end once everything is stopped in order. */
final class StopSignal {
    private StopSignal() {}

    static void leadsTo(Orders orders) {
        Thread hook = new Thread(() -> awaitOrderlyEnd(orders), "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void awaitOrderlyEnd(Orders orders) {
        orders.stop();
        try {
            orders.awaitStopped();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
