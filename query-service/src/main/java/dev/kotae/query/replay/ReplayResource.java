package dev.kotae.query.replay;

import dev.kotae.common.access.Asker;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.answer.Answers;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.request.Body;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Questions answered once more, for experiments. Searches see the documents of the caller's groups. */
@Path("/api/replays")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "replays")
class ReplayResource {

    /** Failures that say something of the model; others pass, and are told so that the caller comes again. */
    private static final Set<String> RESULTS = Set.of("model-failed", "model-timeout", "prompt-echoed");

    private final Answers answers;
    private final AnswersConfig config;
    private final ExperimentGroup group;
    private final SecurityIdentity identity;

    ReplayResource(Answers answers, AnswersConfig config, ExperimentGroup group, SecurityIdentity identity) {
        this.answers = answers;
        this.config = config;
        this.group = group;
        this.identity = identity;
    }

    /** One answer, which is recorded as the experiment's. A model that fails is a result; leaving cancels the call to it. */
    @POST
    @Operation(
            summary = "Answer a question once more: {experiment, questionId, number, user, question, model, sources?,"
                    + " collections?, maxChunks?, prompt?}")
    @APIResponse(responseCode = "200", description = "What came of it, a model's failure too")
    @APIResponse(responseCode = "400", description = "invalid-…")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.replays.group")
    @APIResponse(responseCode = "404", description = "unknown-model")
    @APIResponse(responseCode = "503", description = "unavailable: the documents cannot be searched at the moment")
    public Uni<Replayed> replay(String body) {
        group.require();
        ReplayRequest request = ReplayRequest.of(Body.parse(body), config);
        AtomicReference<AnswerCompleted> recorded = new AtomicReference<>();
        return answers.replay(
                        request.replay(),
                        new Asker(request.user(), Asker.of(identity).groups()),
                        recorded::set)
                .collect()
                .last()
                .map(last -> {
                    if (last instanceof AnswerEvent.Failed failed && !RESULTS.contains(failed.code())) {
                        throw failed.thrown();
                    }
                    return Replayed.of(recorded.get(), last);
                });
    }
}
