package dev.kotae.eval.report;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters that choose the answers of a report. */
public class ReportQuery {

    @RestQuery
    @Parameter(description = "Only questions that searched this collection")
    String collection;

    @RestQuery
    @Parameter(description = "Only questions in this language, such as en")
    String language;

    @RestQuery
    @Parameter(description = "First day (UTC), such as 2026-11-01, or its beginning")
    String from;

    @RestQuery
    @Parameter(description = "Last day (UTC), or the time of the first day after it")
    String to;

    @RestQuery
    @Parameter(description = "Only answers by this model")
    String model;

    @RestQuery
    @Parameter(description = "Only answers by models of this provider")
    String provider;

    @RestQuery
    @Parameter(description = "Only answers by this revision of a model")
    String revision;

    @RestQuery
    @Parameter(description = "Only answers to this prompt template, by its hash")
    String prompt;

    @RestQuery
    @Parameter(
            description =
                    "Only answers with these settings of retrieval, as GET /api/reports/slices?by=retrieval tells them")
    String retrieval;

    @RestQuery
    @Parameter(description = "Only answers that read this generation")
    String generation;

    @RestQuery
    @Parameter(
            description = "Where answers were collected: own, any, demo, import:<name> or experiment:<id>; without it"
                    + " all but experiments and the demo")
    String origin;

    /** What it chooses. */
    public ReportFilter filter() {
        Map<String, String> query = new HashMap<>();
        query.put("collection", collection);
        query.put("language", language);
        query.put("from", from);
        query.put("to", to);
        query.put("model", model);
        query.put("provider", provider);
        query.put("revision", revision);
        query.put("prompt", prompt);
        query.put("retrieval", retrieval);
        query.put("generation", generation);
        query.put("origin", origin);
        return ReportFilter.parse(query);
    }
}
