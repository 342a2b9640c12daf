package dev.kotae.query.answer;

import dev.kotae.common.access.Asker;
import dev.kotae.query.citation.Citation;
import dev.kotae.query.request.Body;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Questions and their answers: whole, or as they are written. */
@Path("/api/answers")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "answers")
class AnswerResource {

    private final Answers answers;
    private final AnswersConfig config;
    private final SecurityIdentity identity;

    AnswerResource(Answers answers, AnswersConfig config, SecurityIdentity identity) {
        this.answers = answers;
        this.config = config;
        this.identity = identity;
    }

    /** The whole answer. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask: {question, collections?, model?, filters?, history?, maxChunks?}")
    @APIResponse(
            responseCode = "200",
            description =
                    "The answer: whole, or as it is written in the events sources, token, citation, then one completed or failed",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Answer.class)))
    public Uni<Answer> answer(String body) {
        return events(body).collect().last().map(last -> {
            if (last instanceof AnswerEvent.Completed completed) {
                return completed.answer();
            }
            throw ((AnswerEvent.Failed) last).thrown();
        });
    }

    /**
     * The answer as it is written: sources, tokens, citations, then completed or failed. What can be told without searching (a bad body, a
     * model that is not there) is a problem with its status.
     */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @ResponseHeader(name = "Cache-Control", value = "no-cache, no-transform")
    @Operation(summary = "Ask, and read the answer as server-sent events")
    @APIResponse(
            responseCode = "200",
            description =
                    "The answer: whole, or as it is written in the events sources, token, citation, then one completed or failed",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            description =
                                                    "The data of each event: of 'citation' a Citation, of 'completed' an Answer",
                                            oneOf = {
                                                AnswerEvent.Sources.Data.class,
                                                AnswerEvent.Token.Data.class,
                                                Citation.class,
                                                Answer.class,
                                                AnswerEvent.Failed.Data.class
                                            })))
    public Multi<OutboundSseEvent> stream(String body, @Context Sse sse) {
        Multi<OutboundSseEvent> events = events(body).map(event -> sse.newEventBuilder()
                .name(event.name())
                .data(event.data())
                .build());
        return Heartbeat.in(events, config.heartbeat(), () -> sse.newEventBuilder()
                .comment("still here")
                .build());
    }

    private Multi<AnswerEvent> events(String body) {
        return answers.answer(Ask.of(Body.parse(body), config), Asker.of(identity));
    }
}
