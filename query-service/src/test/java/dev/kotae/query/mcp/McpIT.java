package dev.kotae.query.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.QueryParts;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.service.tool.ToolExecutionResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tools as an agent sees them, through LangChain4j's client. */
@QuarkusTest
@SuppressWarnings("try") // closing a client may be interrupted, which no test does
@QuarkusTestResource(QueryParts.class)
class McpIT {

    private static final String QUESTION = "How long are receipts kept?";
    private static final String INITIALIZE =
            """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-03-26",
              "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}
            """;

    @Inject
    IndexedCollection collection;

    @TestHTTPResource("/mcp")
    URI endpoint;

    @BeforeEach
    void documents() {
        collection.add("receipts.md", "Receipts are kept for seven days.");
        collection.add("secret.md", List.of("staff"), "Secret receipts are kept for nine years.");
    }

    @Test
    void anAgentFindsBothTools() throws Exception {
        try (McpClient agent = agent("")) {
            assertThat(agent.listTools())
                    .extracting(ToolSpecification::name)
                    .containsExactlyInAnyOrder("search", "ask");
        }
    }

    @Test
    void askAnswersWithCitations() throws Exception {
        try (McpClient agent = agent("")) {
            ToolExecutionResult answer = call(agent, "ask", Map.of("question", QUESTION, "collections", collections()));

            assertThat(answer.isError()).isFalse();
            assertThat(answer.resultText())
                    .contains("Receipts are kept for seven days.")
                    .contains("https://example.org/receipts.md")
                    .contains("\"noAnswer\":false");
        }
    }

    @Test
    void anAgentSeesWhatItsUserMaySee() throws Exception {
        Map<String, Object> query = Map.of("query", "secret receipts", "collections", collections());
        try (McpClient outsider = agent("");
                McpClient insider = agent("staff")) {
            assertThat(call(outsider, "search", query).resultText())
                    .contains("seven days")
                    .doesNotContain("nine years");
            assertThat(call(insider, "search", query).resultText()).contains("nine years");
        }
    }

    @Test
    void whatIsWrongIsToldInWordsAndCodes() throws Exception {
        try (McpClient agent = agent("")) {
            assertThatThrownBy(() -> call(
                            agent, "ask", Map.of("question", QUESTION, "collections", List.of("no-such-collection"))))
                    .isInstanceOf(ToolExecutionException.class)
                    .hasMessageContaining("unknown-collection")
                    .hasMessageContaining("There is no collection 'no-such-collection'");
            assertThatThrownBy(() -> call(agent, "search", Map.of("query", "?!")))
                    .isInstanceOf(ToolExecutionException.class)
                    .hasMessageContaining("invalid-question")
                    .hasMessageContaining("'query'");
        }
    }

    @Test
    void theCodeOfAProblemStandsInTheStructuredResult() {
        String session = given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .body(INITIALIZE)
                .post("/mcp")
                .then()
                .statusCode(200)
                .body("result.serverInfo.name", equalTo("kotae"))
                .extract()
                .header("Mcp-Session-Id");
        given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .header("Mcp-Session-Id", session)
                .body("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
                .post("/mcp");

        given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .header("Mcp-Session-Id", session)
                .body("{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/call\", \"params\": {\"name\": \"ask\","
                        + " \"arguments\": {\"question\": \"Why?\", \"model\": \"no-such-model\"}}}")
                .post("/mcp")
                .then()
                .statusCode(200)
                .body(containsString("\"isError\":true"))
                .body(containsString("\"code\":\"unknown-model\""));
    }

    @Test
    void aListOfMessagesIsRefusedSinceLimitsCountOneRequest() {
        given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .body(" [" + INITIALIZE + "," + INITIALIZE + "]")
                .post("/mcp")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-message"));
    }

    @Test
    void aForeignHostIsTurnedAway() {
        given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .header("Host", "evil.example")
                .body(INITIALIZE)
                .post("/mcp")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-host"));
    }

    private McpClient agent(String groups) {
        return DefaultMcpClient.builder()
                .transport(StreamableHttpMcpTransport.builder()
                        .url(endpoint.toString())
                        .customHeaders(Map.of("X-Kotae-Groups", groups))
                        .timeout(Duration.ofSeconds(20))
                        .build())
                .build();
    }

    private List<String> collections() {
        return List.of(collection.name());
    }

    private static ToolExecutionResult call(McpClient agent, String tool, Map<String, Object> arguments)
            throws JsonProcessingException {
        return agent.executeTool(ToolExecutionRequest.builder()
                .name(tool)
                .arguments(new ObjectMapper().writeValueAsString(arguments))
                .build());
    }
}
