package dev.kotae.eval.report;

import dev.kotae.eval.evidence.LatencyPart;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.report.SliceReport.Dimension;
import dev.kotae.eval.request.Analysts;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Reports, of the counts as they are now, or as they were when a report was pinned. */
@Path("/api/reports")
@Authenticated
@Tag(name = "reports")
public class ReportResource {

    private static final Logger LOG = Logger.getLogger(ReportResource.class);
    private static final int MOST_ANSWERS = 50;

    private final ReportReader reports;
    private final RatedAnswerReader answers;
    private final PinnedReportPublisher pinned;
    private final Analysts analysts;

    ReportResource(ReportReader reports, RatedAnswerReader answers, PinnedReportPublisher pinned, Analysts analysts) {
        this.reports = reports;
        this.answers = answers;
        this.pinned = pinned;
        this.analysts = analysts;
    }

    /** The report on models, in the format that is asked for. */
    @GET
    @Path("/models")
    @Produces({"application/json", "text/csv", "text/markdown", "text/html"})
    @Operation(
            summary = "How models served: ratings and votes with intervals, latencies, errors, and which one to take")
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
            @BeanParam ReportQuery query,
            @RestQuery @Parameter(description = "json, csv, md or html, in place of Accept") String format,
            @Context HttpHeaders headers) {
        ReportFilter filter = query.filter();
        ReportFormat chosen = ReportFormat.choose(format, accepted(headers));
        return reports.models(filter).map(report -> response(report, filter, chosen));
    }

    /** The models' rows for every combination of some of what answers have in common. */
    @GET
    @Path("/slices")
    @Produces({"application/json", "text/csv"})
    @Operation(
            summary = "The models' numbers by up to three of provider, prompt, retrieval, generation, collection,"
                    + " language, day, origin")
    public Uni<Response> slices(
            @BeanParam ReportQuery query,
            @RestQuery @Parameter(description = "Up to three of them, with commas between") String by,
            @RestQuery @Parameter(description = "json or csv, in place of Accept") String format,
            @Context HttpHeaders headers) {
        ReportFilter filter = query.filter();
        List<Dimension> dimensions = Dimension.parse(by);
        ReportFormat chosen = jsonOrCsv(format, headers);
        return reports.compute(
                        List.of("slices", filter, dimensions),
                        counts -> SliceReport.of(counts, filter, dimensions, reports.rules()))
                .map(report -> ok(chosen == ReportFormat.CSV ? CsvReport.write(report) : report, chosen));
    }

    /** On which days a model, its revision, its prompt or the retrieval changed. */
    @GET
    @Path("/changes")
    @Produces({"application/json", "text/csv"})
    @Operation(summary = "When a model, its revision, its prompt or the retrieval was first seen")
    public Uni<Response> changes(@BeanParam ReportQuery query, @RestQuery String format, @Context HttpHeaders headers) {
        ReportFilter filter = query.filter();
        ReportFormat chosen = jsonOrCsv(format, headers);
        return reports.compute(List.of("changes", filter), counts -> ChangesReport.of(counts, filter))
                .map(report -> ok(chosen == ReportFormat.CSV ? CsvReport.write(report) : report, chosen));
    }

    /** Which share of answers took at most so long. */
    @GET
    @Path("/latencies")
    @Produces({"application/json", "text/csv"})
    @Operation(summary = "The distribution of durations per model, to draw")
    public Uni<Response> latencies(
            @BeanParam ReportQuery query,
            @RestQuery @Parameter(description = "queue, embed, search, first-token, output-token or total, the default")
                    String part,
            @RestQuery String format,
            @Context HttpHeaders headers) {
        ReportFilter filter = query.filter();
        LatencyPart which = LatencyCurves.part(part);
        ReportFormat chosen = jsonOrCsv(format, headers);
        return reports.compute(List.of("latencies", filter, which), counts -> LatencyCurves.of(counts, filter, which))
                .map(report -> ok(chosen == ReportFormat.CSV ? CsvReport.write(report) : report, chosen));
    }

    /** The worst-rated answers with their question, sources, citations and comment; for analysts. */
    @GET
    @Path("/answers")
    @Produces("application/json")
    @Operation(summary = "The worst-rated answers with all that led to them, for analysts")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    public Uni<Response> answers(
            @BeanParam ReportQuery query,
            @RestQuery @DefaultValue("10") @Parameter(description = "1 to 50") int limit,
            @RestQuery @DefaultValue("0") @Parameter(description = "How many to pass over") int skip) {
        analysts.require();
        ReportFilter filter = query.filter();
        if (limit < 1 || limit > MOST_ANSWERS || skip < 0) {
            throw Problems.invalid("invalid-request", "limit is 1 to " + MOST_ANSWERS + ", and skip at least 0");
        }
        return reports.counts()
                .chain(counts -> answers.worst(counts, filter, limit, skip))
                .onFailure(ReportResource::unexpected)
                .transform(failure -> unavailable("Rated answers could not be read", failure))
                .map(found -> ok(Map.of("answers", found), ReportFormat.JSON));
    }

    /** Keeps the report as it is now under a link that stays; for analysts. */
    @POST
    @Path("/pinned")
    @Produces("application/json")
    @Operation(summary = "Pin the report on models: its numbers, filters and offsets stay as they are under its link")
    @APIResponse(responseCode = "201", description = "pinned; Location is the link")
    @APIResponse(responseCode = "403", description = "forbidden: only for members of kotae.eval.analysts")
    public Uni<Response> pin(@BeanParam ReportQuery query) {
        analysts.require();
        return reports.models(query.filter())
                .chain(report -> pinned.pin(report)
                        .onFailure(ReportResource::unexpected)
                        .transform(failure -> unavailable("A report could not be pinned", failure)))
                .map(id -> Response.created(URI.create("/api/reports/pinned/" + id))
                        .entity(Map.of("id", id, "page", "/reports/#/pinned/" + id))
                        .build());
    }

    /** A report as it was when it was pinned. */
    @GET
    @Path("/pinned/{id}")
    @Produces({"application/json", "text/csv", "text/markdown", "text/html"})
    @Operation(summary = "A pinned report, in the same formats")
    @APIResponse(responseCode = "404", description = "not-found: there is no such report")
    public Uni<Response> pinned(@RestPath String id, @RestQuery String format, @Context HttpHeaders headers) {
        ReportFormat chosen = ReportFormat.choose(format, accepted(headers));
        return pinned.read(id)
                .onFailure(ReportResource::unexpected)
                .transform(failure -> unavailable("A pinned report could not be read", failure))
                .map(found -> found.orElseThrow(() -> Problems.notFound("There is no pinned report of this name")))
                .map(report -> response(report, ReportFilter.parse(report.filter()), chosen));
    }

    private static Response response(ModelsReport report, ReportFilter filter, ReportFormat format) {
        return ok(
                switch (format) {
                    case JSON -> report;
                    case CSV -> CsvReport.write(report);
                    case MD -> MarkdownReport.write(report, filter);
                    case HTML -> HtmlReport.write(report, filter);
                },
                format);
    }

    private static Response ok(Object entity, ReportFormat format) {
        Response.ResponseBuilder response = Response.ok(entity)
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (format == ReportFormat.HTML) {
            response.header("Content-Security-Policy", HtmlReport.POLICY);
        }
        return response.build();
    }

    private static ReportFormat jsonOrCsv(String format, HttpHeaders headers) {
        ReportFormat chosen = ReportFormat.choose(format, accepted(headers));
        if (chosen != ReportFormat.JSON && chosen != ReportFormat.CSV) {
            throw Problems.invalid("invalid-request", "This comes as json or csv");
        }
        return chosen;
    }

    private static List<String> accepted(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .toList();
    }

    private static boolean unexpected(Throwable failure) {
        return !(failure instanceof io.quarkiverse.resteasy.problem.HttpProblem);
    }

    private static Throwable unavailable(String what, Throwable failure) {
        LOG.warnf("%s: %s", what, failure);
        return Problems.unavailable(what + "; try again in a few seconds");
    }
}
