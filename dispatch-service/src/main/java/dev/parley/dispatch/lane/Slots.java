package dev.parley.dispatch.lane;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lanes this process may hold at the same time, and how they are shared: a profile may take a slot while it holds
 * fewer than are free. One busy profile thus gets half of them, two a third each; and however many profiles are stuck,
 * some slots stay free for the next. Lanes that only wait for a throttle permit are limited further.
 */
final class Slots {
    private final int all;
    private final Map<ChatId, Boolean> calling = new HashMap<>();
    private final Map<ProfileId, Share> byProfile = new HashMap<>();

    /** Of one profile: lanes held, and how many of them are not in a call. */
    private record Share(int held, int waiting) {
        static final Share NONE = new Share(0, 0);

        Share plus(int more, int moreWaiting) {
            return new Share(held + more, waiting + moreWaiting);
        }
    }

    Slots(int all) {
        this.all = all;
    }

    /**
     * False when the lane is held already, or the profile has its share.
     *
     * @param mostWaiting how many lanes of the profile may wait for a permit
     */
    synchronized boolean take(ChatId chat, ProfileId profile, int mostWaiting) {
        if (roomFor(profile, mostWaiting) <= 0 || calling.putIfAbsent(chat, false) != null) {
            return false;
        }
        change(profile, 1, 1);
        return true;
    }

    /** The lane's call has begun. */
    synchronized void call(ChatId chat, ProfileId profile) {
        if (Boolean.FALSE.equals(calling.replace(chat, true))) {
            change(profile, 0, -1);
        }
    }

    /** The lane's call is over, and it waits for its next. */
    synchronized void waitAgain(ChatId chat, ProfileId profile) {
        if (Boolean.TRUE.equals(calling.replace(chat, false))) {
            change(profile, 0, 1);
        }
    }

    synchronized void giveBack(ChatId chat, ProfileId profile) {
        Boolean wasCalling = calling.remove(chat);
        if (wasCalling != null) {
            change(profile, -1, wasCalling ? 0 : -1);
        }
    }

    private void change(ProfileId profile, int held, int waiting) {
        Share share = byProfile.getOrDefault(profile, Share.NONE).plus(held, waiting);
        if (share.held == 0) {
            byProfile.remove(profile);
        } else {
            byProfile.put(profile, share);
        }
    }

    /** How many more lanes of the profile may be taken. */
    synchronized int roomFor(ProfileId profile, int mostWaiting) {
        Share share = byProfile.getOrDefault(profile, Share.NONE);
        return Math.min(free() - share.held, mostWaiting - share.waiting);
    }

    synchronized int free() {
        return all - calling.size();
    }

    synchronized int held() {
        return calling.size();
    }

    /** The profiles that hold any. */
    synchronized List<ProfileId> profiles() {
        return List.copyOf(byProfile.keySet());
    }
}
