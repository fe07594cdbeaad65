package dev.parley.dispatch.comment;

import dev.parley.id.CommentId;
import dev.parley.profile.Profile;

/** A comment that the platform still has, and the account below whose post it stands. */
record KnownComment(CommentId id, String externalId, Profile profile) {}
