package dev.kotae.query.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.common.access.Asker;
import dev.kotae.query.answer.Answer;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.answer.Answers;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.answer.Ask;
import dev.kotae.query.citation.CitationList;
import dev.kotae.query.limit.Refusal;
import dev.kotae.query.limit.RequestLimits;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.request.Body;
import dev.kotae.query.search.FoundHits;
import dev.kotae.query.search.Searches;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What an agent can do with the documents. Every result is there twice: as text for the model, as JSON for the program around it. */
@Singleton
@Authenticated
public class DocumentTools {

    private static final Logger LOG = Logger.getLogger(DocumentTools.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLLECTIONS = "The collections to search; all where absent";

    private final Searches searches;
    private final Answers answers;
    private final AnswersConfig config;
    private final RequestLimits limits;
    private final SecurityIdentity identity;

    DocumentTools(
            Searches searches, Answers answers, AnswersConfig config, RequestLimits limits, SecurityIdentity identity) {
        this.searches = searches;
        this.answers = answers;
        this.config = config;
        this.limits = limits;
        this.identity = identity;
    }

    /** The chunks that fit a query best. */
    @Tool(
            name = "search",
            description = "Find passages of the documents that say something about a query, best first, each with its"
                    + " document, version, section and address. English and Japanese.",
            annotations = @Tool.Annotations(readOnlyHint = true, destructiveHint = false, openWorldHint = false))
    public Uni<ToolResponse> search(
            @ToolArg(description = "What to look for, in words") String query,
            @ToolArg(description = COLLECTIONS, required = false) List<String> collections,
            @ToolArg(description = "The most passages, 1 to 100; 10 where absent", required = false) Integer limit) {
        ObjectNode body = JSON.createObjectNode().put("query", query).put("limit", limit);
        body.set("collections", JSON.valueToTree(collections));
        Asker asker = Asker.of(identity);
        limits.resume(identity);
        return told(() -> {
            withinLimits();
            return searches.search(Body.of(body), asker).map(found -> success(text(found), found));
        });
    }

    /** Searching costs no tokens, so whose budget is spent may still search. */
    private void withinLimits() {
        limits.refusal()
                .filter(refusal -> refusal.limit() != Refusal.Limit.BUDGET_SPENT)
                .ifPresent(refusal -> {
                    throw Problems.refused(refusal);
                });
    }

    /** An answer from the documents. */
    @Tool(
            name = "ask",
            description = "Answer a question from the documents, with numbered citations that name the document, its"
                    + " version and the quoted words. Says so where the documents do not hold the answer. English and"
                    + " Japanese.",
            annotations = @Tool.Annotations(readOnlyHint = true, destructiveHint = false, openWorldHint = false))
    public Uni<ToolResponse> ask(
            @ToolArg(description = "The question, in words") String question,
            @ToolArg(description = COLLECTIONS, required = false) List<String> collections,
            @ToolArg(description = "The model that answers; the default one where absent", required = false)
                    String model) {
        ObjectNode body = JSON.createObjectNode().put("question", question).put("model", model);
        body.set("collections", JSON.valueToTree(collections));
        Asker asker = Asker.of(identity);
        limits.resume(identity);
        return told(() -> answers.answer(Ask.of(Body.of(body), config), asker)
                .collect()
                .last()
                .map(DocumentTools::ended));
    }

    private static ToolResponse ended(AnswerEvent last) {
        if (last instanceof AnswerEvent.Completed completed) {
            Answer answer = completed.answer();
            return success(answer.text() + CitationList.of(answer.citations()), answer);
        }
        throw ((AnswerEvent.Failed) last).thrown();
    }

    private static String text(FoundHits found) {
        return found.hits().isEmpty()
                ? "Nothing was found."
                : found.hits().stream()
                        .map(hit -> "## " + hit.title() + (hit.section().isEmpty() ? "" : " > " + hit.section()) + "\n"
                                + (hit.url() == null ? "" : hit.url() + "\n") + "\n" + hit.text())
                        .collect(Collectors.joining("\n\n"));
    }

    private static ToolResponse success(String text, Object structured) {
        return new ToolResponse(false, List.of(new TextContent(text)), structured, Map.of());
    }

    /** A failed tool is a result that says so: the agent can read it and do better. */
    private static Uni<ToolResponse> told(Supplier<Uni<ToolResponse>> work) {
        return Uni.createFrom()
                .<ToolResponse>deferred(() -> work.get())
                .onFailure()
                .recoverWithItem(failure -> {
                    if (!Problems.isProblem(failure)) {
                        LOG.error("A tool failed", failure);
                    }
                    String detail = Problems.detail(failure);
                    return new ToolResponse(
                            true,
                            List.of(new TextContent(detail)),
                            Map.of("code", Problems.code(failure), "detail", detail),
                            Map.of());
                });
    }
}
