package dev.kotae.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kotae.e2e.PrometheusServer;
import dev.kotae.e2e.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What watches the services in a cluster: the scrape, the dashboards and the alerts, added to an overlay. */
class MonitoringIT {

    private static final Path ROOT = Path.of(System.getProperty("kotae.root")).toAbsolutePath();

    @TempDir
    static Path folder;

    private static List<JsonNode> objects;

    @BeforeAll
    static void build() throws Exception {
        // kustomize wants paths relative to the overlay
        Path overlay = Files.createDirectories(ROOT.resolve("e2e/target/monitored"));
        Files.writeString(
                overlay.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: kotae
                resources:
                  - ../../../k8s/overlays/existing-kafka-redis
                components:
                  - ../../../k8s/components/service-monitor
                  - ../../../k8s/components/dashboards
                  - ../../../k8s/components/alerts
                """);
        objects = Kustomize.build(overlay);
    }

    @Test
    void everyPodOfTheServicesIsScrapedAndNamedAsTheDashboardsExpect() {
        JsonNode monitor = one("ServiceMonitor");
        JsonNode service = objects.stream()
                .filter(object -> object.at("/metadata/name").asText().equals("kotae-metrics")
                        && object.get("kind").asText().equals("Service"))
                .findFirst()
                .orElseThrow();
        assertThat(service.at("/metadata/labels").properties())
                .containsAll(monitor.at("/spec/selector/matchLabels").properties());
        assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/q/metrics");
        assertThat(monitor.at("/spec/endpoints/0/port").asText())
                .isEqualTo(service.at("/spec/ports/0/name").asText());
        assertThat(monitor.at("/spec/endpoints/0/relabelings/0/targetLabel").asText())
                .isEqualTo("service");
        assertThat(monitor.at("/spec/endpoints/0/relabelings/0/sourceLabels/0").asText())
                .isEqualTo("__meta_kubernetes_pod_label_app_kubernetes_io_name");
    }

    @Test
    void grafanaTakesTheDashboardsIn() throws Exception {
        JsonNode map = objects.stream()
                .filter(object -> object.at("/metadata/name").asText().equals("kotae-dashboards"))
                .findFirst()
                .orElseThrow();
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        Set<String> uids = new HashSet<>();
        for (JsonNode text : map.get("data")) {
            JsonNode dashboard = new ObjectMapper().readTree(text.asText());
            String uid = dashboard.get("uid").asText();
            assertThat(uids.add(uid)).as("%s is no other's uid", uid).isTrue();
            List<Integer> ids = new ArrayList<>();
            dashboard.get("panels").forEach(panel -> ids.add(panel.get("id").asInt()));
            assertThat(ids).doesNotHaveDuplicates();
            Set<String> variables = new TreeSet<>();
            dashboard
                    .at("/templating/list")
                    .forEach(variable -> variables.add(variable.get("name").asText()));
            assertThat(variables).contains("datasource");
            for (JsonNode panel : dashboard.get("panels")) {
                assertThat(panel.get("title").asText()).isNotBlank();
                assertThat(panel.path("targets")).allSatisfy(target -> assertThat(
                                target.at("/datasource/uid").asText())
                        .isEqualTo("${datasource}"));
            }
            assertFreeOfOverlap(dashboard);
        }
        assertThat(uids).containsExactlyInAnyOrder("kotae-models", "kotae-ingestion", "kotae-services");
    }

    @Test
    void everyAlertNamesARunbookThatIsThere() throws Exception {
        Set<String> sections = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(MonitoringIT::anchor)
                .collect(Collectors.toSet());
        for (JsonNode rule : rules()) {
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
            String runbook = rule.at("/annotations/runbook_url").asText();
            assertThat(runbook).startsWith("docs/operations.md#");
            assertThat(sections).contains(runbook.substring(runbook.indexOf('#') + 1));
            assertThat(Files.readString(ROOT.resolve("docs/operations.md")))
                    .contains("`" + rule.get("alert").asText() + "`");
        }
    }

    @Test
    void everyAlertIsSilentWhereItShouldAndFiresWhereItShould() throws Exception {
        Tool promtool = Tool.find("promtool", PrometheusServer.UNPACKED);
        new YAMLMapper()
                .writeValue(
                        folder.resolve("rules.yaml").toFile(),
                        one("PrometheusRule").get("spec"));
        Path test = folder.resolve("alerts-test.yaml");
        try (var cases = MonitoringIT.class.getResourceAsStream("/monitoring/alerts-test.yaml")) {
            Files.write(test, cases.readAllBytes());
        }
        assertThat(promtool.run(folder, "check", "rules", "rules.yaml")).contains(rules().size() + " rules found");
        assertThat(promtool.run(folder, "test", "rules", "alerts-test.yaml")).contains("SUCCESS");

        Set<String> silent = new TreeSet<>();
        Set<String> fires = new TreeSet<>();
        new YAMLMapper().readTree(test.toFile()).get("tests").forEach(one -> one.get("alert_rule_test")
                .forEach(expected -> (expected.get("exp_alerts").isEmpty() ? silent : fires)
                        .add(expected.get("alertname").asText())));
        Set<String> alerts = new TreeSet<>();
        rules().forEach(rule -> alerts.add(rule.get("alert").asText()));
        assertThat(silent).as("alerts tested to be silent").isEqualTo(alerts);
        assertThat(fires).as("alerts tested to fire").isEqualTo(alerts);
    }

    private static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        one("PrometheusRule").at("/spec/groups").forEach(group -> group.get("rules")
                .forEach(rules::add));
        return rules;
    }

    private static void assertFreeOfOverlap(JsonNode dashboard) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    int column = place.get("x").asInt() + x;
                    assertThat(column).as(panel.get("title").asText()).isBetween(0, 23);
                    assertThat(taken.add(column + "," + (place.get("y").asInt() + y)))
                            .as("%s covers another panel", panel.get("title").asText())
                            .isTrue();
                }
            }
        }
    }

    /** As Git hosts make them of headings. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private static JsonNode one(String kind) {
        return objects.stream()
                .filter(object -> object.get("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
