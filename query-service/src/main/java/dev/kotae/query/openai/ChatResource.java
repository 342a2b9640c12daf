package dev.kotae.query.openai;

import dev.kotae.common.access.Asker;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.answer.Answers;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.answer.Heartbeat;
import dev.kotae.query.model.Catalogue;
import dev.kotae.query.request.Body;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** Chat completions in OpenAI's API, answered from the documents. */
@Path("/v1/chat/completions")
@Authenticated
@Tag(name = "openai")
class ChatResource {

    private final Answers answers;
    private final AnswersConfig config;
    private final Catalogue catalogue;
    private final SecurityIdentity identity;

    ChatResource(Answers answers, AnswersConfig config, Catalogue catalogue, SecurityIdentity identity) {
        this.answers = answers;
        this.config = config;
        this.catalogue = catalogue;
        this.identity = identity;
    }

    /** A completion, whole or streamed as the request says. The media type is set by hand: it depends on the body. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Ask as a client of OpenAI's chat completions",
            description =
                    "{model?: 'model@collection', messages, stream?, stream_options?, collections?, filters?, maxChunks?}")
    @APIResponse(
            responseCode = "200",
            description = "The completion; with 'stream' its chunks as events, the last of which is [DONE] or an error",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        description = "OpenAI's chat.completion, with 'citations' in the message")),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        description =
                                                "data: OpenAI's chat.completion.chunk, with 'citations' in the last delta"))
            })
    @APIResponse(
            responseCode = "400",
            description = "OpenAI's error: invalid-…, unsupported-parameter",
            content = @Content(mediaType = MediaType.APPLICATION_JSON))
    @APIResponse(
            responseCode = "404",
            description = "OpenAI's error: model_not_found, unknown-collection",
            content = @Content(mediaType = MediaType.APPLICATION_JSON))
    @APIResponse(
            responseCode = "429",
            description = "OpenAI's error; come again after Retry-After",
            content = @Content(mediaType = MediaType.APPLICATION_JSON))
    @APIResponse(
            responseCode = "502",
            description = "OpenAI's error: the model failed before its first token",
            content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public RestMulti<byte[]> complete(String json) {
        ChatRequest request = ChatRequest.of(Body.parse(json), catalogue::has, config);
        Answers.Begun answer = answers.begin(request.ask(), Asker.of(identity));
        Completion completion = new Completion(
                answer.id(), Instant.now().getEpochSecond(), answer.model().id(), request.ignored());
        return request.stream() ? stream(request, completion, answer.events()) : whole(completion, answer.events());
    }

    private RestMulti<byte[]> stream(ChatRequest request, Completion completion, Multi<AnswerEvent> events) {
        CompletionStream stream = new CompletionStream(completion, request.usage());
        Multi<byte[]> bytes = Heartbeat.in(events.map(Optional::of), config.heartbeat(), Optional::<AnswerEvent>empty)
                .map(stream::bytes)
                .select()
                .where(sent -> sent.length > 0);
        return RestMulti.fromMultiData(bytes)
                .header("Content-Type", MediaType.SERVER_SENT_EVENTS + ";charset=UTF-8")
                .header("X-Accel-Buffering", "no")
                .header("Cache-Control", "no-cache, no-transform")
                .build();
    }

    private static RestMulti<byte[]> whole(Completion completion, Multi<AnswerEvent> events) {
        Multi<byte[]> bytes = events.select().last().map(last -> {
            if (last instanceof AnswerEvent.Completed completed) {
                return completion.whole(completed.answer()).toString().getBytes(StandardCharsets.UTF_8);
            }
            throw ((AnswerEvent.Failed) last).thrown();
        });
        return RestMulti.fromMultiData(bytes)
                .header("Content-Type", MediaType.APPLICATION_JSON)
                .build();
    }
}
