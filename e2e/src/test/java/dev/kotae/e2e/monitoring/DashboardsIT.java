package dev.kotae.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kotae.e2e.PrometheusServer;
import dev.kotae.e2e.console.ConsoleSuite;
import dev.kotae.e2e.console.UsesConsoleSuite;
import dev.kotae.e2e.k8s.Kustomize;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every panel's query and every alert's expression, run by a Prometheus that scrapes the suite while it is used. */
@UsesConsoleSuite
class DashboardsIT {

    private static final Pattern VARIABLE = Pattern.compile("\\$(model|topic|service)\\b");
    private static final Pattern METRIC = Pattern.compile("(?<![\\w.])[a-z_][a-z0-9_]*+(?!\\s*\\()");
    private static final Set<String> KEYWORDS = Set.of("by", "or", "and", "on", "unless");

    private final ConsoleSuite suite;

    @TempDir
    private Path folder;

    DashboardsIT(ConsoleSuite suite) {
        this.suite = suite;
    }

    @Test
    void everyPanelShowsDataAndEveryAlertIsEvaluatedAndWhatWentWrongIsAlerted() throws Exception {
        Map<String, String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(60);
        JsonNode rules = rules();
        new YAMLMapper().writeValue(folder.resolve("rules.yaml").toFile(), rules);
        Files.writeString(folder.resolve("prometheus.yml"), configuration());
        try (PrometheusServer prometheus = PrometheusServer.start(folder);
                Traffic traffic = new Traffic(suite)) {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        traffic.round();
                        assertThat(withoutData(prometheus, queries)).isEmpty();
                        assertThat(firing(prometheus)).contains("KotaeChangesRejected", "KotaeEvidenceRefused");
                    });
            for (String metric : metrics(rules)) {
                assertThat(prometheus.query(metric))
                        .as("an alert watches %s", metric)
                        .isNotEmpty();
            }
            for (JsonNode group : prometheus.rules()) {
                for (JsonNode rule : group.get("rules")) {
                    assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
                }
            }
            assertThat(firing(prometheus))
                    .doesNotContain("KotaeServiceMissing", "KotaeServiceDown", "KotaeIngestStuck");
        }
    }

    /** Those of whose values none is a number. */
    private static List<String> withoutData(PrometheusServer prometheus, Map<String, String> queries) {
        List<String> without = new ArrayList<>();
        queries.forEach((panel, query) -> {
            boolean data = false;
            for (JsonNode series : prometheus.query(query)) {
                data |= !series.at("/value/1").asText().equals("NaN");
            }
            if (!data) {
                without.add(panel + ": " + query);
            }
        });
        return without;
    }

    private static Set<String> firing(PrometheusServer prometheus) {
        Set<String> firing = new TreeSet<>();
        for (JsonNode group : prometheus.rules()) {
            for (JsonNode rule : group.get("rules")) {
                if (rule.get("state").asText().equals("firing")) {
                    firing.add(rule.get("name").asText());
                }
            }
        }
        return firing;
    }

    /** By panel and target, with Grafana's variables as they stand where everything is chosen. */
    private static Map<String, String> queries() throws IOException, InterruptedException {
        Map<String, String> queries = new java.util.LinkedHashMap<>();
        for (JsonNode map : Kustomize.build("components/dashboards")) {
            for (JsonNode text : map.get("data")) {
                JsonNode dashboard = new ObjectMapper().readTree(text.asText());
                for (JsonNode panel : dashboard.get("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        String query = VARIABLE.matcher(target.get("expr").asText())
                                .replaceAll(".*")
                                .replace("$__rate_interval", "30s");
                        assertThat(query).doesNotContain("$");
                        queries.put(
                                dashboard.get("uid").asText() + " / "
                                        + panel.get("title").asText() + " / "
                                        + target.get("refId").asText(),
                                query);
                    }
                }
            }
        }
        return queries;
    }

    private static JsonNode rules() throws IOException, InterruptedException {
        return Kustomize.build("components/alerts").get(0).get("spec");
    }

    /** What the alerts' expressions name besides labels, functions and keywords. */
    private static Set<String> metrics(JsonNode rules) {
        Set<String> metrics = new TreeSet<>();
        rules.get("groups").forEach(group -> group.get("rules").forEach(rule -> {
            String bare = rule.get("expr").asText().replaceAll("\\{[^}]*}|\\[[^]]*]|\\b(by|on) \\([^)]*\\)", "");
            Matcher names = METRIC.matcher(bare);
            while (names.find()) {
                if (!KEYWORDS.contains(names.group())) {
                    metrics.add(names.group());
                }
            }
        }));
        assertThat(metrics).contains("up", "kotae_ingest_lag", "kotae_eval_events_refused_total");
        return metrics;
    }

    /** As the ServiceMonitor makes it: the same labels, by static addresses. */
    private String configuration() {
        StringBuilder configuration = new StringBuilder(
                """
                global: {scrape_interval: 2s, evaluation_interval: 2s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: kotae-metrics
                    metrics_path: /q/metrics
                    static_configs:
                """);
        for (String service : List.of("query", "ingest", "eval")) {
            URI management = URI.create(suite.suite().url(service, "managementUrl"));
            configuration
                    .append("      - {targets: ['")
                    .append(management.getAuthority())
                    .append("'], labels: {service: kotae-")
                    .append(service)
                    .append("}}\n");
        }
        return configuration.toString();
    }
}
