package dev.parley.benchmarks.path;

import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.SequencedPayload;
import dev.parley.benchmarks.load.Tally;
import dev.parley.benchmarks.stage.TelegramCrowd;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** What the platform performed of a load, compared with what was asked for. */
record SendLedger(Tally sends, long outOfOrder, Latencies untilCalled) {

    /**
     * @param first the first number of the load
     * @param due the {@link System#nanoTime} at which each number was due, counted from 0
     */
    static SendLedger of(
            List<TelegramCrowd.Sent> performed, SequencedPayload texts, long first, int count, LongUnaryOperator due) {
        Tally sends = new Tally(count);
        Latencies untilCalled = new Latencies();
        Map<String, Long> last = new HashMap<>();
        long outOfOrder = 0;
        for (TelegramCrowd.Sent one : performed) {
            long number = texts.numberIn(("\"" + one.text()).getBytes(StandardCharsets.UTF_8)) - first;
            if (sends.arrived(number)) {
                untilCalled.record(one.at() - due.applyAsLong(number));
                Long before = last.put(one.person(), number);
                outOfOrder += before != null && before > number ? 1 : 0;
            }
        }
        return new SendLedger(sends, outOfOrder, untilCalled);
    }
}
