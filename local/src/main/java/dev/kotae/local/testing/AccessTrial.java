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
     * @param others POST routes of other protocols, which the document does not have
     * @param settings the service's own settings beside those for access
     */
    public static AccessMatrix.Report run(
            String openApi, Set<String> open, Set<String> others, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (TokenIssuer issuer = TokenIssuer.start();
                TokenIssuer other = TokenIssuer.start();
                ServiceJar service = ServiceJar.start(all(settings, issuer))) {
            String token = issuer.token("alice", "staff", "kotae-operators", "kotae-analysts", "kotae-experiments");
            List<String> secrets = List.of(API_KEY, ANSWER_KEY, PROVIDER_TOKEN, HASH, token);
            Askers askers = Askers.all(issuer, other, API_KEY, token);
            AccessMatrix.Report report = new AccessMatrix(service.url(), askers, secrets).run(openApi, open, others);
            List<String> surprises = new ArrayList<>();
            origins(service.url().resolve(openApi), surprises);
            upgrade(service.url(), openApi, surprises);
            leaks(service, secrets, surprises);
            if (issuer.otherRequests() + other.otherRequests() > 0) {
                surprises.add("An issuer was asked for more than its keys");
            }
            return report.with(surprises);
        }
    }

    private static Map<String, String> all(Map<String, String> settings, TokenIssuer issuer) {
        String kafka = LocalParts.kafka().bootstrapServers();
        try (Topics topics = Topics.on(kafka)) {
            topics.create("kotae.answers", 3, Map.of("cleanup.policy", "compact"));
            topics.create("kotae.ratings", 3, Map.of("cleanup.policy", "compact"));
            topics.create("kotae.reports", 1, Map.of("cleanup.policy", "compact"));
            topics.create("kotae.experiments", 1, Map.of("cleanup.policy", "compact"));
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
    private static void origins(URI path, List<String> surprises) throws IOException, InterruptedException {
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
                    surprises.add(method + " from a page of " + origin + ": let in is " + allowed);
                }
            }
        }
    }

    /**
     * A connection that changes to HTTP/2 in clear text is one that a proxy does not look into any more, so it could ask for what the
     * proxy would refuse; and bodies above 64 KiB do not survive the change.
     */
    private static void upgrade(URI service, String path, List<String> surprises) throws IOException {
        String answer = RawExchange.firstLine(
                service,
                "GET",
                path,
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__");
        if (answer == null || !answer.startsWith("HTTP/1.1 200")) {
            surprises.add("An upgrade to HTTP/2 in clear text was answered with " + answer);
        }
    }

    private static void leaks(ServiceJar service, List<String> secrets, List<String> surprises)
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
                surprises.add("The metrics hold the secret " + shown);
            }
            if (log.contains(secret)) {
                surprises.add("The log holds the secret " + shown);
            }
        }
        if (log.isBlank() || metrics.isBlank()) {
            surprises.add("There is no log, or there are no metrics, to look for secrets in");
        }
    }
}
