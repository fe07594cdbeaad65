package dev.parley.node;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A process without a node number can make no ids, so it is not ready. */
@Readiness
@ApplicationScoped
public class NodeCheck implements HealthCheck {
    private final NodeLease lease;

    public NodeCheck(NodeLease lease) {
        this.lease = lease;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("node number").status(lease.isHeld()).build();
    }
}
