package dev.kotae.local.testing;

import dev.kotae.local.kafka.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a built service as in production, with tokens, an API key and one allowed origin, and with secrets that are told apart from
 * everything else; lets {@link AccessMatrix} ask it everything; and then looks for the secrets in all that came out.
 */
public final class AccessTrial {

    /** The key of the program {@code portal}, of the group {@code staff}. */
    public static final String API_KEY = "kotae_canary789abcdef0123456789abcdef0";

    /** What signs answer ids: 32 bytes in base64. */
    public static final String ANSWER_KEY = "Y2FuYXJ5LWFuc3dlci1rZXktMDEyMzQ1Njc4OWFiY2Q=";

    /** A provider's token, for a service that has providers. */
    public static final String PROVIDER_TOKEN = "canary-provider-token-0123456789";

    private static final String HASH = "d8b202afa9d5bbb4a4c54bb86e1231225e2a70fe554838d4adf73e0656dd7fef";
    private static final String ALLOWED = "https://app.example";

    private AccessTrial() {}

    /**
     * Runs it.
     *
     * @param openApi the path of the service's OpenAPI document
     * @param open routes that are for everybody
     * @param settings the service's own settings beside those for access
     */
    public static AccessMatrix.Report run(String openApi, Set<String> open, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (TokenIssuer issuer = TokenIssuer.start();
                TokenIssuer other = TokenIssuer.start();
                ServiceJar service = ServiceJar.start(all(settings, issuer))) {
            String token = issuer.token("alice", "staff", "kotae-operators", "kotae-analysts");
            List<String> secrets = List.of(API_KEY, ANSWER_KEY, PROVIDER_TOKEN, HASH, token);
            AccessMatrix.Report report = new AccessMatrix(
                            service.url(),
                            AccessMatrix.strangers(issuer, other),
                            Map.of(
                                    "a token without groups",
                                    AccessMatrix.bearer(issuer.token("alice")),
                                    "a token with a group",
                                    AccessMatrix.bearer(issuer.token("alice", "staff")),
                                    "an API key",
                                    "X-Api-Key: " + API_KEY,
                                    "an API key as bearer",
                                    AccessMatrix.bearer(API_KEY)),
                            Map.of("a member", AccessMatrix.bearer(token)),
                            secrets)
                    .run(openApi, open);
            List<String> differences = new ArrayList<>(report.differences());
            origins(service.url().resolve(openApi), differences);
            leaks(service, secrets, differences);
            if (issuer.otherRequests() + other.otherRequests() > 0) {
                differences.add("An issuer was asked for more than its keys");
            }
            return new AccessMatrix.Report(report.routes(), report.requests(), differences);
        }
    }

    private static Map<String, String> all(Map<String, String> settings, TokenIssuer issuer) {
        String kafka = LocalParts.kafka().bootstrapServers();
        try (Topics topics = Topics.on(kafka)) {
            topics.create("kotae.answers", 3, Map.of("cleanup.policy", "compact"));
            topics.create("kotae.ratings", 3, Map.of("cleanup.policy", "compact"));
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", kafka);
        all.put("quarkus.redis.hosts", LocalParts.redis().url());
        all.put("kotae.auth", "oidc");
        all.put("quarkus.oidc.tenant-enabled", "true");
        all.put("quarkus.oidc.auth-server-url", issuer.url());
        all.put(
                "kotae.api-keys",
                "[{\"name\":\"portal\",\"user\":\"portal\",\"groups\":[\"staff\"],\"sha256\":\"" + HASH + "\"}]");
        all.put("quarkus.http.cors.enabled", "true");
        all.put("quarkus.http.cors.origins", ALLOWED);
        all.put("quarkus.log.level", "DEBUG");
        return all;
    }

    /** A page of another site is told nothing that would let it read an answer. */
    private static void origins(URI path, List<String> differences) throws IOException, InterruptedException {
        for (String origin : List.of("https://evil.example", "null", "https://app.example.evil.example", ALLOWED)) {
            for (String method : List.of("OPTIONS", "GET")) {
                HttpResponse<Void> response = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(path)
                                        .method(method, BodyPublishers.noBody())
                                        .header("Origin", origin)
                                        .header("Access-Control-Request-Method", "POST")
                                        .header("Access-Control-Request-Headers", "authorization")
                                        .build(),
                                BodyHandlers.discarding());
                String allowed = response.headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .orElse("nobody");
                if (!allowed.equals(origin.equals(ALLOWED) ? ALLOWED : "nobody")) {
                    differences.add(method + " from a page of " + origin + ": let in is " + allowed);
                }
            }
        }
    }

    private static void leaks(ServiceJar service, List<String> secrets, List<String> differences)
            throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.management().resolve("/q/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        String log = service.log();
        for (String secret : secrets) {
            String shown = secret.substring(0, 8) + "…";
            if (metrics.contains(secret)) {
                differences.add("The metrics hold the secret " + shown);
            }
            if (log.contains(secret)) {
                differences.add("The log holds the secret " + shown);
            }
        }
        if (log.isBlank() || metrics.isBlank()) {
            differences.add("There is no log, or there are no metrics, to look for secrets in");
        }
    }
}
