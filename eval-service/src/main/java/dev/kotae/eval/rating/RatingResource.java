package dev.kotae.eval.rating;

import dev.kotae.common.access.Asker;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.EvidencePublisher;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.evidence.RedisEvidence;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.request.Claim;
import dev.kotae.eval.request.OwnAnswers;
import dev.kotae.eval.request.RedisIdempotencyStore;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The rating of an answer by the user it was given to. */
@Path("/api/ratings/{answerId}")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ratings")
public class RatingResource {

    private static final Logger LOG = Logger.getLogger(RatingResource.class);

    private final EvidencePublisher publisher;
    private final RedisEvidence evidence;
    private final KafkaRecords records;
    private final OwnAnswers answers;
    private final RedisIdempotencyStore requests;
    private final EvalConfig config;
    private final SecurityIdentity identity;

    RatingResource(
            EvidencePublisher publisher,
            RedisEvidence evidence,
            KafkaRecords records,
            OwnAnswers answers,
            RedisIdempotencyStore requests,
            EvalConfig config,
            SecurityIdentity identity) {
        this.publisher = publisher;
        this.evidence = evidence;
        this.records = records;
        this.answers = answers;
        this.requests = requests;
        this.config = config;
        this.identity = identity;
    }

    /** Gives or changes the rating; done once Kafka has it. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Rate an answer with 1 to 5 stars, in place of an earlier rating")
    @APIResponse(responseCode = "200", description = "The rating, which Kafka has")
    @APIResponse(responseCode = "400", description = "invalid-stars, invalid-answer-id or invalid-request")
    @APIResponse(responseCode = "403", description = "not-your-answer")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused: it came with another request")
    @APIResponse(responseCode = "503", description = "unavailable: nothing was kept, come again after Retry-After")
    public Uni<Rating> rate(
            @PathParam("answerId") String answerId, @HeaderParam("Idempotency-Key") String key, String body) {
        String user = user();
        AnswerId answer = answers.of(answerId, user);
        RatingRequest request = RatingRequest.parse(body);
        String sent = "PUT " + answer + " " + body;
        Function<Claim, Rating> rating = claim -> new Rating(
                Rating.SCHEMA,
                answer.toString(),
                user,
                request.stars(),
                request.comment(),
                request.reasons(),
                null,
                claim.at());
        return requests.once(user, key, sent, claim -> publisher
                        .rate(answer, rating.apply(claim))
                        .onFailure()
                        .transform(RatingResource::notPublished))
                .map(rating);
    }

    /** The rating as it is counted, a moment after it was given. */
    @GET
    @Operation(summary = "The rating of an answer")
    @APIResponse(responseCode = "404", description = "not-found: there is none")
    public Uni<Rating> rating(@PathParam("answerId") String answerId) {
        String user = user();
        return evidence.rating(answers.of(answerId, user))
                .chain(place -> place.isEmpty()
                        ? Uni.createFrom().item(Optional.<Rating>empty())
                        : records.value(Topics.RATINGS, place.get(), Rating.class))
                .ifNoItem()
                .after(config.readTimeout())
                .fail()
                .onFailure()
                .transform(RatingResource::notRead)
                .map(rating -> rating.filter(given -> given.user().equals(user))
                        .orElseThrow(() -> Problems.notFound("You have not rated this answer")));
    }

    /** Withdraws the rating; done once Kafka has it. */
    @DELETE
    @Operation(summary = "Withdraw the rating of an answer")
    public Uni<Void> withdraw(@PathParam("answerId") String answerId, @HeaderParam("Idempotency-Key") String key) {
        String user = user();
        AnswerId answer = answers.of(answerId, user);
        String sent = "DELETE " + answer;
        return requests.once(user, key, sent, claim -> publisher
                        .withdrawRating(answer, user)
                        .onFailure()
                        .transform(RatingResource::notPublished))
                .replaceWithVoid();
    }

    private String user() {
        return Asker.of(identity).user();
    }

    private static Throwable notPublished(Throwable failure) {
        LOG.warnf("A rating could not be put on Kafka: %s", failure);
        return Problems.unavailable("The rating could not be kept; send it again in a few seconds");
    }

    private static Throwable notRead(Throwable failure) {
        LOG.warnf("A rating could not be read: %s", failure);
        return Problems.unavailable("Ratings cannot be read at the moment; try again in a few seconds");
    }
}
