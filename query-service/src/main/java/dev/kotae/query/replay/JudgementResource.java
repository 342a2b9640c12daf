package dev.kotae.query.replay;

import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.request.Body;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Two answers judged by a model, for experiments. */
@Path("/api/judgements")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "replays")
class JudgementResource {

    private final Judge judge;
    private final AnswersConfig config;
    private final ExperimentGroup group;

    JudgementResource(Judge judge, AnswersConfig config, ExperimentGroup group) {
        this.judge = judge;
        this.config = config;
        this.group = group;
    }

    /** One verdict, in the order in which the answers come. A judge that says none of the three words is a result. */
    @POST
    @Operation(summary = "Say which of two answers is better: {model, question, sources, first, second}")
    @APIResponse(responseCode = "200", description = "{verdict: first|second|tie|unreadable, …}")
    @APIResponse(responseCode = "400", description = "invalid-…; invalid-judge: a model that follows no instructions")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.replays.group")
    @APIResponse(responseCode = "404", description = "unknown-model")
    @APIResponse(responseCode = "502", description = "model-failed")
    @APIResponse(responseCode = "503", description = "model-busy, model-unavailable")
    @APIResponse(responseCode = "504", description = "model-timeout")
    public Uni<Judgement> judge(String body) {
        group.require();
        return judge.judge(JudgementRequest.of(Body.parse(body), config));
    }
}
