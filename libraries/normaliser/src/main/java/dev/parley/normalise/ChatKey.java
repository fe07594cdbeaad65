package dev.parley.normalise;

import dev.parley.id.ProfileId;

/** How platforms name a chat: by the account and who is at the other end. */
record ChatKey(ProfileId profile, String participantExternalId) {}
