package dev.kotae.eval.export;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.RedisCounts;
import dev.kotae.eval.export.TaxonomyFile.Head;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.report.ReportFilter;
import dev.kotae.eval.report.ReportQuery;
import dev.kotae.eval.request.Analysts;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;

/** Rated answers for fine-tuning, for analysts; the filters are those of reports. */
@Path("/api/exports")
@Authenticated
@Tag(name = "exports")
public class ExportResource {

    private static final Logger LOG = Logger.getLogger(ExportResource.class);

    private final RedisCounts counts;
    private final ExportReader reader;
    private final Analysts analysts;
    private final EvalConfig config;

    ExportResource(RedisCounts counts, ExportReader reader, Analysts analysts, EvalConfig config) {
        this.counts = counts;
        this.reader = reader;
        this.analysts = analysts;
        this.config = config;
    }

    /** Well-rated answers in chat format, one JSON object a line. */
    @GET
    @Path("/sft")
    @Produces("application/x-ndjson")
    @Operation(summary = "Well-rated answers as chats, to fine-tune with")
    @APIResponse(responseCode = "200", description = "{messages, metadata} a line")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    public Multi<byte[]> sft(
            @BeanParam ReportQuery query,
            @RestQuery @DefaultValue("4") @Parameter(description = "1 to 5") int minStars,
            @RestQuery @DefaultValue("10000") @Parameter(description = "At most so many lines") int limit,
            @RestQuery @DefaultValue("true") @Parameter(description = "With the chunks the model was given")
                    boolean context) {
        analysts.require();
        ReportFilter filter = query.filter();
        ExportRules rules = new ExportRules(minStars, 1, limit, context);
        return file("kotae-sft.jsonl", counts().onItem().transformToMulti(now -> reader.chats(now, filter, rules)));
    }

    /** Pairs of which one was preferred, one JSON object a line. */
    @GET
    @Path("/preferences")
    @Produces("application/x-ndjson")
    @Operation(summary = "Pairs of answers of which one was preferred, for direct preference optimisation")
    @APIResponse(responseCode = "200", description = "{prompt, chosen, rejected, judgedBy, …} a line")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    public Multi<byte[]> preferences(
            @BeanParam ReportQuery query,
            @RestQuery
                    @DefaultValue("2")
                    @Parameter(description = "Without a vote: so many stars more for the chosen one, 1 to 4")
                    int minGap,
            @RestQuery @DefaultValue("10000") int limit,
            @RestQuery @DefaultValue("true") boolean context) {
        analysts.require();
        ReportFilter filter = query.filter();
        ExportRules rules = new ExportRules(1, minGap, limit, context);
        return file(
                "kotae-preferences.jsonl",
                counts().onItem().transformToMulti(now -> reader.preferences(now, filter, rules)));
    }

    /** Well-rated, supported answers as a file of InstructLab's taxonomy. */
    @GET
    @Path("/instructlab")
    @Produces("application/yaml")
    @Operation(summary = "Well-rated, supported answers as qna.yaml of InstructLab's taxonomy, version 3")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    @APIResponse(responseCode = "409", description = "too-few-examples")
    public Uni<String> instructLab(
            @BeanParam ReportQuery query,
            @RestQuery @DefaultValue("4") int minStars,
            @RestQuery @DefaultValue("10000") int limit,
            @RestQuery String domain,
            @RestQuery String createdBy,
            @RestQuery String outline,
            @RestQuery String repo,
            @RestQuery String commit,
            @RestQuery List<String> pattern) {
        analysts.require();
        ReportFilter filter = query.filter();
        ExportRules rules = new ExportRules(minStars, 1, limit, false);
        Head head = new Head(domain, createdBy, outline, repo, commit, pattern);
        return counts().onItem()
                .transformToMulti(
                        now -> reader.examples(now, filter, rules).select().first(rules.limit()))
                .collect()
                .in(TaxonomyFile::new, (file, read) -> file.add(read.example()))
                .map(file -> file.write(head));
    }

    private Uni<Counts> counts() {
        return counts.now()
                .ifNoItem()
                .after(config.readTimeout())
                .fail()
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("An export could not be made: %s", failure);
                    return Problems.unavailable("Exports cannot be made at the moment; try again in a few seconds");
                })
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Multi<byte[]> file(String name, Multi<byte[]> lines) {
        return RestMulti.fromMultiData(lines)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
