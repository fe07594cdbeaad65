package dev.parley.dispatch.action;

import dev.parley.id.ChatId;
import dev.parley.platform.OutboundMessage;
import dev.parley.profile.Profile;

/** A chat to act in, and the account that acts. */
record ActionTarget(Profile profile, ChatId chat, OutboundMessage.Recipient recipient) {}
