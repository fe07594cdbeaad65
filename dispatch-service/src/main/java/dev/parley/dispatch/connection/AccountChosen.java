package dev.parley.dispatch.connection;

import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.platform.LoginDialog;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** A customer chooses one of a login's accounts: the platform subscribes it, and it becomes a profile of its own. */
@Singleton
class AccountChosen {
    private final Platforms platforms;
    private final AccountChoices choices;
    private final Connections connections;
    private final IdGenerator ids;
    private final ActionConfig config;

    AccountChosen(
            Platforms platforms,
            AccountChoices choices,
            Connections connections,
            IdGenerator ids,
            ActionConfig config) {
        this.platforms = platforms;
        this.choices = choices;
        this.connections = connections;
        this.ids = ids;
        this.config = config;
    }

    /** @param group where the account is to belong; its customer has been checked by the gateway */
    Uni<InternalAnswer> choose(ProfileId login, String placement, GroupId group) {
        return choices.find(login, placement)
                .flatMap(found -> found.map(offer -> connect(offer, group))
                        .orElseGet(() -> Uni.createFrom().item(InternalAnswer.refused(404, "Not found"))));
    }

    private Uni<InternalAnswer> connect(AccountChoices.Offer offer, GroupId group) {
        Platform platform = platforms.named(offer.platform()).orElse(null);
        if (!(platform instanceof LoginDialog dialog)) {
            return Uni.createFrom().item(InternalAnswer.refused(404, "Not found"));
        }
        ProfileId newProfile = new ProfileId(ids.next());
        Connections.Attempt attempt =
                new Connections.Attempt(offer.account(), group, platform, newProfile, Json.object());
        return connections.end(attempt, dialog.choose(newProfile, offer.offered(), config.connectDeadline()));
    }
}
