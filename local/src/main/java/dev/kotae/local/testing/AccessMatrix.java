package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Asks every route of a service's OpenAPI document with every method, as every kind of asker, with the path written in every way that a
 * proxy and a service could read differently, and says where the status is not what it should be.
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

    private static final IntPredicate FORBIDDEN = status -> status == 403;

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
    private final Askers everybody;
    private final Askers six;
    private final List<String> secrets;
    private final List<String> surprises = new ArrayList<>();
    private int requests;

    /**
     * @param service where the service is
     * @param askers who asks
     * @param secrets what no response may ever show
     */
    AccessMatrix(URI service, Askers askers, List<String> secrets) {
        this.service = service;
        this.everybody = askers;
        this.six = askers.six();
        this.secrets = List.copyOf(secrets);
    }

    /**
     * What was found.
     *
     * @param routes methods and paths as the document has them
     * @param identities how many kinds of askers tried each route as it is written
     * @param mangledBy how many of them tried it in each other spelling, too, and with each method that it does not have
     * @param manglings in how many other spellings
     * @param requests how many were sent
     * @param surprises what was not as it should be
     */
    public record Report(
            Set<String> routes, int identities, int mangledBy, int manglings, int requests, List<String> surprises) {

        /** In one line. */
        public String summary(String service) {
            return "Access to %s: %d routes as %d identities, in %d manglings as %d of them, %d requests, %d surprises"
                    .formatted(service, routes.size(), identities, manglings, mangledBy, requests, surprises.size());
        }

        Report with(List<String> more) {
            List<String> all = new ArrayList<>(surprises);
            all.addAll(more);
            return new Report(routes, identities, mangledBy, manglings, requests, all);
        }
    }

    /**
     * Asks everything.
     *
     * @param openApi the path of the service's OpenAPI document
     * @param open routes that are for everybody, such as what a page needs before its reader has signed in
     * @param others POST routes of other protocols, which the document does not have
     */
    Report run(String openApi, Set<String> open, Set<String> others) throws IOException {
        JsonNode paths = JSON.readTree(RawExchange.send(service, "GET", openApi + "?format=json", "")
                        .body())
                .path("paths");
        Set<String> routes = new TreeSet<>();
        paths.properties().forEach(path -> {
            Set<String> methods = new TreeSet<>();
            Set<String> restricted = new TreeSet<>();
            path.getValue().properties().forEach(operation -> {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                if (METHODS.contains(method)) {
                    methods.add(method);
                    routes.add(method + " " + path.getKey());
                    if (isForMembers(operation.getValue())) {
                        restricted.add(method);
                    }
                }
            });
            String plain = path.getKey().replaceAll("\\{[^}]*}", "nothing");
            route(plain, methods, restricted, open.contains(path.getKey()));
        });
        for (String path : others) {
            routes.add("POST " + path);
            route(path, Set.of("POST"), Set.of(), false);
        }
        for (String path : NEVER_PUBLIC) {
            six.forEach((who, header) -> {
                if (!six.strangers().containsKey(who) || header.isEmpty()) {
                    expect("GET", path, who, header, status -> status == 404);
                }
            });
        }
        return new Report(routes, everybody.count(), six.count(), REFUSED.size() + LOOSE.size(), requests, surprises);
    }

    private static boolean isForMembers(JsonNode operation) {
        return operation.at("/responses/403/description").asText().startsWith(FOR_MEMBERS);
    }

    private void route(String path, Set<String> methods, Set<String> restricted, boolean open) {
        six.forEach((who, header) ->
                expect("OPTIONS", path, who, header, status -> status == 200 || status == 401 || status == 405));
        for (String method : METHODS) {
            String like = method.equals("HEAD") ? "GET" : method;
            if (!methods.contains(like)) {
                those(six.strangers(), method, path, status -> status == 401 || isNoMethod(status));
                those(six.known(), method, path, AccessMatrix::isNoMethod);
                those(six.members(), method, path, AccessMatrix::isNoMethod);
            } else {
                Askers askers = methods.contains(method) ? everybody : six;
                those(askers.strangers(), method, path, status -> status == 401 || (open && status == 200));
                those(askers.known(), method, path, restricted.contains(like) ? FORBIDDEN : AccessMatrix::isServed);
                those(askers.members(), method, path, AccessMatrix::isServed);
            }
        }
        for (String method : methods) {
            IntPredicate known = restricted.contains(method) ? FORBIDDEN : AccessMatrix::isServed;
            REFUSED.forEach((way, written) -> mangled(path, written)
                    .ifPresent(other ->
                            six.forEach((who, header) -> expect(method, other, who, header, status -> status == 400))));
            LOOSE.forEach((way, written) -> mangled(path, written).ifPresent(other -> {
                those(
                        six.strangers(),
                        method,
                        other,
                        status -> status == 401 || status == 404 || status == 400 || (open && status == 200));
                those(six.known(), method, other, status -> known.test(status) || isNoMethod(status));
                those(six.members(), method, other, status -> isServed(status) || isNoMethod(status));
            }));
        }
    }

    /** Empty where a path is too short to be written in that way. */
    private static Optional<String> mangled(String path, UnaryOperator<String> written) {
        return Optional.of(written.apply(path)).filter(other -> !other.equals(path));
    }

    private static boolean isServed(int status) {
        return status < 500 && status != 401 && status != 403 && status != 405 && status != 429;
    }

    private static boolean isNoMethod(int status) {
        return status == 405 || status == 404;
    }

    private void those(Map<String, String> askers, String method, String path, IntPredicate expected) {
        askers.forEach((who, header) -> expect(method, path, who, header, expected));
    }

    private void expect(String method, String path, String who, String header, IntPredicate expected) {
        requests++;
        String what = method + " " + path + " as " + who + ": ";
        try {
            RawExchange answer = RawExchange.send(service, method, path, header);
            if (!expected.test(answer.status())) {
                surprises.add(what + answer.status());
            } else if (!answer.hasHeader("x-content-type-options: nosniff")
                    || !answer.hasHeader("content-security-policy: default-src 'none'")) {
                surprises.add(what + "no security headers with " + answer.status());
            } else if (answer.hasHeader("application/problem+json")
                    && !answer.body().contains("\"code\":\"")
                    && !method.equals("HEAD")) {
                surprises.add(what + "a problem without a code");
            } else if (answer.body().contains("Exception") || answer.body().contains("\tat ")) {
                surprises.add(what + "an exception in the body");
            } else if (secrets.stream().anyMatch(answer::shows)) {
                surprises.add(what + "a secret in the response");
            }
        } catch (IOException e) {
            surprises.add(what + e);
        }
    }
}
