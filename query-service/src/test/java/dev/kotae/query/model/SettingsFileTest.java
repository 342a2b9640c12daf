package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

    private static final String YAML =
            """
            kotae:
              default-model: granite-3.3-8b
              catalogue:
                max-tokens: 700
              providers:
                vllm:
                  base-url: https://vllm.example/v1/
                  api-key-file: /run/secrets/vllm
              models:
                granite-3.3-8b:
                  provider: vllm
                  name: ibm/granite-3.3:8b
                  display-name: Granite 3.3 8B
                  revision: "2025-04"
                  context-length: 131072
                  languages: [en, ja]
                  tags: [open, instruct]
                  price:
                    input: 0.1
                    output: 0.3
                    currency: EUR
                  parameters:
                    temperature: 0.2
                    top_p: 0.9
                  weight: 2
                  fallback: [extractive]
                  first-token-timeout: 5s
            """;

    @Test
    void environmentVariablesAloneAreEnough() {
        SmallRyeConfig config = config(Map.of(
                "KOTAE_PROVIDERS_OLLAMA_BASE_URL", "http://localhost:11434/v1",
                "KOTAE_PROVIDERS_OLLAMA_MODELS", "llama3.2,qwen2.5:0.5b",
                "KOTAE_PROVIDERS_NIM_BASE_URL", "https://integrate.example/v1",
                "KOTAE_PROVIDERS_NIM_API_KEY_FILE", "/run/secrets/nim",
                "KOTAE_MODELS_GRANITE_PROVIDER", "nim",
                "KOTAE_MODELS_GRANITE_NAME", "ibm/granite-3.3-8b-instruct",
                "KOTAE_MODELS_GRANITE_PRICE_INPUT", "0.5",
                "KOTAE_CATALOGUE_FIRST_TOKEN_TIMEOUT", "7s",
                "KOTAE_DEFAULT_MODEL", "granite"));

        Settings settings = SettingsFile.settings(config);

        assertThat(settings.providers().all()).containsOnlyKeys("ollama", "nim");
        assertThat(settings.providers().all().get("ollama").baseUrl()).hasToString("http://localhost:11434/v1");
        assertThat(settings.providers().all().get("ollama").models()).contains(List.of("llama3.2", "qwen2.5:0.5b"));
        assertThat(settings.providers().all().get("nim").apiKeyFile()).contains(Path.of("/run/secrets/nim"));
        assertThat(settings.models().all().get("granite").name()).contains("ibm/granite-3.3-8b-instruct");
        assertThat(settings.models().all().get("granite").price().orElseThrow().input())
                .hasValue(0.5);
        assertThat(settings.catalogue().firstTokenTimeout()).hasSeconds(7);
        assertThat(settings.defaultModel()).isEqualTo("granite");
    }

    @Test
    void aYamlFileSaysAllThatPropertiesCanSay() {
        Settings settings = file("c.yaml", Map.of()).settings(YAML);

        ModelSpec spec = ModelSpec.of("granite-3.3-8b", "vllm", "ibm/granite-3.3:8b", 4096, settings);
        ModelCard card = spec.card();
        assertThat(card.displayName()).isEqualTo("Granite 3.3 8B");
        assertThat(card.revision()).isEqualTo("2025-04");
        assertThat(card.contextLength()).isEqualTo(131072);
        assertThat(card.languages()).containsExactly("en", "ja");
        assertThat(card.price()).isEqualTo(new Price(0.1, 0.3, "EUR"));
        assertThat(card.parameters())
                .containsOnly(
                        Map.entry("temperature", "0.2"), Map.entry("top_p", "0.9"), Map.entry("max_tokens", "700"));
        assertThat(card.weight()).isEqualTo(2);
        assertThat(spec.fallback()).containsExactly("extractive");
        assertThat(spec.firstToken()).hasSeconds(5);
        assertThat(settings.defaultModel()).isEqualTo("granite-3.3-8b");
    }

    @Test
    void aPropertiesFileDoesToo() {
        Settings settings = file("c.properties", Map.of())
                .settings(
                        """
                        kotae.providers.vllm.base-url=https://vllm.example/v1
                        kotae.models."granite-3.3-8b".parameters.max_completion_tokens=90
                        kotae.models."granite-3.3-8b".parameters.temperature=null
                        """);

        assertThat(ModelSpec.of("granite-3.3-8b", "vllm", "granite-3.3-8b", 4096, settings)
                        .card())
                .satisfies(card -> {
                    assertThat(card.parameters()).containsOnly(Map.entry("max_completion_tokens", "90"));
                    assertThat(card.contextLength()).isEqualTo(4096);
                });
    }

    @Test
    void theExampleForClustersCanBeUsedAsItIs() throws IOException {
        Path example = Path.of("..", "k8s", "overlays", "existing-kafka-redis", "catalogue.yaml");

        Settings settings = file("catalogue.yaml", Map.of()).settings(Files.readString(example));

        assertThat(settings.providers().all()).containsOnlyKeys("vllm", "nvidia");
        assertThat(settings.models().all()).containsKey(settings.defaultModel());
    }

    @Test
    void aProviderOfTheEnvironmentIsThereBesideTheFiles() {
        Settings settings = file("c.yaml", Map.of("KOTAE_PROVIDERS_OLLAMA_BASE_URL", "http://localhost:11434/v1"))
                .settings(YAML);

        assertThat(settings.providers().all()).containsOnlyKeys("vllm", "ollama");
    }

    @Test
    void theEnvironmentStandsAboveTheFile() {
        Settings settings = file("c.yaml", Map.of("KOTAE_PROVIDERS_VLLM_BASE_URL", "http://other/v1"))
                .settings(YAML);

        assertThat(settings.providers().all().get("vllm").baseUrl()).hasToString("http://other/v1");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "kotae.provders.a.base-url=x ~ Nothing here is called kotae.provders.a.base-url",
                "quarkus.http.port=1 ~ Nothing here is called quarkus.http.port",
                "kotae.providers.a.bas-url=x ~ kotae.providers.a.bas",
                "kotae.providers.a.base-url=ftp://x/v1 ~ no http address",
                "kotae.models.a.provider=nobody ~ no provider that is set",
                "kotae.models.a.weight=-1 ~ below 0",
                "kotae.models.a.parameters.stream=false ~ Kotae's own",
                "kotae.models.a.price.currency=yen ~ ISO 4217",
                "kotae.models.a.name=<b> ~ as an id",
                "kotae.models.a.name=a\\r\\nb ~ as an id",
                "kotae.catalogue.attempts=0 ~ below 1",
                "kotae.catalogue.idle-timeout=soon ~ kotae.catalogue.idle-timeout"
            },
            delimiter = '~')
    void whatCannotBeMeantSoIsRefusedByName(String text, String told) {
        assertThatThrownBy(() -> file("c.properties", Map.of()).settings(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void whatIsNoYamlIsRefusedByItsPlace() {
        assertThatThrownBy(() -> file("c.yaml", Map.of()).settings("kotae:\n  providers: [\n  api-key: s3cr3t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3")
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kotae.providers.a.api-key=s3cr3t",
                "kotae.providers.a.base-url=http://x y/?key=s3cr3t",
                "kotae.catalogue.idle-timeout=s3cr3t",
                "kotae.catalogue.attempts=s3cr3t"
            })
    void noValueOfABrokenFileIsTold(String text) {
        assertThatThrownBy(() -> file("c.properties", Map.of()).settings(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    private static SettingsFile file(String name, Map<String, String> environment) {
        return new SettingsFile(Path.of(name), config(environment));
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(Map.of("quarkus.application.name", "x"), "jar", 250))
                .withMapping(ProviderConfig.class)
                .withMapping(ModelConfig.class)
                .withMapping(CatalogueConfig.class)
                .build();
    }
}
