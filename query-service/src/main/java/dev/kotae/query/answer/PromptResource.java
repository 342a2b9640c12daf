package dev.kotae.query.answer;

import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a model was told, word for word: documents that not everyone may read included, so it is for operators alone. */
@Path("/api/answers/{id}/prompt")
@RolesAllowed(PromptResource.OPERATORS)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "answers")
class PromptResource {

    /** The group whose members may see prompts. */
    static final String OPERATORS = "kotae-operators";

    private final KeptPrompts prompts;

    PromptResource(KeptPrompts prompts) {
        this.prompts = prompts;
    }

    /** The prompt of a recent answer. */
    @GET
    @Operation(summary = "The prompt of a recent answer, where kotae.answers.kept-prompts keeps some")
    @APIResponse(responseCode = "200", description = "What the model was told")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae-operators")
    public Told prompt(@PathParam("id") String id) {
        Prompt prompt = prompts.of(id)
                .orElseThrow(
                        () -> Problems.notFound("No prompt is kept for this answer: kotae.answers.kept-prompts says how"
                                + " many of the latest ones are, and answers without evidence have none"));
        return new Told(
                id,
                prompt.templateId(),
                prompt.templateHash(),
                prompt.messages(),
                prompt.budget().maxTokens());
    }

    /**
     * What a model was told.
     *
     * @param maxTokens the most tokens of the answer, or null where the model's own setting holds
     */
    record Told(String answerId, String promptId, String promptHash, List<Prompt.Turn> messages, Integer maxTokens) {}
}
