package dev.parley.dispatch.connection;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Forgets logins that were never finished, with the tokens that wait in them. Any replica may. */
@ApplicationScoped
public class StaleLogins {
    private static final Logger LOG = Logger.getLogger(StaleLogins.class);

    private final LoginDialogs dialogs;
    private final AccountChoices choices;
    private final LoginConfig config;

    StaleLogins(LoginDialogs dialogs, AccountChoices choices, LoginConfig config) {
        this.dialogs = dialogs;
        this.choices = choices;
        this.config = config;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> sweep() {
        return dialogs.forgetExpired()
                .chain(() -> choices.forgetOlderThan(config.choiceFor()))
                .onFailure()
                .invoke(failure -> LOG.debugf("stale logins not forgotten: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
