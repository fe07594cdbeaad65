package dev.parley.fanout.ordered;

import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.fanout.loop.WriteBehind;
import dev.parley.fanout.retry.EventRows;
import dev.parley.fanout.retry.LostDeliveries;
import dev.parley.id.ChatId;
import dev.parley.id.WebhookId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes that a chat has something new for an ordered endpoint. What it is, the event table says. */
@ApplicationScoped
public class OrderedWakeups implements Drainable {
    private final CursorTable cursors;
    private final EventRows events;
    private final LostDeliveries lost;
    private final WriteBehind<Wakeup> writes;
    private @Nullable Runnable whenNoted;

    OrderedWakeups(CursorTable cursors, EventRows events, LostDeliveries lost, FanoutLoop loop) {
        this.cursors = cursors;
        this.events = events;
        this.lost = lost;
        this.writes = new WriteBehind<>("wake-ups of ordered endpoints", loop, this::write, this::putAside);
    }

    /** @param handled called once, as soon as the wake-up is stored: the record owes nothing more */
    public void wake(Event event, WebhookId endpoint, ChatId chat, Runnable handled) {
        writes.add(new Wakeup(event, endpoint, chat, handled));
    }

    @Override
    public boolean isIdle() {
        return writes.isIdle();
    }

    /** Called after each batch, so that nobody has to wait for the next look. */
    void onNoted(Runnable listener) {
        whenNoted = listener;
    }

    record Wakeup(Event event, WebhookId endpoint, ChatId chat, Runnable handled) {}

    private Uni<Void> putAside(Wakeup wakeup, Throwable failure) {
        return lost.record(wakeup.event, wakeup.endpoint, failure).invoke(wakeup.handled::run);
    }

    private Uni<Void> write(List<Wakeup> wakeups) {
        return events.ensure(wakeups.stream().map(Wakeup::event).toList())
                .chain(() -> cursors.wake(wakeups))
                .invoke(() -> {
                    wakeups.forEach(wakeup -> wakeup.handled().run());
                    Runnable listener = whenNoted;
                    if (listener != null) {
                        listener.run();
                    }
                });
    }
}
