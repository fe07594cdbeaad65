package dev.parley.gateway.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.gateway.entity.ProfileGroup;
import dev.parley.id.GroupId;

/** A profile group as REST shows it. */
public record GroupAnswer(
        String id,
        String name,
        @JsonProperty("profiles_count") long profilesCount) {
    static GroupAnswer of(ProfileGroup group, long profiles) {
        return new GroupAnswer(new GroupId(group.id).toString(), group.name, profiles);
    }
}
