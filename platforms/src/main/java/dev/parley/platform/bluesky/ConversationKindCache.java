package dev.parley.platform.bluesky;

import dev.parley.id.ProfileId;
import dev.parley.profile.ConversationKinds;
import dev.parley.profile.ConversationKinds.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;

/** Remembers what kind a conversation is, so that the service is asked once. */
interface ConversationKindCache {
    Uni<Map<String, Kind>> known(ProfileId profile, Collection<String> conversationIds);

    Uni<Void> remember(ProfileId profile, String conversationId, Kind kind);

    /** The memory all services share. */
    @Singleton
    class Stored implements ConversationKindCache {
        private final ConversationKinds kinds;

        Stored(ConversationKinds kinds) {
            this.kinds = kinds;
        }

        @Override
        public Uni<Map<String, Kind>> known(ProfileId profile, Collection<String> conversationIds) {
            return kinds.known(profile, conversationIds);
        }

        @Override
        public Uni<Void> remember(ProfileId profile, String conversationId, Kind kind) {
            return kinds.remember(profile, conversationId, kind);
        }
    }
}
