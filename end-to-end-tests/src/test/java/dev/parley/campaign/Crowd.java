package dev.parley.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.campaign.Programs.Running;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Many chats over a few accounts of every network, and the commands to send into each of them. */
final class Crowd {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Seat> seats;
    private final AtomicLong ids;

    /** @param name stands in every text, so that each send can be told from all others */
    record Seat(String name, Network network, String account, String chat, String profile, String participant) {}

    private Crowd(List<Seat> seats, AtomicLong ids) {
        this.seats = seats;
        this.ids = ids;
    }

    /** Connects so many accounts, of the networks in turn, and spreads the chats over them. */
    static Crowd gather(DispatchStage stage, Running dispatcher, List<Network> networks, int accounts, int chats) {
        AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);
        AccountId owner = new AccountId(ids.incrementAndGet());
        GroupId group = new GroupId(ids.incrementAndGet());
        stage.database().run("insert into accounts (id, name) values (?, 'Campaign')", owner.value());
        stage.database()
                .run(
                        "insert into profile_groups (id, account_id, name) values (?, ?, 'All')",
                        group.value(),
                        owner.value());
        List<Seat> seats = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            Network network = networks.get(account % networks.size());
            String profile = stage.connect(dispatcher, network.login(account), owner.toString(), group.toString());
            String external = stage.database().text("select external_id from profiles order by id desc limit 1");
            hush(stage, network, external);
            for (int chat = account; chat < chats; chat += accounts) {
                String id = new ChatId(ids.incrementAndGet()).toString();
                seats.add(new Seat("chat" + chat, network, external, id, profile, network.participant(chat)));
                greet(stage, network, external, chat);
            }
        }
        return new Crowd(List.copyOf(seats), ids);
    }

    /** The participant writes first, as the networks want it. */
    private static void greet(DispatchStage stage, Network network, String account, int chat) {
        ObjectNode say = JSON.createObjectNode().put("account", account).put("text", "hello");
        say.putObject("participant")
                .put("id", network.participant(chat))
                .put("name", "P" + chat)
                .put("username", "p" + chat);
        stage.control("/control/" + network.id + "/say", say);
    }

    /** Nobody takes deliveries here, so a network that makes one of every send keeps them. */
    private static void hush(DispatchStage stage, Network network, String account) {
        if (network.echoes) {
            stage.control("/control/" + network.id + "/acts/hold", Map.of("account", account));
        }
    }

    int size() {
        return seats.size();
    }

    List<Seat> seats() {
        return seats;
    }

    long chatsOf(Network network) {
        return seats.stream().filter(seat -> seat.network == network).count();
    }

    Seat seat(int number) {
        return seats.get(number);
    }

    /** A new command; its text is the seat's name and the number. */
    String command(Seat seat, long number) {
        return JSON.createObjectNode()
                .put("version", 1)
                .put("message_id", new MessageId(ids.incrementAndGet()).toString())
                .put("chat_id", seat.chat)
                .put("profile_id", seat.profile)
                .put("participant_external_id", seat.participant)
                .put("body", seat.name + "/" + number)
                .put("created_at", Instant.now().toString())
                .toString();
    }
}
