package dev.kotae.eval.vote;

import dev.kotae.common.access.Asker;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.EvidencePublisher;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.evidence.RedisEvidence;
import dev.kotae.eval.evidence.RedisEvidence.Shown;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.request.Claim;
import dev.kotae.eval.request.OwnAnswers;
import dev.kotae.eval.request.RedisIdempotencyStore;
import dev.kotae.eval.vote.VoteResult.Author;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The vote of a user between the two answers to a question. */
@Path("/api/votes")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "votes")
public class VoteResource {

    private static final Logger LOG = Logger.getLogger(VoteResource.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final EvidencePublisher publisher;
    private final RedisEvidence evidence;
    private final KafkaRecords records;
    private final OwnAnswers answers;
    private final RedisIdempotencyStore requests;
    private final EvalConfig config;
    private final SecurityIdentity identity;

    VoteResource(
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

    /** Gives or changes the vote; done once Kafka has it. Only then the models' names are told. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say which of two answers is the better one, in place of an earlier vote on them")
    @APIResponse(responseCode = "200", description = "The vote, which Kafka has, and the models of its answers")
    @APIResponse(responseCode = "400", description = "invalid-request or invalid-answer-id")
    @APIResponse(responseCode = "403", description = "not-your-answer")
    @APIResponse(responseCode = "409", description = "not-shown-together: nothing was kept")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused: it came with another request")
    @APIResponse(
            responseCode = "503",
            description =
                    "unavailable: nothing was kept; or models-not-known-yet: the vote is kept, send it again for the models")
    public Uni<VoteResult> vote(@HeaderParam("Idempotency-Key") String key, String body) {
        String user = user();
        VoteRequest request = VoteRequest.parse(body);
        List<AnswerId> pair =
                request.answers().stream().map(id -> answers.of(id, user)).toList();
        String question = pair.get(0).questionId();
        if (!question.equals(pair.get(1).questionId())) {
            throw notTogether();
        }
        String sent = "POST " + body;
        Function<Claim, Vote> vote = claim -> new Vote(
                Vote.SCHEMA, request.answers(), request.preferred(), user, request.comment(), null, claim.at());
        return requests.once(user, key, sent, claim -> keep(question, vote.apply(claim)))
                .chain(claim -> authors(question, pair, Instant.now().plus(config.voteTimeout()))
                        .map(models -> VoteResult.of(vote.apply(claim), models)));
    }

    /** Kafka takes the vote also while Redis is away, and while the answers are not counted yet. */
    private Uni<Void> keep(String question, Vote vote) {
        return shown(question)
                .onFailure()
                .recoverWithItem(List.of())
                .invoke(VoteResource::refuseThoseNotTogether)
                .chain(() -> publisher.vote(question, vote).onFailure().transform(VoteResource::notPublished));
    }

    /** The vote as it is counted, a moment after it was given. */
    @GET
    @Path("/{answerId}")
    @Operation(summary = "The vote on an answer and the one beside it")
    @APIResponse(responseCode = "404", description = "not-found: there is none")
    public Uni<Vote> given(@PathParam("answerId") String answerId) {
        String user = user();
        return evidence.vote(answers.of(answerId, user).questionId())
                .chain(place -> place.isEmpty()
                        ? Uni.createFrom().item(Optional.<Vote>empty())
                        : records.value(Topics.RATINGS, place.get(), Vote.class))
                .ifNoItem()
                .after(config.readTimeout())
                .fail()
                .onFailure()
                .transform(VoteResource::notRead)
                .map(vote -> vote.filter(given -> given.user().equals(user))
                        .orElseThrow(() -> Problems.notFound("You have not voted on this answer")));
    }

    /** Withdraws the vote; done once Kafka has it. */
    @DELETE
    @Path("/{answerId}")
    @Operation(summary = "Withdraw the vote on an answer and the one beside it")
    public Uni<Void> withdraw(@PathParam("answerId") String answerId, @HeaderParam("Idempotency-Key") String key) {
        String user = user();
        AnswerId answer = answers.of(answerId, user);
        String sent = "DELETE vote " + answer;
        return requests.once(user, key, sent, claim -> publisher
                        .withdrawVote(answer.questionId(), user)
                        .onFailure()
                        .transform(VoteResource::notPublished))
                .replaceWithVoid();
    }

    /** Who wrote the answers, as soon as both are counted. */
    private Uni<List<Author>> authors(String question, List<AnswerId> pair, Instant deadline) {
        return shown(question)
                .onFailure()
                .recoverWithItem(List.of())
                .invoke(VoteResource::refuseThoseNotTogether)
                .chain(shown -> {
                    if (shown.size() == pair.size()) {
                        return Uni.createFrom().item(authors(pair, shown));
                    }
                    if (Instant.now().isAfter(deadline)) {
                        return Uni.createFrom()
                                .failure(Problems.notYet(
                                        "models-not-known-yet",
                                        "Your vote is kept, but its answers are not counted yet;"
                                                + " send it again in a moment to learn who wrote them"));
                    }
                    return Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(LOOK_EVERY)
                            .chain(() -> authors(question, pair, deadline));
                });
    }

    private static List<Author> authors(List<AnswerId> pair, List<Shown> shown) {
        List<Author> authors = new ArrayList<>();
        for (AnswerId answer : pair) {
            shown.stream()
                    .filter(one -> one.number() == answer.number())
                    .map(Shown::slice)
                    .map(slice -> new Author(answer.toString(), slice.model(), slice.provider(), slice.revision()))
                    .forEach(authors::add);
        }
        return authors;
    }

    private Uni<List<Shown>> shown(String question) {
        return evidence.shown(question).ifNoItem().after(config.readTimeout()).fail();
    }

    private static void refuseThoseNotTogether(List<Shown> shown) {
        if (shown.stream().anyMatch(answer -> !answer.paired())) {
            throw notTogether();
        }
    }

    private static HttpProblem notTogether() {
        return Problems.conflict(
                "not-shown-together", "These two answers were not shown side by side, so there is nothing to vote on");
    }

    private String user() {
        return Asker.of(identity).user();
    }

    private static Throwable notPublished(Throwable failure) {
        LOG.warnf("A vote could not be put on Kafka: %s", failure);
        return Problems.unavailable("The vote could not be kept; send it again in a few seconds");
    }

    private static Throwable notRead(Throwable failure) {
        LOG.warnf("A vote could not be read: %s", failure);
        return Problems.unavailable("Votes cannot be read at the moment; try again in a few seconds");
    }
}
