package dev.parley.server;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/** Refuses without a body. */
@Singleton
@DefaultBean
class StatusAlone implements RefusalBody {
    @Override
    public String of(int status) {
        return "";
    }
}
