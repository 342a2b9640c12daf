package dev.kotae.query.comparison;

import dev.kotae.common.access.Asker;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.answer.Ask;
import dev.kotae.query.answer.Heartbeat;
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

/** Two models' answers to one question, side by side and without their names. */
@Path("/api/comparisons")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "comparisons")
class ComparisonResource {

    private final Comparisons comparisons;
    private final AnswersConfig config;
    private final SecurityIdentity identity;

    ComparisonResource(Comparisons comparisons, AnswersConfig config, SecurityIdentity identity) {
        this.comparisons = comparisons;
        this.config = config;
        this.identity = identity;
    }

    /** Both answers, when both are there. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Compare two models: {question, models?: [a, b], collections?, filters?, history?, maxChunks?}")
    @APIResponse(
            responseCode = "200",
            description = "Two answers in the order in which to show them, for POST /api/votes; or the events of both",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Comparison.class)))
    @APIResponse(responseCode = "400", description = "invalid-…, or too-few-models")
    @APIResponse(responseCode = "404", description = "unknown-model")
    public Uni<Comparison> compare(String body) {
        return events(body).collect().asList().map(Comparison::of);
    }

    /** Both answers as they are written: started, sources, tokens and citations by side, each side's end, ended. */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @ResponseHeader(name = "Cache-Control", value = "no-cache, no-transform")
    @Operation(summary = "Compare two models, and read both answers as server-sent events")
    @APIResponse(
            responseCode = "200",
            description = "Two answers in the order in which to show them, for POST /api/votes; or the events of both",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            description = "The data of each event; 'number' is the side, 1 or 2",
                                            oneOf = {
                                                ComparisonEvent.Started.class,
                                                ComparisonEvent.Sources.class,
                                                ComparisonEvent.Token.class,
                                                ComparisonEvent.Cited.class,
                                                ComparisonEvent.Completed.class,
                                                ComparisonEvent.Failed.class,
                                                ComparisonEvent.Ended.class
                                            })))
    public Multi<OutboundSseEvent> stream(String body, @Context Sse sse) {
        Multi<OutboundSseEvent> events = events(body).map(event -> sse.newEventBuilder()
                .name(event.name())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(event)
                .build());
        return Heartbeat.in(events, config.heartbeat(), () -> sse.newEventBuilder()
                .comment("still here")
                .build());
    }

    private Multi<ComparisonEvent> events(String json) {
        Body body = Body.parse(json);
        return comparisons.compare(Ask.of(body, config), Pair.named(body), Asker.of(identity));
    }
}
