package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.InChat;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.message.TappedActions;
import dev.parley.node.IdGenerator;
import dev.parley.profile.Profile;
import dev.parley.wire.TappedAction;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the chats in memory, one after the other, under the locks of their lanes. Nothing here touches
 * the database: what was read before decides, what changed is written afterwards.
 */
final class Reducer {
    private final Batch batch;
    private final MessageReducer messages;
    private final EchoReducer echoes;
    private final ReceiptReducer receipts;
    private final ChatReducer chats;

    Reducer(Batch batch, IdGenerator ids) {
        this.batch = batch;
        MessageMaker maker = new MessageMaker(batch, ids);
        DelayedMessageEvent announcement = new DelayedMessageEvent(batch);
        this.receipts = new ReceiptReducer(batch);
        this.messages = new MessageReducer(batch, maker, announcement);
        this.echoes = new EchoReducer(batch, maker);
        this.chats = new ChatReducer(batch);
    }

    void apply(InboundDelivery delivery) {
        for (InboundEvent event : delivery.events()) {
            if (event instanceof InChat inChat) {
                batch.because(delivery.causeOf(event));
                apply(delivery.profile(), delivery.rules(), inChat);
            }
        }
    }

    private void apply(Profile profile, PlatformRules rules, InChat event) {
        ChatState chat =
                batch.chat(new ChatKey(profile.id(), event.participant().externalId()));
        if (chat == null || !isNews(profile, event)) {
            return;
        }
        chat.meet(event.participant());
        applyTo(chat, rules, event);
    }

    /** What leaves a unique row is told apart by that row; the rest by its key. */
    private boolean isNews(Profile profile, InChat event) {
        return !SeenItems.concerns(event) || batch.takeFresh(new Batch.Item(profile.id(), event.key()));
    }

    private void applyTo(ChatState chat, PlatformRules rules, InChat event) {
        switch (event) {
            case MessageArrived arrived -> {
                MessageArrived placed = placed(chat, arrived);
                if (chat.message(placed.externalId()).isEmpty()) {
                    chats.referralOf(chat, placed);
                    wake(chat, rules, messages.arrived(chat, placed));
                }
            }
            case InboundEvent.EchoArrived echo -> wake(chat, rules, echoes.arrived(chat, echo));
            case InboundEvent.MessageEdited edited -> messages.edited(chat, edited);
            case InboundEvent.EditNoticed notice -> messages.editNoticed(chat, rules, notice);
            case InboundEvent.MessageDeleted deleted -> messages.deleted(chat, deleted);
            case InboundEvent.ReactionChanged reaction -> messages.reacted(chat, reaction);
            case InboundEvent.ReceiptArrived receipt -> receipts.arrived(chat, rules, receipt);
            case InboundEvent.ReferralArrived referral -> chats.referred(chat, referral.referral(), referral.at());
            case InboundEvent.ReachabilityChanged changed -> chat.reach(changed.reachable());
            case InboundEvent.ArchiveChanged changed -> chat.archive(changed.archived());
        }
    }

    /** Two different things may come under one id; the second goes by another. */
    private static MessageArrived placed(ChatState chat, MessageArrived arrived) {
        boolean taken = chat.message(arrived.externalId())
                .filter(known -> known.deletedAt() == null)
                .filter(known -> isTap(known.platformData()) != isTap(arrived.platformData())
                        || (known.isOutbound() && isTap(arrived.platformData())))
                .isPresent();
        return taken ? arrived.under(arrived.idBesideAnother()) : arrived;
    }

    private static boolean isTap(@Nullable JsonNode platformData) {
        TappedAction tapped = TappedActions.of(platformData);
        return tapped != null && tapped.kind().equals("postback");
    }

    /** Whatever came before this message and waited for it. */
    void wake(ChatState chat, PlatformRules rules, @Nullable MessageState message) {
        if (message == null) {
            return;
        }
        receipts.catchUp(chat, message);
        for (PendingEvent parked : chat.takeParked(message.externalId())) {
            batch.unpark(parked);
            applyTo(chat, rules, parked.event());
        }
    }

    /** Echoes that waited for a call which has ended without them: somebody else sent those messages. */
    void releaseEchoes(ChatState chat, PlatformRules rules) {
        if (echoes.mustWait(chat)) {
            return;
        }
        for (PendingEvent parked : chat.takeParkedEchoes()) {
            batch.unpark(parked);
            applyTo(chat, rules, parked.event());
        }
    }
}
