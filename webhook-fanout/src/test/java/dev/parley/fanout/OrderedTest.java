package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ChatId;
import dev.parley.topic.EventRecord;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderedTest extends SubscriberTest {
    @Test
    void eventsOfAChatComeInOrderAndAFailureHoldsOnlyThem() {
        world.subscribe(account, null, true, receiver.url(), "*");
        ChatId failing = world.chat();
        ChatId other = world.chat();
        List<EventRecord> held = events(failing, 1, 6);
        List<EventRecord> free = events(other, 1, 6);
        String second = held.get(1).eventId();
        receiver.that((request, before) -> {
            boolean refuse = second.equals(request.getHeader("webhook-id"))
                    && receiver.eventIds().stream().filter(second::equals).count() < 3;
            request.response().setStatusCode(refuse ? 500 : 200).end();
        });

        held.forEach(world::publish);
        free.forEach(world::publish);

        await().atMost(LIMIT)
                .until(() -> receiver.eventIds().containsAll(ids(held))
                        && receiver.eventIds().containsAll(ids(free)));
        List<String> got = receiver.eventIds();
        assertThat(got.stream().filter(ids(held)::contains))
                .containsExactly(
                        held.get(0).eventId(),
                        second,
                        second,
                        second,
                        held.get(2).eventId(),
                        held.get(3).eventId(),
                        held.get(4).eventId(),
                        held.get(5).eventId());
        assertThat(got.stream().filter(ids(free)::contains)).containsExactlyElementsOf(ids(free));
    }

    @Test
    void recordsInTheWrongOrderStillArriveInOrder() {
        world.subscribe(account, null, true, receiver.url(), "*");
        ChatId chat = world.chat();
        List<EventRecord> events = events(chat, 1, 5);
        events.forEach(world::store);

        events.reversed().forEach(world::publish);

        await().atMost(LIMIT).until(() -> receiver.eventIds().containsAll(ids(events)));
        assertThat(receiver.eventIds()).containsExactlyElementsOf(ids(events));
    }

    @Test
    void typesThatWereNotListedAreSteppedOver() {
        world.subscribe(account, null, true, receiver.url(), "message.sent");
        ChatId chat = world.chat();
        EventRecord first = world.event(account, null, chat, 1, "message.sent");
        EventRecord unwanted = world.event(account, null, chat, 2, "message.read");
        EventRecord last = world.event(account, null, chat, 3, "message.sent");

        List.of(first, unwanted, last).forEach(world::publish);

        await().atMost(LIMIT).until(() -> receiver.eventIds().contains(last.eventId()));
        assertThat(receiver.eventIds()).containsExactly(first.eventId(), last.eventId());
    }

    @Test
    void anEventOfNoChatIsDeliveredToo() {
        world.subscribe(account, null, true, receiver.url(), "*");
        EventRecord event = world.event(account, "profile.connected");
        EventRecord withoutChat = new EventRecord(
                event.version(),
                event.eventId(),
                event.accountId(),
                null,
                null,
                null,
                null,
                event.type(),
                event.envelope());

        world.publish(withoutChat);

        await().atMost(LIMIT).until(() -> receiver.eventIds().contains(event.eventId()));
    }

    private List<EventRecord> events(ChatId chat, int from, int to) {
        List<EventRecord> events = new ArrayList<>();
        for (int sequence = from; sequence <= to; sequence++) {
            events.add(world.event(account, null, chat, sequence, "message.received"));
        }
        return events;
    }
}
