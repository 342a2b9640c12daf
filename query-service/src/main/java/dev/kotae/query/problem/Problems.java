package dev.kotae.query.problem;

import dev.kotae.query.limit.Refusal;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.util.Collection;
import org.jboss.logging.Logger;

/** The problems this service tells its clients of. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int SECONDS_UNTIL_RETRY = 5;

    private Problems() {}

    /** What the client sent cannot be used: 400. */
    public static HttpProblem invalid(String code, String detail) {
        return problem(400, "Bad Request", code, detail).build();
    }

    /** No such model: 404, naming those that exist. */
    public static HttpProblem unknownModel(String model, Collection<String> known) {
        return problem(
                        404,
                        "Not Found",
                        "unknown-model",
                        "There is no model '" + shorten(model) + "'; there are: " + list(known))
                .build();
    }

    /** The model is there no more: 404, naming those that are. */
    public static HttpProblem goneModel(String model, String provider, Collection<String> known) {
        return problem(
                        404,
                        "Not Found",
                        "unknown-model",
                        "The model '" + model + "' is there no more: its provider " + provider
                                + " does not list it; there are: " + list(known))
                .build();
    }

    /** No such collection: 404, naming those that exist. */
    public static HttpProblem unknownCollection(String collection, Collection<String> known) {
        return problem(
                        404,
                        "Not Found",
                        "unknown-collection",
                        "There is no collection '" + collection + "'; there are: " + list(known))
                .build();
    }

    /** Something this service needs is away: 503 with Retry-After. */
    public static HttpProblem unavailable(String detail, Throwable cause) {
        LOG.warnf("Unavailable: %s (%s)", detail, cause);
        return problem(503, "Service Unavailable", "unavailable", detail)
                .withHeader("Retry-After", SECONDS_UNTIL_RETRY)
                .build();
    }

    /** So many searches wait already that one more would wait too long: 503 with Retry-After. */
    public static HttpProblem overloaded() {
        return problem(
                        503,
                        "Service Unavailable",
                        "overloaded",
                        "Too many questions wait for their search; try again in a few seconds")
                .withHeader("Retry-After", SECONDS_UNTIL_RETRY)
                .build();
    }

    /** The asker has reached a limit: 429 with Retry-After. */
    public static HttpProblem refused(Refusal refusal) {
        return problem(429, "Too Many Requests", refusal.code(), refusal.detail())
                .withHeader("Retry-After", refusal.retryAfterSeconds())
                .build();
    }

    /** The model broke off or could not be reached: 502. */
    public static HttpProblem modelFailed(String detail) {
        return problem(502, "Bad Gateway", "model-failed", detail).build();
    }

    /** The model began to read its instructions out: 502. */
    public static HttpProblem promptEchoed() {
        return problem(
                        502,
                        "Bad Gateway",
                        "prompt-echoed",
                        "The model began to repeat its instructions in place of an answer; ask in other words or choose another model")
                .build();
    }

    /** What was asked for is not there: 404. */
    public static HttpProblem notFound(String detail) {
        return problem(404, "Not Found", "not-found", detail).build();
    }

    /** The model said nothing for too long: 504. */
    public static HttpProblem modelTimeout(String detail) {
        return problem(504, "Gateway Timeout", "model-timeout", detail).build();
    }

    /** The model has too much to do: 503 with Retry-After. */
    public static HttpProblem modelBusy(String detail, Duration retryAfter) {
        return problem(503, "Service Unavailable", "model-busy", detail)
                .withHeader("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    /** The model failed so often lately that it is left alone for a while: 503 with Retry-After. */
    public static HttpProblem modelUnavailable(String detail, Duration retryAfter) {
        return problem(503, "Service Unavailable", "model-unavailable", detail)
                .withHeader("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    /** The asker may not do this: 403. */
    public static HttpProblem forbidden(String detail) {
        return problem(403, "Forbidden", "forbidden", detail).build();
    }

    /** Whether a failure is fit for the client as it is. */
    public static boolean isProblem(Throwable failure) {
        return failure instanceof HttpProblem;
    }

    /** The stable code of a failure; {@code internal-error} for what nobody foresaw. */
    public static String code(Throwable failure) {
        return failure instanceof HttpProblem problem && problem.getParameters().get("code") instanceof String code
                ? code
                : "internal-error";
    }

    /** A failure in words fit for a user. */
    public static String detail(Throwable failure) {
        return failure instanceof HttpProblem problem
                ? problem.getDetail()
                : "Something went wrong here; it is in the log";
    }

    private static String list(Collection<String> known) {
        return known.isEmpty() ? "none yet" : String.join(", ", known);
    }

    private static String shorten(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static HttpProblem.Builder problem(int status, String title, String code, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .with("code", code);
    }
}
