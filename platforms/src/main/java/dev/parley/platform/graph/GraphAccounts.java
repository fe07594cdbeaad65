package dev.parley.platform.graph;

import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/** The accounts that are connected now. */
public interface GraphAccounts {
    Optional<Profile> find(String platform, String account);

    Collection<Profile> all();

    /** As the profile directory has them. */
    @ApplicationScoped
    class InDirectory implements GraphAccounts {
        private final ProfileDirectory directory;

        InDirectory(ProfileDirectory directory) {
            this.directory = directory;
        }

        @Override
        public Optional<Profile> find(String platform, String account) {
            return directory.byAccount(platform, account);
        }

        @Override
        public Collection<Profile> all() {
            return directory.all();
        }
    }
}
