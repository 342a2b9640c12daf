package dev.kotae.eval.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** The problems this service tells its clients of. */
public final class Problems {

    private static final int SECONDS_UNTIL_RETRY = 5;

    private Problems() {}

    /** What the client sent cannot be used: 400. */
    public static HttpProblem invalid(String code, String detail) {
        return problem(400, "Bad Request", code, detail).build();
    }

    /** The answer was given to somebody else, or never: 403. */
    public static HttpProblem notYourAnswer() {
        return problem(
                        403,
                        "Forbidden",
                        "not-your-answer",
                        "This answer was not given to you; only its asker can rate it or vote on it")
                .build();
    }

    /** The asker may not do this: 403. */
    public static HttpProblem forbidden(String detail) {
        return problem(403, "Forbidden", "forbidden", detail).build();
    }

    /** There is no such thing: 404. */
    public static HttpProblem notFound(String detail) {
        return problem(404, "Not Found", "not-found", detail).build();
    }

    /** Something this service needs is away: 503 with Retry-After. */
    public static HttpProblem unavailable(String detail) {
        return problem(503, "Service Unavailable", "unavailable", detail)
                .withHeader("Retry-After", SECONDS_UNTIL_RETRY)
                .build();
    }

    /** It does not go with what is there: 409. */
    public static HttpProblem conflict(String code, String detail) {
        return problem(409, "Conflict", code, detail).build();
    }

    /** A gate stays closed: 409, with what it judged by. */
    public static HttpProblem gateClosed(String code, String detail, Object gate) {
        return problem(409, "Conflict", code, detail).with("gate", gate).build();
    }

    /** It is understood and cannot be done: 422. */
    public static HttpProblem unprocessable(String code, String detail) {
        return problem(422, "Unprocessable Content", code, detail).build();
    }

    /** What was sent is kept, but what is asked for is not known yet: 503 with Retry-After. */
    public static HttpProblem notYet(String code, String detail) {
        return problem(503, "Service Unavailable", code, detail)
                .withHeader("Retry-After", 1)
                .with("kept", true)
                .build();
    }

    private static HttpProblem.Builder problem(int status, String title, String code, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .with("code", code);
    }
}
