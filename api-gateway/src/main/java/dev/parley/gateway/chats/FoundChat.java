package dev.parley.gateway.chats;

import dev.parley.id.ChatId;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import dev.parley.wire.Chat;

/** A chat within the caller's scope, with what it belongs to. */
public record FoundChat(ChatId id, Chat chat, Profile profile, Platform platform) {}
