package dev.kotae.query.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.request.Body;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {

    private static final AnswersConfig CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(AnswersConfig.class)
            .build()
            .getConfigMapping(AnswersConfig.class);

    @Test
    void theLastUserMessageIsTheQuestionAndEarlierOnesAreHistory() {
        ChatRequest request = read(
                """
                {"model": "granite", "messages": [
                  {"role": "system", "content": "You are a pirate."},
                  {"role": "user", "content": "How many days of leave do I have?"},
                  {"role": "assistant", "content": "20 days [1].\\n\\n- [1] [Leave](<https://example.com/leave>)"},
                  {"role": "user", "content": [{"type": "text", "text": "And in"}, {"type": "text", "text": "the first year?"}]}]}
                """);

        assertThat(request.ask().question()).isEqualTo("And in\nthe first year?");
        assertThat(request.ask().history())
                .containsExactly(
                        new Prompt.Turn("user", "How many days of leave do I have?"),
                        new Prompt.Turn("assistant", "20 days [1]."));
        assertThat(request.ask().model()).isEqualTo("granite");
        assertThat(request.ignored()).containsExactly("system");
        assertThat(request.stream()).isFalse();
    }

    @Test
    void aCollectionIsChosenByTheModelsNameOrByAField() {
        assertThat(read("{'model': 'granite@ocp,rhel', 'messages': [{'role': 'user', 'content': 'Why?'}]}")
                        .ask()
                        .collections())
                .containsExactly("ocp", "rhel");
        ChatRequest request = read(
                "{'messages': [{'role': 'user', 'content': 'Why?'}], 'collections': ['ocp'], 'filters': {'team': ['a']},"
                        + " 'maxChunks': 7}");
        assertThat(request.ask().collections()).containsExactly("ocp");
        assertThat(request.ask().filters()).isEqualTo(Map.of("team", List.of("a")));
        assertThat(request.ask().maxChunks()).isEqualTo(7);
        assertThat(request.ask().model()).isNull();
    }

    @Test
    void aLongConversationIsCutAndRefusedNowhere() {
        StringBuilder messages = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            messages.append("{'role': 'user', 'content': 'Question ").append(i).append("'},");
            messages.append("{'role': 'assistant', 'content': '")
                    .append("long ".repeat(2000))
                    .append("'},");
        }
        ChatRequest request = read("{'messages': [" + messages + "{'role': 'user', 'content': 'And now?'}]}");

        assertThat(request.ask().history()).isNotEmpty().allSatisfy(turn -> assertThat(turn.content())
                .hasSizeLessThanOrEqualTo(CONFIG.maxQuestionLength()));
    }

    @Test
    void harmlessHabitsOfClientsAreNoErrorAndAreNamed() {
        ChatRequest request = read("{'messages': [{'role': 'user', 'content': 'Why?'}], 'n': 1, 'tools': [],"
                + " 'tool_choice': 'auto', 'response_format': {'type': 'text'}, 'logprobs': false, 'user': 'u', 'seed': 7,"
                + " 'stream': true, 'stream_options': {'include_usage': true}}");

        assertThat(request.stream()).isTrue();
        assertThat(request.usage()).isTrue();
        assertThat(request.ignored()).contains("user", "seed").doesNotContain("stream", "messages", "n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages': []} | messages",
                "{} | messages",
                "{'messages': 'Why?'} | messages",
                "{'messages': [{'role': 'user', 'content': 'a'}, {'role': 'assistant', 'content': 'b'}]} | messages",
                "{'messages': [{'role': 'tool', 'content': 'a'}]} | messages",
                "{'messages': [{'role': 'user'}]} | messages",
                "{'messages': [{'role': 'user', 'content': {'text': 'a'}}]} | messages",
                "{'messages': [{'role': 'user', 'content': [{'type': 'image_url', 'image_url': {'url': 'x'}}]}]} | messages",
                "{'messages': [{'role': 'user', 'content': '?!'}]} | messages",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'n': 2} | n",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'stream': 'yes'} | stream",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'stream_options': 1} | stream_options",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'tools': [{'type': 'function'}]} | tools",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'response_format': {'type': 'json_object'}} | response_format",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'logprobs': true} | logprobs",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'model': 7} | model",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'model': 'g@c', 'collections': ['d']} | collections",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'model': 'g@../x'} | collections",
                "{'messages': [{'role': 'user', 'content': 'a'}], 'maxChunks': 1000} | maxChunks"
            })
    void whatIsWrongIsNamed(String json, String field) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            OpenAiError error = OpenAiError.of(problem);
            assertThat(problem.getStatusCode()).isEqualTo(400);
            assertThat(error.param()).isEqualTo(field);
            assertThat(error.type()).isEqualTo("invalid_request_error");
        });
    }

    private static ChatRequest read(String json) {
        return ChatRequest.of(Body.parse(json.replace('\'', '"')), "granite"::equals, CONFIG);
    }
}
