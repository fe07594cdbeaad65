package dev.parley.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks can fail: each of these faults, alone in a sound overlay, is found. */
class MutantsTest {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment api-gateway | /spec/replica | 2",
                "Deployment api-gateway | /spec/template/spec/terminationGracePeriodSecond | 40",
                "Deployment api-gateway | /spec/selector |",
                "Deployment api-gateway | /spec/strategy/type | \"Rolling\"",
                "Deployment api-gateway | C/imagePullPolicy | \"Sometimes\"",
                "Deployment api-gateway | C/ports/0/containerPort | \"http\"",
                "Deployment api-gateway | C/resources/limits/memory | \"512Mo\"",
                "Deployment api-gateway | C/livenessProbe/httpGet/scheme | \"tcp\"",
                "Service api-gateway | /spec/type | \"Public\"",
                "Service api-gateway | /apiVersion | \"v2\"",
                "HorizontalPodAutoscaler api-gateway | /apiVersion | \"autoscaling/v2beta2\"",
                "HorizontalPodAutoscaler api-gateway | /spec/maxReplicas | \"many\"",
                "PodDisruptionBudget api-gateway | /apiVersion | \"policy/v1beta1\"",
                "NetworkPolicy names | /spec/egress/0/ports/0/protocol | \"ICMP\"",
                "Ingress parley | /spec/rules/0/http/paths/0/pathType | \"Regex\"",
                "Job migration | /spec/backOffLimit | 3",
                "Cluster parley-database | /spec/instance | 2",
                "Cluster parley-database | /spec/storage/size | 20",
                "Kafka parley | /spec/kafka/listener | []",
                "Kafka parley | /spec/kafka/listeners/0/type | \"inside\"",
                "KafkaNodePool all | /spec/roles/0 | \"leader\"",
                "KafkaTopic parley.events | /spec/partitions | \"many\"",
            })
    void theSchemasRefuse(String resource, String pointer, String value) {
        assertThat(found("dev", resource, pointer, value)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ScaledObject dispatch-service | /spec/trigger | []",
                "ScaledObject dispatch-service | /spec/minReplicaCount | \"two\"",
                "ScaledObject dispatch-service | /spec/scaleTargetRef/name | \"dispatcher\"",
                "ScaledObject dispatch-service | /spec/triggers/0/metadata/consumerGroup | \"parley-dispatch\"",
                "ScaledObject dispatch-service | /spec/maxReplicaCount | 64",
                "Deployment dispatch-service | /spec/replicas | 2",
                "Deployment dispatch-service | C/image | \"registry.example.com/parley/dispatch-service\"",
                "NetworkPolicy to-media-store | /spec/egress/0/to/0/ipBlock/cidr | \"0.0.0.0/0\"",
                "Job migration | C/env/2/value | \"12\"",
            })
    void theRulesOfProductionFind(String resource, String pointer, String value) {
        assertThat(found("production", resource, pointer, value)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment api-gateway | /spec/template/metadata/labels/app.kubernetes.io~1name | \"gateway\"",
                "Service api-gateway | /spec/selector/app.kubernetes.io~1name | \"gateway\"",
                "Service api-gateway | /spec/ports/0/targetPort | \"web\"",
                "Ingress parley | /spec/rules/0/http/paths/0/backend/service/name | \"gateway\"",
                "Ingress parley | /spec/rules/0/http/paths/0/backend/service/port/name | \"web\"",
                "Deployment api-gateway | C/readinessProbe/httpGet/port | \"web\"",
                "Deployment api-gateway | C/volumeMounts/0/name | \"temporary\"",
                "PersistentVolumeClaim parley-media | /metadata/name | \"media\"",
                "ConfigMap parley-settings | /metadata/name | \"settings\"",
                "ConfigMap parley-settings | /data/PARLEY_PUBLIC_UR | \"https://example.com\"",
                "Deployment api-gateway | C/env/0/name | \"PARLEY_SECRET_KEYS\"",
                "Deployment api-gateway | C/env/0/valueFrom/secretKeyRef/key | \"key\"",
                "Deployment api-gateway | C/env/0/valueFrom/secretKeyRef/name | \"parley-secret\"",
                "HorizontalPodAutoscaler api-gateway | /spec/scaleTargetRef/name | \"gateway\"",
                "HorizontalPodAutoscaler api-gateway | /spec/minReplicas | 9",
                "HorizontalPodAutoscaler api-gateway | /spec/minReplicas | 1",
                "HorizontalPodAutoscaler api-gateway | /spec/maxReplicas | 30",
                "PodDisruptionBudget bluesky-poller | /spec/maxUnavailable | 0",
                "PodDisruptionBudget bluesky-poller | /spec/maxUnavailable | 2",
                "PodDisruptionBudget bluesky-poller | /spec/selector/matchLabels/app.kubernetes.io~1name | \"poller\"",
                "Deployment bluesky-poller | /spec/replicas | 1",
                "Deployment dispatch-service | /spec/template/spec/terminationGracePeriodSeconds | 30",
                "Deployment dispatch-service | C/lifecycle |",
                "Deployment dispatch-service | C/securityContext/readOnlyRootFilesystem | false",
                "Deployment dispatch-service | /spec/template/spec/topologySpreadConstraints | []",
                "Deployment dispatch-service | C/resources/limits/memory | \"256Mi\"",
                "KafkaTopic parley.events | /metadata/name | \"parley.event\"",
                "KafkaTopic parley.events | /spec/partitions | 12",
                "NetworkPolicy nothing | /spec/policyTypes/0 |",
                "NetworkPolicy dispatch-from-gateway | /spec/ingress/0/from | []",
                "NetworkPolicy gateway-to-dispatch | /spec/egress |",
                "NetworkPolicy to-the-world | /spec/egress/0/to/0/ipBlock/except | []",
            })
    void theRulesFind(String resource, String pointer, String value) {
        assertThat(found("dev", resource, pointer, value)).isNotEmpty();
    }

    private static List<String> found(String overlay, String resource, String pointer, String value) {
        Resources sound = Manifests.rendered(overlay);
        Mutant mutant = new Mutant(
                resource,
                pointer.replaceFirst("^C", CONTAINER),
                Optional.ofNullable(value).orElse(""));
        List<String> before = Checks.faults(sound);
        return Checks.faults(mutant.spoil(sound)).stream()
                .filter(fault -> !before.contains(fault))
                .toList();
    }
}
