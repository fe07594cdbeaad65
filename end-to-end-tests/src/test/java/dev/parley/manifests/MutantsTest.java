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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment api-gateway | C/readinessProbe/httpGet/port | \"http\"",
                "Deployment dispatch-service | C/livenessProbe/httpGet/path | \"/q/metrics\"",
                "Deployment webhook-fanout | C/startupProbe |",
                "Deployment api-gateway | C/ports/1/containerPort | 8080",
                "Deployment api-gateway | C/ports/1/name | \"admin\"",
                "Service api-gateway | /spec/ports/0/targetPort | \"management\"",
                "Service ingest-service | /spec/ports/0/targetPort | 9000",
                "NetworkPolicy customers-to-gateway | /spec/ingress/0/ports/0/port | \"management\"",
                "NetworkPolicy platforms-to-ingest | /spec/ingress/0/ports/0/port | 9000",
                "NetworkPolicy dispatch-from-gateway | /spec/ingress/0/ports |",
                "NetworkPolicy metrics | /spec/ingress/0/ports/0/port | \"http\"",
                "NetworkPolicy metrics | /spec/ingress/0/ports |",
                "Deployment webhook-fanout | C/env/1/name | \"PARLEY_OPERATOR_KEY\"",
                "Deployment dispatch-service | C/env/1/name | \"PARLEY_OPERATOR_KEY\"",
                "Deployment bluesky-poller | C/envFrom/1/secretRef/name | \"parley-platforms\"",
                "Deployment ingest-service | C/envFrom/1/secretRef/name | \"parley-media\"",
                "ConfigMap parley-settings | /data/PARLEY_OPERATOR_KEY | \"op_1\"",
                "Deployment api-gateway | C/env/0 | {\"name\":\"PARLEY_INTERNAL_SECRET\",\"value\":\"x\"}",
                "Ingress parley | /spec/rules/0/http/paths/0/path | \"/api\"",
                "Ingress parley | /spec/rules/0/http/paths/0/path | \"/api/admin\"",
                "Ingress parley | /spec/rules/0/http/paths/0/path | \"/api/admin/keys\"",
                "Ingress parley | /spec/rules/0/http/paths/8/path | \"/q\"",
                "Ingress parley | /spec/rules/0/http/paths/8/path | \"/\"",
                "Ingress parley | /spec/rules/0/http/paths/0/pathType | \"ImplementationSpecific\"",
                "Ingress parley | /spec/rules/0/http/paths/0/pathType | \"Exact\"",
                "Ingress parley | /spec/rules/0/http/paths/0 |",
                "Ingress parley | /spec/rules/0/http/paths/12/backend/service/name | \"api-gateway\"",
                "Ingress parley | /spec/defaultBackend | {\"service\":{\"name\":\"api-gateway\",\"port\":{\"name\":\"http\"}}}",
                "Ingress parley | /metadata/labels/parley.dev~1operator-api | \"open\"",
            })
    void theRulesOfExposureFind(String resource, String pointer, String value) {
        assertThat(found("dev", resource, pointer, value)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway-api | HTTPRoute parley | /spec/rules/0/matches/0/path/value | \"/api\"",
                "gateway-api | HTTPRoute parley | /spec/rules/0/matches/0/path/value | \"/api/admin\"",
                "gateway-api | HTTPRoute parley | /spec/rules/1/matches |",
                "gateway-api | HTTPRoute parley | /spec/rules/1/matches/0/path/type | \"RegularExpression\"",
                "operator-api | Ingress parley | /metadata/labels/parley.dev~1operator-api |",
                "pod-monitor | PodMonitor parley | /spec/podMetricsEndpoints/0/port | \"http\"",
            })
    void theRulesOfComponentsFind(String component, String resource, String pointer, String value) {
        assertThat(found(Manifests.renderedWith("production", component), resource, pointer, value))
                .isNotEmpty();
    }

    private static List<String> found(String overlay, String resource, String pointer, String value) {
        return found(Manifests.rendered(overlay), resource, pointer, value);
    }

    private static List<String> found(Resources sound, String resource, String pointer, String value) {
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
