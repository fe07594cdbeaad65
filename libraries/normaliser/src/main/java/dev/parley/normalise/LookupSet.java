package dev.parley.normalise;

import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.Covered;
import dev.parley.inbound.InboundEvent.InChat;
import dev.parley.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a batch has to read before it can decide: chats, and the messages that its events are about. */
final class LookupSet {
    /** Whose chat it is. */
    record Owner(Profile profile, PlatformRules rules) {}

    record ByExternalId(long chat, String externalId) {}

    record Receipt(long chat, InboundEvent.ReceiptArrived receipt) {}

    private final Map<ChatId, Owner> chats = new LinkedHashMap<>();
    private final Set<ByExternalId> messages = new LinkedHashSet<>();
    private final Set<Long> ourMessages = new LinkedHashSet<>();
    private final Set<Long> chatsWithEchoes = new LinkedHashSet<>();
    private final List<Receipt> receipts = new ArrayList<>();

    static LookupSet of(List<InboundDelivery> deliveries, Map<ChatKey, ChatId> chats) {
        LookupSet wanted = new LookupSet();
        for (InboundDelivery delivery : deliveries) {
            for (InboundEvent event : delivery.events()) {
                if (event instanceof InChat inChat) {
                    ChatId chat = chats.get(new ChatKey(
                            delivery.profile().id(), inChat.participant().externalId()));
                    if (chat != null) {
                        wanted.chats.putIfAbsent(chat, new Owner(delivery.profile(), delivery.rules()));
                        wanted.add(chat.value(), inChat);
                    }
                }
            }
        }
        return wanted;
    }

    /** A chat whose echoes may be told apart now. */
    void chat(ChatId chat, Owner owner) {
        chats.putIfAbsent(chat, owner);
        chatsWithEchoes.add(chat.value());
    }

    /** A message that has just been settled. */
    void settled(MessageId message) {
        ourMessages.add(message.value());
    }

    private void add(long chat, InChat event) {
        switch (event) {
            case InboundEvent.MessageArrived arrived -> {
                message(chat, arrived.externalId());
                message(chat, arrived.idBesideAnother());
            }
            case InboundEvent.EchoArrived echo -> {
                message(chat, echo.externalId());
                chatsWithEchoes.add(chat);
                String ours = echo.messageId();
                if (ours != null) {
                    MessageId.parse(ours).ifPresent(id -> ourMessages.add(id.value()));
                }
            }
            case InboundEvent.MessageEdited edited -> message(chat, edited.externalId());
            case InboundEvent.EditNoticed notice -> message(chat, notice.externalId());
            case InboundEvent.MessageDeleted deleted -> message(chat, deleted.externalId());
            case InboundEvent.ReactionChanged reaction -> message(chat, reaction.messageExternalId());
            case InboundEvent.ReceiptArrived receipt -> {
                receipts.add(new Receipt(chat, receipt));
                if (receipt.covered() instanceof Covered.UpTo upTo) {
                    message(chat, upTo.messageExternalId());
                }
            }
            case InboundEvent.ReferralArrived r -> {}
            case InboundEvent.ReachabilityChanged r -> {}
            case InboundEvent.ArchiveChanged a -> {}
        }
    }

    private void message(long chat, String externalId) {
        messages.add(new ByExternalId(chat, externalId));
    }

    Map<ChatId, Owner> chats() {
        return chats;
    }

    /** In the one order in which everybody locks them. */
    Long[] chatIds() {
        return chats.keySet().stream().map(ChatId::value).sorted().toArray(Long[]::new);
    }

    List<ByExternalId> messages() {
        return List.copyOf(messages);
    }

    Long[] ourMessages() {
        return ourMessages.toArray(Long[]::new);
    }

    Long[] chatsWithEchoes() {
        return chatsWithEchoes.toArray(Long[]::new);
    }

    List<Receipt> receipts() {
        return receipts;
    }
}
