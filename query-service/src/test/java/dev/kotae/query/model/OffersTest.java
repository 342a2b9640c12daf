package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.query.model.Catalogue.State;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffersTest {

    private static final String TWO =
            """
            kotae.providers.a.base-url=http://a/v1
            kotae.providers.b.base-url=http://b/v1
            """;

    @Test
    void theFirstProviderOfANameKeepsItAndTheOthersAreNamedBeside() {
        List<Offer> offers = offers(TWO, Map.of("a", listed("m"), "b", listed("m", "extractive")));

        assertThat(offers)
                .extracting(offer -> offer.spec().card().id(), Offer::state)
                .containsExactly(
                        tuple("m", State.READY), tuple("b/extractive", State.READY), tuple("b/m", State.READY));
    }

    @Test
    void aModelThatIsNoLongerListedIsGoneAndOneOfAnAbsentProviderFails() {
        Discovery less = listed("m", "n").answered(json("{\"data\":[{\"id\":\"n\"}]}"));
        List<Offer> offers = offers(TWO, Map.of("a", less, "b", listed("o").failed("It is away")));

        assertThat(offers)
                .extracting(offer -> offer.spec().card().id(), Offer::state, Offer::reason)
                .containsExactly(
                        tuple("n", State.READY, null),
                        tuple("m", State.GONE, "Its provider does not list it"),
                        tuple("o", State.FAILING, "It is away"));
    }

    @Test
    void aConfiguredModelHasItsOwnNameAndIsNotOfferedTwice() {
        List<Offer> offers = offers(
                TWO + "kotae.models.fast.provider=a\nkotae.models.fast.name=m\n",
                Map.of("a", listed("m", "n"), "b", Discovery.NOT_YET));

        assertThat(offers)
                .extracting(
                        offer -> offer.spec().card().id(),
                        offer -> offer.spec().card().name())
                .containsExactly(tuple("fast", "m"), tuple("n", "n"));
    }

    @Test
    void ollamasLatestIsKnownByItsShortName() {
        List<Offer> offers = offers(
                "kotae.providers.a.base-url=http://a/v1\nkotae.providers.a.models=llama3.2\n",
                Map.of("a", listed("llama3.2:latest")));

        assertThat(offers).singleElement().satisfies(offer -> {
            assertThat(offer.spec().card().id()).isEqualTo("llama3.2");
            assertThat(offer.state()).isEqualTo(State.READY);
        });
    }

    @Test
    void aProviderThatListsNothingIsBelievedToHaveWhatIsConfigured() {
        List<Offer> offers = offers(
                "kotae.providers.a.base-url=http://a/v1\nkotae.providers.a.models=m\n",
                Map.of("a", Discovery.NOT_YET.listsNothing()));

        assertThat(offers).extracting(Offer::state).containsExactly(State.READY);
    }

    @Test
    void onlyNamedModelsAreOfferedWhereDiscoveryIsOff() {
        List<Offer> offers = offers(
                "kotae.providers.a.base-url=http://a/v1\nkotae.providers.a.discover=false\nkotae.models.m.provider=a\n",
                Map.of("a", listed("m", "n")));

        assertThat(offers).extracting(offer -> offer.spec().card().id()).containsExactly("m");
    }

    @Test
    void namesThatCouldBreakALineOrAPageAreNotOffered() {
        Discovery discovery = Discovery.NOT_YET.answered(
                json(
                        "{\"data\":[{\"id\":\"a\\r\\nb\"},{\"id\":\"<script>\"},{\"id\":\"\"},{},{\"id\":7},null,{\"id\":\"ok\",\"max_model_len\":4096}]}"));

        assertThat(discovery.listed()).containsOnlyKeys("7", "ok");
        assertThat(discovery.contextLength("ok")).isEqualTo(4096);
        assertThat(discovery.refused()).isEqualTo(5);
    }

    @Test
    void aListWithoutEndIsCutOff() {
        StringBuilder list = new StringBuilder("{\"data\":[{\"id\":\"m\"}");
        for (int i = 0; i < 3000; i++) {
            list.append(",{\"id\":\"m").append(i).append("\"}");
        }

        assertThat(Discovery.NOT_YET.answered(json(list + "]}")).listed()).hasSize(Discovery.MAX_MODELS);
    }

    private static List<Offer> offers(String properties, Map<String, Discovery> discoveries) {
        return Offers.of(
                new SettingsFile(
                                Path.of("c.properties"),
                                new SmallRyeConfigBuilder()
                                        .addDefaultInterceptors()
                                        .addDiscoveredConverters()
                                        .build())
                        .settings(properties),
                discoveries);
    }

    private static Discovery listed(String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"id\":\"")
                    .append(name)
                    .append("\"}");
        }
        return Discovery.NOT_YET.answered(json("{\"data\":[" + list + "]}"));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
