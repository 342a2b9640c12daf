package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Asks every route of a service's OpenAPI document with every method, as every kind of asker, with the path written in every way that a
 * proxy and a service could read differently, and says where the status is not what it should be. Raw sockets, since clients tidy paths
 * up.
 */
public final class AccessMatrix {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND");
    private static final List<String> NEVER_PUBLIC = List.of(
            "/q",
            "/q/",
            "/q/dev-ui",
            "/q/dev-ui/welcome",
            "/q/dev",
            "/q/metrics",
            "/q/health",
            "/q/health/live",
            "/q/openapi",
            "/q/swagger-ui",
            "/q/info",
            "/q/arc",
            "/metrics",
            "/%71/metrics",
            "//q/metrics",
            "/./q/metrics");

    /** How a service's document says that a route is not for everyone who may ask. */
    private static final String FOR_MEMBERS = "forbidden: only for members";

    /** Ways to write a path that are refused whoever asks: two readers could understand them differently. */
    private static final Map<String, UnaryOperator<String>> REFUSED = Map.of(
            ";x", path -> path + ";x",
            ";x inside", path -> path.replaceFirst("^/([^/]+)", "/$1;x"),
            "%3B", path -> path + "%3Bx",
            "%2F", path -> path.replaceFirst("(?<=.)/", "%2F"),
            "%5C", path -> path.replaceFirst("(?<=.)/", "%5C"),
            "..;/", path -> "/x/..;" + path);

    /** Ways to write a path that mean the same route or none, and never one that asks for less. */
    private static final Map<String, UnaryOperator<String>> LOOSE = Map.of(
            "//", path -> "/" + path,
            "// inside", path -> path.replaceFirst("(?<=.)/", "//"),
            "/./", path -> "/." + path,
            "/../", path -> "/x/.." + path,
            "encoded dot", path -> "/%2e" + path,
            "encoded dots", path -> "/x/%2e%2e" + path,
            "case", path -> path.substring(0, 1) + Character.toUpperCase(path.charAt(1)) + path.substring(2),
            "trailing slash", path -> path + "/",
            "encoded letter", path -> "/%" + Integer.toHexString(path.charAt(1)) + path.substring(2));

    private final URI service;
    private final Map<String, String> strangers;
    private final Map<String, String> known;
    private final Map<String, String> members;
    private final List<String> secrets;
    private final List<String> differences = new ArrayList<>();
    private int requests;

    /**
     * @param service where the service is
     * @param strangers header lines, by name, of those who must be refused; an empty line for who shows nothing
     * @param known header lines, by name, of those who may ask, but not what is for members of a group
     * @param members header lines, by name, of those who may ask everything
     * @param secrets what no response may ever show
     */
    public AccessMatrix(
            URI service,
            Map<String, String> strangers,
            Map<String, String> known,
            Map<String, String> members,
            List<String> secrets) {
        this.service = service;
        this.strangers = new LinkedHashMap<>(strangers);
        this.known = new LinkedHashMap<>(known);
        this.members = new LinkedHashMap<>(members);
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Those who must be refused: who shows nothing, and all who show a token or a key that is not good.
     *
     * @param issuer whom the service trusts
     * @param other whom it does not
     */
    public static Map<String, String> strangers(TokenIssuer issuer, TokenIssuer other) {
        Map<String, String> strangers = new LinkedHashMap<>();
        strangers.put("nobody", "");
        strangers.put("expired", bearer(issuer.expired("alice")));
        strangers.put("other issuer", bearer(other.token("alice")));
        strangers.put("other issuer in the name of ours", bearer(other.inTheNameOf(issuer.url(), "alice")));
        strangers.put("our key in the name of another", bearer(issuer.inTheNameOf(other.url(), "alice")));
        strangers.put("wrong audience", bearer(issuer.forAudience("alice", "another-service")));
        strangers.put("no audience", bearer(issuer.without("alice", "aud")));
        strangers.put("no subject", bearer(issuer.without("alice", "sub")));
        strangers.put("no expiry", bearer(issuer.without("alice", "exp")));
        strangers.put("alg none", bearer(issuer.unsigned("alice")));
        strangers.put("HS256 with the public key", bearer(issuer.signedWithThePublicKey("alice", "key-1")));
        strangers.put("kid path", bearer(issuer.signedWithThePublicKey("alice", "../../../../dev/null")));
        strangers.put("kid of another", bearer(other.withHeader(Map.of("alg", "RS256", "kid", "key-1"), "alice")));
        strangers.put("own jwk", bearer(other.withHeader(Map.of("alg", "RS256", "jwk", other.publicKey()), "alice")));
        strangers.put(
                "own jku",
                bearer(other.withHeader(Map.of("alg", "RS256", "kid", "x", "jku", other.url() + "/jku"), "alice")));
        strangers.put("no token", bearer("nonsense"));
        strangers.put("unknown API key", "X-Api-Key: kotae_ffffffffffffffffffffffffffffffff");
        strangers.put("unknown API key as bearer", bearer("kotae_ffffffffffffffffffffffffffffffff"));
        strangers.put("basic", "Authorization: Basic YWxpY2U6YWxpY2U=");
        strangers.put("headers alone", "X-Kotae-User: alice\r\nX-Kotae-Groups: staff");
        return strangers;
    }

    /** A header line with a bearer token. */
    public static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /** What was found. */
    public record Report(Set<String> routes, int requests, List<String> differences) {

        /** In one line. */
        public String summary() {
            return requests + " requests to " + routes.size() + " routes " + routes + ": " + differences.size()
                    + " differences";
        }
    }

    /**
     * Asks everything.
     *
     * @param openApi the path of the service's OpenAPI document
     * @param open routes that are for everybody, such as what a page needs before its reader has signed in
     */
    public Report run(String openApi, Set<String> open) throws IOException {
        JsonNode paths = JSON.readTree(
                        exchange("GET", openApi + "?format=json", "").body())
                .path("paths");
        Set<String> routes = new TreeSet<>();
        paths.properties().forEach(path -> {
            String plain = path.getKey().replaceAll("\\{[^}]*}", "nothing");
            Set<String> methods = new TreeSet<>();
            Set<String> restricted = new TreeSet<>();
            path.getValue().properties().forEach(operation -> {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                if (METHODS.contains(method)) {
                    methods.add(method);
                    routes.add(method + " " + path.getKey());
                    if (operation
                            .getValue()
                            .at("/responses/403/description")
                            .asText()
                            .startsWith(FOR_MEMBERS)) {
                        restricted.add(method);
                    }
                }
            });
            route(plain, methods, restricted, open.contains(path.getKey()));
        });
        for (String path : NEVER_PUBLIC) {
            expect("GET", path, "nobody", "", status -> status == 404);
            those(known, "GET", path, status -> status == 404);
            those(members, "GET", path, status -> status == 404);
        }
        return new Report(routes, requests, List.copyOf(differences));
    }

    private void route(String path, Set<String> methods, Set<String> restricted, boolean open) {
        everybody("OPTIONS", path, status -> status == 200 || status == 401);
        for (String method : METHODS) {
            String like = method.equals("HEAD") ? "GET" : method;
            boolean served = methods.contains(like);
            those(strangers, method, path, refused(served, open));
            those(members, method, path, served ? this::isServed : this::isNoMethod);
            those(
                    known,
                    method,
                    path,
                    restricted.contains(like) ? status -> status == 403 : served ? this::isServed : this::isNoMethod);
        }
        for (String method : methods) {
            REFUSED.forEach((way, written) -> everybody(method, written.apply(path), status -> status == 400));
            LOOSE.forEach((way, written) -> {
                String mangled = written.apply(path);
                those(
                        strangers,
                        method,
                        mangled,
                        status -> status == 401 || status == 404 || status == 400 || (open && status == 200));
                those(members, method, mangled, status -> isServed(status) || isNoMethod(status));
                those(
                        known,
                        method,
                        mangled,
                        restricted.contains(method)
                                ? status -> status == 403 || isNoMethod(status)
                                : status -> isServed(status) || isNoMethod(status));
            });
        }
    }

    /** What is not there is refused too, or said not to be there; it is never done. */
    private static IntPredicate refused(boolean served, boolean open) {
        return served && open
                ? status -> status == 401 || status == 200
                : served ? status -> status == 401 : status -> status == 401 || status == 404 || status == 405;
    }

    private boolean isServed(int status) {
        return status < 500 && status != 401 && status != 403 && status != 405 && status != 429;
    }

    private boolean isNoMethod(int status) {
        return status == 405 || status == 404;
    }

    private void everybody(String method, String path, IntPredicate expected) {
        those(strangers, method, path, expected);
        those(known, method, path, expected);
        those(members, method, path, expected);
    }

    private void those(Map<String, String> askers, String method, String path, IntPredicate expected) {
        askers.forEach((who, header) -> expect(method, path, who, header, expected));
    }

    private void expect(String method, String path, String who, String header, IntPredicate expected) {
        requests++;
        try {
            Exchange answer = exchange(method, path, header);
            if (!expected.test(answer.status())) {
                differences.add(method + " " + path + " as " + who + ": " + answer.status());
            } else if (!answer.head().toLowerCase(Locale.ROOT).contains("x-content-type-options: nosniff")) {
                differences.add(method + " " + path + " as " + who + ": no security headers with " + answer.status());
            } else if (answer.body().contains("Exception") || answer.body().contains("\tat ")) {
                differences.add(method + " " + path + " as " + who + ": an exception in the body");
            } else if (secrets.stream().anyMatch(secret -> answer.all().contains(secret))) {
                differences.add(method + " " + path + " as " + who + ": a secret in the response");
            }
        } catch (IOException e) {
            differences.add(method + " " + path + " as " + who + ": " + e);
        }
    }

    private record Exchange(int status, String head, String body) {

        String all() {
            return head + body;
        }
    }

    private Exchange exchange(String method, String path, String header) throws IOException {
        boolean hasBody = Set.of("POST", "PUT", "PATCH").contains(method);
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + (header.isEmpty() ? "" : header + "\r\n")
                            + (hasBody ? "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" : "\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!all.startsWith("HTTP/1.1 ")) {
                throw new IOException("no response");
            }
            int end = all.indexOf("\r\n\r\n");
            return new Exchange(Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4));
        }
    }
}
