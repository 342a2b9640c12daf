package dev.kotae.ingest.api;

import dev.kotae.common.document.DocumentId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.logging.Logger;

/** What can be wrong with a question to the index, as RFC 9457 problems with stable codes. */
final class IndexProblems {

    private static final Logger LOG = Logger.getLogger(IndexProblems.class);

    private IndexProblems() {}

    static HttpProblem unknownCollection(String collection) {
        return problem(404, "Not Found", "unknown-collection", "There is no collection " + collection);
    }

    static HttpProblem unknownDocument(DocumentId document) {
        return problem(
                404,
                "Not Found",
                "not-found",
                "Collection " + document.collection() + " has never seen a document with this id");
    }

    static HttpProblem invalidCollection() {
        return problem(
                400,
                "Bad Request",
                "invalid-collection",
                "A collection's name has 1 to 100 letters, digits, '.', '_' or '-' and begins with a letter or digit");
    }

    static HttpProblem invalidId(String detail) {
        return problem(400, "Bad Request", "invalid-request", detail);
    }

    /** The store cannot be asked at the moment. */
    static HttpProblem unavailable(Throwable failure) {
        LOG.warnf("The index cannot be asked: %s", failure);
        return HttpProblem.builder()
                .withStatus(503)
                .withTitle("Service Unavailable")
                .withDetail("The index cannot be asked at the moment: try again")
                .with("code", "unavailable")
                .withHeader("Retry-After", "2")
                .build();
    }

    private static HttpProblem problem(int status, String title, String code, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .with("code", code)
                .build();
    }
}
