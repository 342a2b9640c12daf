package dev.kotae.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The overlay for a cluster that has Kafka and Redis. */
class ClusterIT {

    private static final Map<String, Integer> PORTS =
            Map.of("kotae-query", 8080, "kotae-ingest", 8081, "kotae-eval", 8082);

    private static List<JsonNode> objects;

    @BeforeAll
    static void build() throws Exception {
        objects = Kustomize.build("overlays/existing-kafka-redis");
    }

    @Test
    void everyServiceIsThereWithAllThatBelongsToIt() {
        for (String kind : List.of("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget")) {
            assertThat(names(kind)).as(kind).containsExactlyInAnyOrderElementsOf(PORTS.keySet());
        }
        assertThat(objects).allSatisfy(object -> {
            assertThat(object.at("/metadata/namespace").asText()).isEqualTo("kotae");
            assertThat(object.at("/metadata/labels")
                            .path("app.kubernetes.io/part-of")
                            .asText())
                    .as(name(object))
                    .isIn("kotae", "");
        });
        for (JsonNode service : all("Service")) {
            JsonNode pod = deployment(name(service)).at("/spec/template/metadata/labels");
            service.at("/spec/selector").properties().forEach(label -> assertThat(pod.get(label.getKey()))
                    .isEqualTo(label.getValue()));
            assertThat(service.at("/spec/ports")).hasSize(1);
            assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(PORTS.get(name(service)));
        }
    }

    @Test
    void podsFitTheRestrictedProfile() {
        for (JsonNode deployment : all("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                    .isFalse();
            assertThat(pod.path("initContainers")).isEmpty();
            for (JsonNode container : pod.get("containers")) {
                JsonNode security = container.get("securityContext");
                assertThat(security.get("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
                assertThat(container.at("/resources/requests/cpu").isMissingNode())
                        .isFalse();
                assertThat(container.at("/resources/requests/memory").isMissingNode())
                        .isFalse();
                assertThat(container.at("/resources/limits/memory").isMissingNode())
                        .isFalse();
                assertThat(container.get("image").asText()).matches(".+(:(?!latest)[^:/]+|@sha256:[0-9a-f]{64})");
            }
            pod.get("volumes").forEach(volume -> assertThat(
                            volume.has("emptyDir") || volume.has("secret") || volume.has("configMap"))
                    .as("a volume that the profile allows: %s", volume)
                    .isTrue());
        }
    }

    @Test
    void probesAskTheManagementPort() {
        for (JsonNode deployment : all("Deployment")) {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            Map<String, Integer> ports = new TreeMap<>();
            container
                    .get("ports")
                    .forEach(port -> ports.put(
                            port.get("name").asText(), port.get("containerPort").asInt()));
            int http = PORTS.get(name(deployment));
            assertThat(ports).isEqualTo(Map.of("http", http, "management", http + 1000));
            Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live")
                    .forEach((probe, path) -> {
                        assertThat(container.at("/" + probe + "/httpGet/path").asText())
                                .isEqualTo("/q/health/" + path);
                        assertThat(container.at("/" + probe + "/httpGet/port").asText())
                                .isEqualTo("management");
                    });
        }
    }

    @Test
    void credentialsAreReferencedAndNeverContained() {
        assertThat(all("Secret")).isEmpty();
        for (JsonNode deployment : all("Deployment")) {
            for (JsonNode variable : deployment.at("/spec/template/spec/containers/0/env")) {
                if (variable.get("name").asText().matches(".*(PASSWORD|JAAS|KEY|REDIS_HOSTS).*(?<!_FILE)")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                            .as(variable.toString())
                            .startsWith("kotae-");
                    assertThat(variable.has("value")).isFalse();
                }
            }
        }
        for (JsonNode deployment : all("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/containers/0/volumeMounts").findValuesAsText("mountPath"))
                    .contains("/run/secrets/kotae-api-keys");
            assertThat(pod.get("volumes").findValuesAsText("secretName"))
                    .contains("kotae-api-keys")
                    .isSubsetOf("kotae-answer-key", "kotae-api-keys", "kotae-model-keys", "kotae-experiments");
        }
        assertThat(settings("kotae-ingest")).doesNotContainKey("KOTAE_ANSWER_KEY_FILE");
        for (String service : List.of("kotae-query", "kotae-eval")) {
            JsonNode pod = deployment(service).at("/spec/template/spec");
            String file = settings(service).get("KOTAE_ANSWER_KEY_FILE");
            List<String> mounts = pod.at("/containers/0/volumeMounts").findValuesAsText("mountPath");
            assertThat(mounts).anySatisfy(mount -> assertThat(file).startsWith(mount + "/"));
            assertThat(pod.get("volumes").findValuesAsText("secretName")).contains("kotae-answer-key");
        }
    }

    @Test
    void experimentsAskWithAKeyThatOnlyTheEvalServiceHas() {
        JsonNode pod = deployment("kotae-eval").at("/spec/template/spec");
        Path file = Path.of(settings("kotae-eval").get("KOTAE_EVAL_EXPERIMENTS_TOKEN_FILE"));
        List<JsonNode> mounts = new ArrayList<>();
        pod.at("/containers/0/volumeMounts").forEach(mounts::add);
        assertThat(mounts)
                .filteredOn(mount ->
                        mount.get("mountPath").asText().equals(file.getParent().toString()))
                .singleElement()
                .satisfies(mount -> {
                    JsonNode secret = volume(pod, mount.get("name").asText()).get("secret");
                    assertThat(secret.get("secretName").asText()).isEqualTo("kotae-experiments");
                    // Who makes no experiments needs no such key
                    assertThat(secret.get("optional").asBoolean()).isTrue();
                });
        assertThat(deployment("kotae-query").toString()).doesNotContain("kotae-experiments");
        assertThat(deployment("kotae-ingest").toString()).doesNotContain("kotae-experiments");
    }

    @Test
    void theCatalogueReachesRunningPodsAndItsTokensComeFromASecret() throws Exception {
        JsonNode pod = deployment("kotae-query").at("/spec/template/spec");
        Map<String, JsonNode> mounts = new TreeMap<>();
        pod.at("/containers/0/volumeMounts").forEach(mount -> {
            assertThat(mount.has("subPath")).as("would never change: %s", mount).isFalse();
            mounts.put(
                    mount.get("mountPath").asText(),
                    volume(pod, mount.get("name").asText()));
        });
        Path file = Path.of(settings("kotae-query").get("KOTAE_CATALOGUE_FILE"));
        JsonNode map = all("ConfigMap").stream()
                .filter(object -> name(object).equals("kotae-catalogue"))
                .findFirst()
                .orElseThrow();
        assertThat(mounts.get(file.getParent().toString()).at("/configMap/name").asText())
                .isEqualTo("kotae-catalogue");

        JsonNode catalogue = new YAMLMapper()
                .readTree(map.get("data").get(file.getFileName().toString()).asText());

        JsonNode providers = catalogue.at("/kotae/providers");
        assertThat(providers).isNotEmpty();
        providers.forEach(provider -> {
            assertThat(provider.has("api-key")).isFalse();
            if (provider.has("api-key-file")) {
                Path token = Path.of(provider.get("api-key-file").asText());
                assertThat(mounts.get(token.getParent().toString())
                                .at("/secret/secretName")
                                .asText())
                        .isEqualTo("kotae-model-keys");
            }
        });
        assertThat(deployment("kotae-ingest").toString()).doesNotContain("kotae-model-keys");
        assertThat(deployment("kotae-eval").toString()).doesNotContain("kotae-model-keys");
    }

    private static JsonNode volume(JsonNode pod, String name) {
        for (JsonNode volume : pod.get("volumes")) {
            if (volume.get("name").asText().equals(name)) {
                return volume;
            }
        }
        throw new AssertionError("No volume " + name);
    }

    @Test
    void askersNeedTokensThatWereMadeForKotae() {
        for (String service : PORTS.keySet()) {
            assertThat(settings(service))
                    .containsEntry("KOTAE_AUTH", "oidc")
                    .containsEntry("QUARKUS_OIDC_TENANT_ENABLED", "true")
                    .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                    .containsKeys("QUARKUS_OIDC_AUTH_SERVER_URL", "QUARKUS_OIDC_TOKEN_AUDIENCE");
        }
    }

    @Test
    void everySettingIsOneThatTheServicesKnow() throws Exception {
        for (String name : PORTS.keySet()) {
            String service = name.substring("kotae-".length()) + "-service";
            Set<String> quarkus = KnownSettings.ofQuarkus(service);
            Set<String> kotae = KnownSettings.ofKotae(service);
            assertThat(quarkus).as("read from the jars").contains("QUARKUS_HTTP_HOST");
            for (String setting : settings(name).keySet()) {
                if (setting.startsWith("QUARKUS_")) {
                    assertThat(quarkus).as("settings of %s at run time", name).contains(setting);
                } else if (setting.startsWith("KOTAE_")) {
                    assertThat(kotae).as("settings of %s", name).contains(setting);
                } else {
                    assertThat(setting).matches("KAFKA_[A-Z_]+|JAVA_TOOL_OPTIONS|JAVA_MAX_MEM_RATIO");
                }
            }
        }
    }

    @Test
    void nothingGoesInOrOutButWhatIsNamed() {
        List<JsonNode> policies = all("NetworkPolicy");
        JsonNode deny = policies.stream()
                .filter(policy -> name(policy).equals("kotae-default-deny"))
                .findFirst()
                .orElseThrow();
        assertThat(deny.get("spec").has("ingress") || deny.get("spec").has("egress"))
                .isFalse();
        List<String> denied = new ArrayList<>();
        deny.at("/spec/policyTypes").forEach(type -> denied.add(type.asText()));
        assertThat(denied).containsExactlyInAnyOrder("Ingress", "Egress");
        JsonNode selected = deny.at("/spec/podSelector/matchLabels");
        for (JsonNode deployment : all("Deployment")) {
            JsonNode labels = deployment.at("/spec/template/metadata/labels");
            selected.properties()
                    .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        }
        Set<String> out = new TreeSet<>();
        for (JsonNode policy : policies) {
            for (JsonNode rule : policy.at("/spec/egress")) {
                assertThat(rule.path("ports")).as(name(policy)).isNotEmpty();
                rule.get("ports").forEach(port -> out.add(port.get("port").asText()));
            }
            for (JsonNode rule : policy.at("/spec/ingress")) {
                assertThat(rule.path("ports")).as(name(policy)).isNotEmpty();
                assertThat(rule.get("ports").findValuesAsText("port"))
                        .as("health and metrics are open to nobody")
                        .doesNotContain("management");
            }
        }
        String kafka = settings("kotae-ingest").get("KAFKA_BOOTSTRAP_SERVERS");
        assertThat(out).contains("53", "443", "6379", kafka.substring(kafka.lastIndexOf(':') + 1));
    }

    /** A container's plain settings, those from Secrets with an empty value. */
    private static Map<String, String> settings(String service) {
        Map<String, String> settings = new TreeMap<>();
        JsonNode container = deployment(service).at("/spec/template/spec/containers/0");
        Set<String> configMaps = new HashSet<>();
        container
                .path("envFrom")
                .forEach(from -> configMaps.add(from.at("/configMapRef/name").asText()));
        assertThat(names("ConfigMap")).containsAll(configMaps);
        all("ConfigMap").stream().filter(map -> configMaps.contains(name(map))).forEach(map -> map.get("data")
                .properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText())));
        container
                .path("env")
                .forEach(variable -> settings.put(
                        variable.get("name").asText(), variable.path("value").asText()));
        return settings;
    }

    private static JsonNode deployment(String name) {
        return all("Deployment").stream()
                .filter(deployment -> name(deployment).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(object -> object.get("kind").asText().equals(kind))
                .toList();
    }

    private static List<String> names(String kind) {
        return all(kind).stream().map(ClusterIT::name).toList();
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }
}
