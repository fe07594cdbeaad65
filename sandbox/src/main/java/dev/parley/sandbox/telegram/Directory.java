package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxParticipant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The people on Telegram, each with the same id for every bot. */
@ApplicationScoped
class Directory {

    private final Map<Long, TelegramUser> users = new ConcurrentHashMap<>();
    private final Map<Long, List<StoredFile>> avatars = new ConcurrentHashMap<>();
    private final Set<Long> deactivated = ConcurrentHashMap.newKeySet();

    /** The participant's account, made or renamed as they say. */
    TelegramUser meet(SandboxParticipant participant) {
        return users.compute(
                idOf(participant),
                (id, known) -> known == null ? TelegramUser.of(id, participant) : known.renamed(participant));
    }

    Optional<TelegramUser> user(long id) {
        return Optional.ofNullable(users.get(id));
    }

    TelegramUser userOrStranger(long id) {
        return user(id).orElseGet(() -> TelegramUser.of(id, new SandboxParticipant(Long.toString(id), null, null)));
    }

    /** Gives a person a profile photo, in its sizes. */
    void setAvatar(long userId, List<StoredFile> sizes) {
        avatars.put(userId, sizes);
    }

    Optional<List<StoredFile>> avatar(long userId) {
        return Optional.ofNullable(avatars.get(userId));
    }

    boolean isDeactivated(long userId) {
        return deactivated.contains(userId);
    }

    void deactivate(long userId) {
        deactivated.add(userId);
    }

    void clear() {
        deactivated.clear();
        users.clear();
        avatars.clear();
    }

    static long idOf(SandboxParticipant participant) {
        return idOf(participant.id());
    }

    /** Ids on Telegram are positive numbers of at most 52 bits. */
    static long idOf(String id) {
        if (!id.matches("[1-9]\\d{0,15}") || Long.parseLong(id) >= 1L << 52) {
            throw ControlRefusal.badRequest("a Telegram user id is a positive number of at most 52 bits");
        }
        return Long.parseLong(id);
    }
}
