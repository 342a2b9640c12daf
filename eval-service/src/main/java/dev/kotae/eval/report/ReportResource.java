package dev.kotae.eval.report;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.RedisCounts;
import dev.kotae.eval.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;

/** Reports, read from the counts as they are now. */
@Path("/api/reports")
@Authenticated
@Tag(name = "reports")
public class ReportResource {

    private static final Logger LOG = Logger.getLogger(ReportResource.class);

    private final RedisCounts counts;
    private final EvalConfig config;

    ReportResource(RedisCounts counts, EvalConfig config) {
        this.counts = counts;
        this.config = config;
    }

    /** The report on models, in the format that is asked for. */
    @GET
    @Path("/models")
    @Produces({"application/json", "text/csv", "text/markdown", "text/html"})
    @Operation(summary = "How models served: ratings with intervals, latencies, errors, and which one to take")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ModelsReport.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "invalid-collection or invalid-request")
    @APIResponse(responseCode = "503", description = "unavailable: come again after Retry-After")
    public Uni<Response> models(
            @RestQuery @Parameter(description = "Only questions that searched this collection") String collection,
            @RestQuery @Parameter(description = "Only questions in this language, such as en") String language,
            @RestQuery @Parameter(description = "First day (UTC), such as 2026-11-01, or its beginning") String from,
            @RestQuery @Parameter(description = "Last day (UTC), or the time of the first day after it") String to,
            @RestQuery @Parameter(description = "json, csv, md or html, in place of Accept") String format,
            @Context HttpHeaders headers) {
        ReportFilter filter = ReportFilter.parse(collection, language, from, to);
        ReportFormat chosen = ReportFormat.choose(format, accepted(headers));
        Instant asOf = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return counts.now()
                .ifNoItem()
                .after(config.readTimeout())
                .fail()
                .onFailure()
                .transform(ReportResource::notRead)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(now -> now.slices().stream()
                        .filter(counted -> filter.matches(counted.slice()))
                        .toList())
                .map(counted -> ModelsReport.of(counted, config.alpha(), asOf))
                .map(report -> Response.ok(written(report, filter, chosen))
                        .header(HttpHeaders.CONTENT_TYPE, chosen.contentType())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store"))
                .map(response -> chosen == ReportFormat.HTML
                        ? response.header("Content-Security-Policy", HtmlReport.POLICY)
                        : response)
                .map(Response.ResponseBuilder::build);
    }

    private static Object written(ModelsReport report, ReportFilter filter, ReportFormat format) {
        return switch (format) {
            case JSON -> report;
            case CSV -> CsvReport.write(report);
            case MD -> MarkdownReport.write(report, filter);
            case HTML -> HtmlReport.write(report, filter);
        };
    }

    private static List<String> accepted(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .toList();
    }

    private static Throwable notRead(Throwable failure) {
        LOG.warnf("A report could not be made: %s", failure);
        return Problems.unavailable("Reports cannot be made at the moment; try again in a few seconds");
    }
}
