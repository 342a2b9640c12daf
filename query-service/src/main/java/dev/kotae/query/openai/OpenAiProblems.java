package dev.kotae.query.openai;

import dev.kotae.query.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Whatever goes wrong under {@code /v1} is told in the shape that clients of OpenAI's API read, with the same status and headers. */
class OpenAiProblems {

    private static final Annotation[] NONE = {};

    /** Replaces a problem by OpenAI's error. */
    @ServerResponseFilter
    public void translate(ContainerRequestContext request, ContainerResponseContext response) {
        if (isHere(request.getUriInfo().getPath()) && response.getEntity() instanceof HttpProblem problem) {
            OpenAiError error = OpenAiError.of(problem.getStatusCode(), Problems.code(problem), problem.getDetail());
            response.setEntity(error.json(), NONE, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static boolean isHere(String path) {
        return path.startsWith("/v1/") || path.equals("/v1");
    }
}
