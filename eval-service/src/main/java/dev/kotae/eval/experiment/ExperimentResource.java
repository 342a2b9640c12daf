package dev.kotae.eval.experiment;

import dev.kotae.common.access.Asker;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.experiment.Experiment.State;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.request.Analysts;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Experiments: begun, watched, stopped, gone on with; and the gate for pipelines. For analysts. */
@Path("/api/experiments")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "experiments")
public class ExperimentResource {

    private static final Logger LOG = Logger.getLogger(ExperimentResource.class);
    private static final double USUAL_MARGIN = 0.1;

    private final Experiments experiments;
    private final ExperimentPublisher publisher;
    private final ExperimentDraw draw;
    private final Analysts analysts;
    private final SecurityIdentity identity;
    private final EvalConfig config;

    ExperimentResource(
            Experiments experiments,
            ExperimentPublisher publisher,
            ExperimentDraw draw,
            Analysts analysts,
            SecurityIdentity identity,
            EvalConfig config) {
        this.experiments = experiments;
        this.publisher = publisher;
        this.draw = draw;
        this.analysts = analysts;
        this.identity = identity;
        this.config = config;
    }

    /** Begins an experiment; the same body under the same id again tells how far it is. */
    @POST
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Ask real questions once more: {id?, baseline: {model, maxChunks?, prompts?}, candidate: {…},"
                            + " retrieval?: frozen|fresh, questions?: {language?, collection?, …}, size?, perMinute?, judge?: {model, votes?}}")
    @APIResponse(responseCode = "200", description = "It is there already")
    @APIResponse(responseCode = "201", description = "It is begun")
    @APIResponse(responseCode = "400", description = "invalid-request")
    @APIResponse(responseCode = "409", description = "experiment-exists: under this id, with another plan")
    @APIResponse(responseCode = "422", description = "no-questions: no answer is counted that could be asked for again")
    public Uni<RestResponse<ExperimentReport>> begin(String body) {
        analysts.require();
        ExperimentRequest request = ExperimentRequest.parse(body);
        String by = Asker.of(identity).user();
        return known().chain(() -> begin(request, by));
    }

    private Uni<RestResponse<ExperimentReport>> begin(ExperimentRequest request, String by) {
        Optional<Experiment> before = experiments.of(request.id());
        if (before.isPresent()) {
            if (!before.get().plan().equals(request.plan())) {
                throw Problems.conflict(
                        "experiment-exists", "There is an experiment " + request.id() + " already, with another plan");
            }
            return Uni.createFrom().item(RestResponse.ok(report(before.get())));
        }
        return draw.questions(request)
                .onFailure()
                .transform(ExperimentResource::unavailable)
                .chain(sample -> {
                    if (sample.isEmpty()) {
                        throw Problems.unprocessable(
                                "no-questions",
                                "No answers are counted that could be asked for again; ask some questions first, or"
                                        + " choose others");
                    }
                    return draw.votes(request)
                            .onFailure()
                            .transform(ExperimentResource::unavailable)
                            .chain(votes -> keep(new Experiment(
                                    Experiment.SCHEMA,
                                    request.id(),
                                    request.plan(),
                                    sample,
                                    votes,
                                    by,
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                    State.RUNNING,
                                    null)));
                })
                .map(begun -> RestResponse.status(RestResponse.Status.CREATED, report(begun)));
    }

    /** All experiments, the newest first. */
    @GET
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @Operation(summary = "All experiments, the newest first")
    public Uni<Listed> list() {
        analysts.require();
        return known().map(known -> new Listed(experiments.all().stream()
                .sorted(Comparator.comparing(Experiment::at).reversed())
                .map(this::report)
                .toList()));
    }

    /** One experiment with its paired report. */
    @GET
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @Path("/{id}")
    @Operation(summary = "How far an experiment is, and its paired report so far")
    @APIResponse(responseCode = "404", description = "not-found")
    public Uni<ExperimentReport> one(@RestPath String id) {
        analysts.require();
        return existing(id).map(this::report);
    }

    /** Stops an experiment; what it has asked is kept. */
    @POST
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @Path("/{id}/cancel")
    @Operation(summary = "Stop asking; calls under way are cancelled, and what came of the others is kept")
    @APIResponse(responseCode = "409", description = "not-running")
    public Uni<ExperimentReport> cancel(@RestPath String id) {
        analysts.require();
        return existing(id)
                .chain(experiment -> switch (experiment.state()) {
                    case RUNNING -> keep(experiment.is(State.CANCELLED, null));
                    case CANCELLED -> Uni.createFrom().item(experiment);
                    case COMPLETED, FAILED ->
                        throw Problems.conflict("not-running", "This experiment does not run: it is over");
                })
                .map(this::report);
    }

    /** Goes on where a stopped or failed experiment stood. */
    @POST
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @Path("/{id}/resume")
    @Operation(summary = "Go on with the questions that were not asked yet")
    @APIResponse(responseCode = "409", description = "completed: all its questions were asked")
    public Uni<ExperimentReport> resume(@RestPath String id) {
        analysts.require();
        return existing(id)
                .chain(experiment -> switch (experiment.state()) {
                    case CANCELLED, FAILED -> keep(experiment.is(State.RUNNING, null));
                    case RUNNING -> Uni.createFrom().item(experiment);
                    case COMPLETED ->
                        throw Problems.conflict("completed", "All questions of this experiment were asked");
                })
                .map(this::report);
    }

    /** Whether the candidate may take the baseline's place: 200, or 409. */
    @GET
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @Path("/{id}/gate")
    @Operation(summary = "200 if the candidate is surely not worse by more than the margin, else 409")
    @APIResponse(responseCode = "200", description = "It is not worse, in any of the measures")
    @APIResponse(
            responseCode = "409",
            description = "gate-closed: it is worse; gate-undecided: nobody can know yet;"
                    + " judge-refused: preferred was asked for, and the judge's word does not count")
    public Uni<Gate> gate(
            @RestPath String id,
            @RestQuery @Parameter(description = "How much worse a share may be, 0.01 to 1; 0.1 where it is missing")
                    String margin,
            @RestQuery
                    @Parameter(
                            description =
                                    "Some of answered, grounded and preferred (by a judge that agrees with people), with"
                                            + " commas between; the first two where missing")
                    String measures) {
        analysts.require();
        List<Measure> chosen = measures(measures);
        double most = margin(margin);
        return existing(id)
                .invoke(experiment -> requireTrust(experiment, chosen))
                .map(experiment -> Gate.of(experiment, experiments.trials(id).values(), chosen, most, config.alpha()))
                .map(gate -> switch (gate.decision()) {
                    case OPEN -> gate;
                    case CLOSED -> throw Problems.gateClosed("gate-closed", gate.words(), gate);
                    case UNDECIDED -> throw Problems.gateClosed("gate-undecided", gate.words(), gate);
                });
    }

    /** A judge's word counts only where it is asked for, and agrees with people. */
    private void requireTrust(Experiment experiment, List<Measure> measures) {
        if (!measures.contains(Measure.PREFERRED)) {
            return;
        }
        JudgeReport judge = report(experiment).judge();
        if (judge == null) {
            throw Problems.invalid("invalid-request", "This experiment has no judge, so nothing is preferred in it");
        }
        if (!judge.trust().isGiven()) {
            throw Problems.conflict("judge-refused", judge.trust().reason());
        }
    }

    private Uni<Experiment> keep(Experiment experiment) {
        return publisher.keep(experiment).onFailure().transform(ExperimentResource::unavailable);
    }

    private ExperimentReport report(Experiment experiment) {
        return ExperimentReport.of(
                experiment,
                experiments.trials(experiment.id()).values(),
                experiments.votes(experiment.id()),
                config.alpha());
    }

    private Uni<Experiment> existing(String id) {
        return known().map(known ->
                experiments.of(id).orElseThrow(() -> Problems.notFound("There is no such experiment")));
    }

    /** A service that has just started waits a moment until it has read what there is. */
    private Uni<Void> known() {
        return experiments.areKnown()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .completionStage(experiments::known)
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .ifNoItem()
                        .after(config.readTimeout())
                        .failWith(() -> Problems.unavailable(
                                "The experiments are not read from Kafka yet; come again in a few seconds"));
    }

    private static List<Measure> measures(String words) {
        if (words == null || words.isBlank()) {
            return Measure.withoutJudge();
        }
        return Arrays.stream(words.split(","))
                .map(word -> Measure.of(word.strip())
                        .orElseThrow(() -> Problems.invalid(
                                "invalid-request",
                                "There is no measure '" + word.strip() + "'; there are: "
                                        + String.join(", ", Measure.words()))))
                .distinct()
                .toList();
    }

    private static double margin(String text) {
        if (text == null || text.isBlank()) {
            return USUAL_MARGIN;
        }
        try {
            double margin = Double.parseDouble(text);
            if (margin >= 0.01 && margin <= 1) {
                return margin;
            }
        } catch (NumberFormatException e) {
            throw Problems.invalid("invalid-request", "margin must be a number from 0.01 to 1");
        }
        throw Problems.invalid("invalid-request", "margin must be a number from 0.01 to 1");
    }

    private static Throwable unavailable(Throwable failure) {
        LOG.warnf("An experiment was not begun or changed: %s", failure);
        return Problems.unavailable("Nothing was changed: Kafka or Redis is away; try again in a few seconds");
    }

    /** All of them. */
    record Listed(List<ExperimentReport> experiments) {}
}
