package dev.parley.gateway.messages;

import dev.parley.id.MessageId;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import dev.parley.wire.Message;

/** A message within the caller's scope, with what it belongs to. */
record FoundMessage(MessageId id, Message message, Profile profile, Platform platform) {}
