package dev.parley.dispatch.comment;

import dev.parley.id.PostId;
import dev.parley.profile.Profile;

/** A post, and the account that published it. */
record KnownPost(PostId id, String externalId, Profile profile) {}
